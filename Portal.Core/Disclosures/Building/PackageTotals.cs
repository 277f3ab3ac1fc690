using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Building;

/// <summary>How much has been extracted, by what the committed segments say.</summary>
internal sealed class PackageTotals(PortalDb db)
{
    public async Task<long> RecordsAsync(PackageInWork package, CancellationToken ct) =>
        await db.Segments.Where(s => s.DisclosureId == package.Id).SumAsync(s => (long)s.Records, ct);

    /// <summary>Of all records extracted; see <see cref="Archive.RecordFingerprint"/>.</summary>
    public async Task<string> FingerprintAsync(PackageInWork package, CancellationToken ct) =>
        await db.Segments.Where(s => s.DisclosureId == package.Id).OrderByDescending(s => s.Number).Select(s => s.Fingerprint).FirstOrDefaultAsync(ct)
        ?? new Archive.RecordFingerprint().ToString();
}
