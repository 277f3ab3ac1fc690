using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

/// <summary>The rules of the archive's README in the plainest words, over lists. Slow, and meant to be obviously right.</summary>
internal sealed class ReferenceArchive(ArchiveContents contents)
{
    /// <summary>The records of a scope, each written out as a line of text; order of time, then of the input.</summary>
    public List<string> Read(AuthorizedScope scope) => [.. InOrder()
        .Select(message => (message, line: scope.Lines.FirstOrDefault(line => Takes(line.Selector, message))))
        .Where(found => found.line is not null)
        .Select(found => Write(found.message, found.line!))];

    public Dictionary<string, long> CountByLine(AuthorizedScope scope) => scope.Lines.ToDictionary(
        line => line.LineId,
        line => InOrder().LongCount(message => scope.Lines.FirstOrDefault(first => Takes(first.Selector, message)) == line));

    public long Count(RecordSelector selector) => contents.Messages.LongCount(message => Takes(selector, message));

    public static string Write(MessageRecord record) => string.Join(" | ",
        record.AuthorisationLine, record.MessageId, record.ConversationId, record.SenderId, record.SenderHandleThen, string.Join(',', record.RecipientIds),
        record.SentUtc.ToString("O"), record.EditedUtc?.ToString("O"), record.DeletedUtc?.ToString("O"), record.Body ?? "(none)",
        string.Join(',', record.EarlierVersions.Select(version => $"{version.Body}@{version.ReplacedUtc:O}")));

    private IEnumerable<GivenMessage> InOrder() => contents.Messages.OrderBy(message => message.Sent);

    private string Write(GivenMessage message, AuthorizedLine line)
    {
        var end = line.Selector.Window.EndUtc;
        var content = line.Selector.Category == DataCategory.ContentDm;
        var standing = message.Edits.Where(edit => edit.Replaced >= end).Select(edit => edit.Text).Append(message.Text).First();
        var earlier = message.Edits.Where(edit => edit.Replaced < end);
        IEnumerable<string> addressed = message.Recipients.Any() ? message.Recipients : Reached(message).Order(StringComparer.Ordinal);
        return string.Join(" | ",
            line.LineId, message.Id, message.Conversation, message.Sender ?? "", message.Sender ?? "", string.Join(',', addressed),
            message.Sent.ToString("O"), message.Edits.Any() ? message.Edits.Last().Replaced.ToString("O") : null, message.Deleted?.ToString("O"), content ? standing : "(none)",
            content ? string.Join(',', earlier.Select(edit => $"{edit.Text}@{edit.Replaced:O}")) : "");
    }

    private bool Takes(RecordSelector selector, GivenMessage message)
    {
        if (selector.Category is not (DataCategory.ContentDm or DataCategory.Interaction)) return false;
        if (!selector.Window.Contains(message.Sent)) return false;
        if (selector.ConversationId is not null && selector.ConversationId != message.Conversation) return false;

        var others = new List<string> { message.Sender ?? "" };
        if (selector.AccountId is { } account)
        {
            var sent = message.Sender == account;
            var received = Reached(message).Contains(account);
            var sides = new List<bool>();
            if (selector.Direction != Direction.Received) sides.Add(sent);
            if (selector.Direction != Direction.Sent) sides.Add(received);
            if (!sides.Contains(true)) return false;
            if (sent) others = [.. Reached(message)];
        }
        if (selector.OnlyCounterparties.Any() && !others.Any(other => selector.OnlyCounterparties.Contains(other))) return false;
        return !others.Any(other => selector.ExceptCounterparties.Contains(other));
    }

    private IEnumerable<string> Reached(GivenMessage message)
    {
        var stints = contents.Memberships.Where(stint => stint.Conversation == message.Conversation).ToList();
        var members = stints.Where(stint => stint.Joined <= message.Sent && (stint.Left is null || message.Sent < stint.Left)).Select(stint => stint.Account).Distinct().ToList();
        if (!message.Recipients.Any()) return members.Where(member => member != message.Sender);
        return stints.Count == 0 ? message.Recipients : message.Recipients.Where(members.Contains);
    }
}
