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

    /// <summary>Each record and the line it is written as, without its line feed. The line is valid until the next one is asked for.</summary>
    /// <exception cref="BuildStoppedException">A segment does not hold what its row says.</exception>
    public async IAsyncEnumerable<(MessageRecord Record, ReadOnlyMemory<byte> Line)> ReadLinesAsync(PackageInWork package, [EnumeratorCancellation] CancellationToken ct)
    {
        var segments = await db.Segments.AsNoTracking().Where(s => s.DisclosureId == package.Id).OrderBy(s => s.Number).ToListAsync(ct);
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (segment.Number != i + 1) throw new BuildStoppedException($"Segment {i + 1} of the extracted records is missing.");
            await using var stream = await blobs.OpenReadAsync(segment.BlobKey, ContextOf(package.Id, segment.Number), ct);
            var count = 0;
            await foreach (var line in TextLines.ReadAsync(stream, LongestLine, ct))
            {
                count++;
                yield return (MessageJson.Parse(line.Span), line);
            }
            if (count != segment.Records) throw new BuildStoppedException($"Segment {segment.Number} of the extracted records holds {count} records, {segment.Records} were written.");
        }
    }

    public async IAsyncEnumerable<MessageRecord> ReadAsync(PackageInWork package, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (record, _) in ReadLinesAsync(package, ct)) yield return record;
    }
}
