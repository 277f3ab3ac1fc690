namespace Portal.Core.Archive.Embedded;

/// <summary>What a parsed row must have to be imported.</summary>
internal static class ImportRowRules
{
    /// <summary>The type of lines that no account need have written.</summary>
    public const string SystemType = "system";

    /// <exception cref="UnusableRowException">Something is missing or cannot be.</exception>
    public static void Check(ImportRow row)
    {
        switch (row.Record)
        {
            case ImportRecord.Message: CheckMessage(row); break;
            case ImportRecord.Account: CheckAccount(row); break;
            case ImportRecord.Conversation: Require(row.ConversationId, "conversation_id"); break;
            default: CheckMembership(row); break;
        }
    }

    private static void CheckMessage(ImportRow row)
    {
        Require(row.MessageId, "message_id");
        Require(row.ConversationId, "conversation_id");
        if (string.IsNullOrEmpty(row.Sender) && !(row.SenderNamed && row.Type == SystemType)) throw Missing("sender");
        if (row.SentAt is null) throw new UnusableRowException(QuarantineReason.UnusableTime, "sent_at is missing");
        if (row.HasText is null || row.HasText == false && row.DeletedAt is null && row.MediaId is null) throw Missing("text");
        for (var edit = 1; edit < row.Edits.Count; edit++)
            if (row.Edits[edit].ReplacedAt < row.Edits[edit - 1].ReplacedAt)
                throw new UnusableRowException(QuarantineReason.UnusableValue, "edits are not in the order of replaced_at");
    }

    private static void CheckAccount(ImportRow row)
    {
        Require(row.AccountId, "account_id");
        row.Handles.Sort((left, right) => left.From.CompareTo(right.From));
        for (var held = 0; held < row.Handles.Count; held++)
        {
            if (row.Handles[held].Until <= row.Handles[held].From)
                throw new UnusableRowException(QuarantineReason.UnusableTime, "handles: until is not after from");
            // One account with two handles at once: HandleThen would be a guess.
            if (held > 0 && !(row.Handles[held - 1].Until <= row.Handles[held].From))
                throw new UnusableRowException(QuarantineReason.UnusableValue, "handles overlap in time");
        }
    }

    private static void CheckMembership(ImportRow row)
    {
        Require(row.ConversationId, "conversation_id");
        Require(row.AccountId, "account_id");
        if (row.JoinedAt is null) throw new UnusableRowException(QuarantineReason.UnusableTime, "joined_at is missing");
        if (row.LeftAt <= row.JoinedAt) throw new UnusableRowException(QuarantineReason.UnusableTime, "left_at is not after joined_at");
    }

    private static void Require(string? value, string field)
    {
        if (string.IsNullOrEmpty(value)) throw Missing(field);
    }

    private static UnusableRowException Missing(string field) => new(QuarantineReason.MissingField, $"{field} is missing");
}
