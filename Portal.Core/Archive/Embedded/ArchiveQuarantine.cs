namespace Portal.Core.Archive.Embedded;

/// <summary>The lines that imports set aside: where they came from and why, never what they say.</summary>
public sealed class ArchiveQuarantine(EmbeddedArchive archive)
{
    public Task<long> CountAsync(CancellationToken ct) => Task.Run(() =>
    {
        using var connection = archive.File.Connect();
        return connection.Number("SELECT count(*) FROM quarantine");
    }, ct);

    /// <summary>In the order of file and line, after skipping <paramref name="skip"/>; at most <paramref name="take"/>.</summary>
    public Task<IReadOnlyList<QuarantinedLine>> ListAsync(int skip, int take, CancellationToken ct) => Task.Run<IReadOnlyList<QuarantinedLine>>(() =>
    {
        using var connection = archive.File.Connect();
        using var command = connection.Command("""
            SELECT s.name, q.line, q.reason, q.detail FROM quarantine q JOIN source s USING (source_no)
            ORDER BY q.source_no, q.line LIMIT $take OFFSET $skip
            """, ("$take", take), ("$skip", skip));
        using var row = command.ExecuteReader();
        var lines = new List<QuarantinedLine>();
        while (row.Read()) lines.Add(new QuarantinedLine(row.GetString(0), row.GetInt64(1), Enum.Parse<QuarantineReason>(row.GetString(2)), row.GetString(3)));
        return lines;
    }, ct);
}
