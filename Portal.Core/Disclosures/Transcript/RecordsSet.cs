using System.Collections.Immutable;
using Portal.Core.Archive;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>The messages that a transcript, or one volume of it, shows: counted as each was set.</summary>
/// <param name="ByLine">By the line of the scope that each names.</param>
/// <param name="Fingerprint">Of their ids; see <see cref="RecordFingerprint"/>.</param>
/// <param name="FirstUtc">When the first was sent; null where there is none.</param>
public sealed record RecordsSet(long Records, ImmutableSortedDictionary<string, long> ByLine, string Fingerprint, DateTimeOffset? FirstUtc, DateTimeOffset? LastUtc);

/// <summary>Counts messages as they are set.</summary>
internal sealed class RecordsCount
{
    private readonly SortedDictionary<string, long> byLine = new(StringComparer.Ordinal);
    private readonly RecordFingerprint fingerprint = new();
    private DateTimeOffset? first;
    private DateTimeOffset? last;

    public long Records => fingerprint.Count;

    public RecordsSet Set => new(Records, byLine.ToImmutableSortedDictionary(StringComparer.Ordinal), fingerprint.ToString(), first, last);

    public void Add(MessageRecord record)
    {
        byLine[record.AuthorisationLine] = byLine.GetValueOrDefault(record.AuthorisationLine) + 1;
        fingerprint.Add(record.MessageId);
        first ??= record.SentUtc;
        last = record.SentUtc;
    }

    /// <summary>Adds a volume that follows.</summary>
    public void Add(RecordsSet volume)
    {
        foreach (var (line, count) in volume.ByLine) byLine[line] = byLine.GetValueOrDefault(line) + count;
        fingerprint.Add(RecordFingerprint.Parse(volume.Fingerprint));
        first ??= volume.FirstUtc;
        last = volume.LastUtc ?? last;
    }
}
