using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>Reads extracted records back, segment by segment.</summary>
internal sealed class SegmentReader(PortalDb db, IBlobStore blobs)
{
    /// <summary>Longer than any line a segment holds: only a damaged one gets there.</summary>
    private const int LongestLine = 64 * 1024 * 1024;

    public static string ContextOf(Guid disclosureId, int number) => $"segment:{disclosureId}:{number}";

    /// <summary>Some of the records, in their order. What lies before them is skipped unread where whole segments do, and unparsed where lines do.</summary>
    /// <param name="first">Place of the first, from 1.</param>
    /// <exception cref="BuildStoppedException">There are fewer, or a segment does not hold what its row says.</exception>
    public async IAsyncEnumerable<MessageRecord> ReadAsync(Guid disclosureId, long first, long count, [EnumeratorCancellation] CancellationToken ct)
    {
        long before = 0, given = 0;
        foreach (var segment in await SegmentsAsync(disclosureId, ct))
        {
            if (given == count) yield break;
            if (before + segment.Records < first)
            {
                before += segment.Records;
                continue;
            }
            await foreach (var line in LinesAsync(segment, ct))
            {
                if (++before < first) continue;
                yield return MessageJson.Parse(line.Span);
                if (++given == count) yield break;
            }
        }
        if (given < count) throw new BuildStoppedException($"The segments hold {given} of {count} records from record {first} on. Nothing was kept; check the storage.");
    }

    /// <summary>Each record and the line it is written as, without its line feed. The line is valid until the next one is asked for.</summary>
    /// <exception cref="BuildStoppedException">A segment does not hold what its row says.</exception>
    public async IAsyncEnumerable<(MessageRecord Record, ReadOnlyMemory<byte> Line)> ReadLinesAsync(PackageInWork package, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var segment in await SegmentsAsync(package.Id, ct))
            await foreach (var line in LinesAsync(segment, ct)) yield return (MessageJson.Parse(line.Span), line);
    }

    public async IAsyncEnumerable<MessageRecord> ReadAsync(PackageInWork package, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (record, _) in ReadLinesAsync(package, ct)) yield return record;
    }

    private async Task<List<ExtractedSegment>> SegmentsAsync(Guid disclosureId, CancellationToken ct)
    {
        var segments = await db.Segments.AsNoTracking().Where(s => s.DisclosureId == disclosureId).OrderBy(s => s.Number).ToListAsync(ct);
        for (var i = 0; i < segments.Count; i++)
            if (segments[i].Number != i + 1) throw new BuildStoppedException($"Segment {i + 1} of the extracted records is missing.");
        return segments;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(ExtractedSegment segment, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = await blobs.OpenReadAsync(segment.BlobKey, ContextOf(segment.DisclosureId, segment.Number), ct);
        var count = 0;
        await foreach (var line in TextLines.ReadAsync(stream, LongestLine, ct))
        {
            if (++count > segment.Records) break;
            yield return line;
        }
        if (count != segment.Records) throw new BuildStoppedException($"Segment {segment.Number} of the extracted records does not hold the {segment.Records} records that were written.");
    }
}
