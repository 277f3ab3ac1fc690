namespace Portal.Core.Storage;

/// <summary>The last number given in a series and year. Read and raised inside the transaction that uses the number.</summary>
public sealed class ReferenceCounter
{
    public required string Series { get; init; }

    public int Year { get; init; }

    public int Last { get; set; }
}

public static class References
{
    /// <summary>The next reference of a series, like <c>PR-2026-000123</c>. Numbers have no gaps: it rolls back with its transaction.</summary>
    public static async Task<string> NextReferenceAsync(this PortalDb db, string series, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var counter = await db.ReferenceCounters.FindAsync([series, now.Year], ct);
        if (counter is null)
        {
            counter = new ReferenceCounter { Series = series, Year = now.Year };
            db.ReferenceCounters.Add(counter);
        }
        counter.Last++;
        return $"{series}-{now.Year:D4}-{counter.Last:D6}";
    }
}
