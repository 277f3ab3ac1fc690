using Microsoft.Data.Sqlite;
using Portal.Core.Archive.Preserved;

namespace Portal.Core.Archive.Embedded.Preserved;

/// <summary>
/// Copies the rows that a preservation names, a piece at a time, with whoever and whatever they refer to. Texts and conversation keys are
/// copied as they lie: this class opens neither.
/// </summary>
internal sealed class SnapshotWriter : IDisposable
{
    private const int MostMessages = 500;
    private const int EnoughBytes = 1024 * 1024;

    private readonly SqliteConnection connection;
    private readonly PreservationScope scope;
    private readonly SnapshotSeal seal;
    private readonly RangeMerge? ranges;
    private readonly DirectoryCopy directory;
    private readonly SqliteCommand tag;
    private readonly SqliteCommand versions;
    private ReadPosition? after;
    private bool ended;

    public SnapshotWriter(ArchiveFile file, PreservationScope scope, SnapshotSeal seal, ReadPosition? after, ArchiveMark mark)
    {
        this.scope = scope;
        this.seal = seal;
        this.after = after;
        connection = file.Connect();
        directory = new DirectoryCopy(connection, scope);
        tag = connection.Command("SELECT content_tag FROM message WHERE sender_no = $sender AND sent_at = $sent AND sequence = $sequence", ("$sender", 0L), ("$sent", 0L), ("$sequence", 0L));
        versions = connection.Command("SELECT version, replaced_at, replaced_by, body FROM message_version WHERE sequence = $sequence ORDER BY version", ("$sequence", 0L));
        if (!scope.Messages) return;
        ranges = new RangeMerge(connection, new MessageParties(connection), after, mark);
        ranges.Add(new LineToRead(0, "", scope.Content, SelectorNumbers.Of(connection, scope.Selector)));
    }

    /// <summary>The next piece, or null at the end.</summary>
    public PreservedPiece? NextPiece(CancellationToken ct)
    {
        if (ended) return null;
        var first = after is null;
        var rows = new SnapshotRows();
        var counts = PreservedCounts.None;
        var from = after;
        var bytes = 0;
        if (first && directory.AddTarget(rows)) counts = counts with { Accounts = 1 };
        while (rows.Messages.Count < MostMessages && bytes < EnoughBytes)
        {
            ct.ThrowIfCancellationRequested();
            if (ranges?.Next(ct) is not { } next)
            {
                ended = true;
                break;
            }
            var message = Copy(next.Row);
            directory.AddPartiesOf(message, rows);
            rows.Messages.Add(message);
            bytes += (message.Body?.Length ?? 0) + message.Earlier.Sum(version => version.Body.Length);
            var sent = new DateTimeOffset(message.SentAt, TimeSpan.Zero);
            after = new ReadPosition(sent, message.Sequence);
            counts = counts.And(new PreservedCounts(1, message.Earlier.Count, message.EditedAt is null ? 0 : 1, message.DeletedAt is null ? 0 : 1, 0, sent, sent));
        }
        if (rows.Messages.Count == 0 && !first) return null;
        return new PreservedPiece(seal.Seal(rows.Write(), from), counts, after, [.. rows.Messages.Select(message => message.Id)]);
    }

    public void Dispose()
    {
        ranges?.Dispose();
        tag.Dispose();
        versions.Dispose();
        connection.Dispose();
    }

    private PreservedMessage Copy(MessageRow row) => new(
        row.SenderNo, row.SentAt, row.Sequence, row.ConversationNo, row.MessageId, row.Type,
        row.Addressees.Length == 0 ? null : $"[{string.Join(',', row.Addressees)}]",
        row.EditedAt, row.EditedBy, scope.Content ? row.Versions : 0, row.DeletedAt, row.DeletedBy,
        scope.Content ? row.MediaId : null, scope.Content ? row.MediaSha256 : null,
        row.SealedBody, TagOf(row), scope.Content && row.Versions > 0 ? EarlierOf(row) : []);

    private byte[] TagOf(MessageRow row)
    {
        (tag.Parameters[0].Value, tag.Parameters[1].Value, tag.Parameters[2].Value) = (row.SenderNo, row.SentAt, row.Sequence);
        return (byte[])tag.ExecuteScalar()!;
    }

    private List<PreservedVersion> EarlierOf(MessageRow row)
    {
        versions.Parameters[0].Value = row.Sequence;
        using var version = versions.ExecuteReader();
        var earlier = new List<PreservedVersion>();
        while (version.Read()) earlier.Add(new PreservedVersion(version.GetInt64(0), version.GetInt64(1), version.NumberOrNull(2), version.GetFieldValue<byte[]>(3)));
        return earlier;
    }
}
