using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>Reads the extracted accounts back: as many as the order names, so they fit in memory.</summary>
internal sealed class AccountReader(PortalDb db, PackageParts parts)
{
    private const int LongestLine = 16 * 1024 * 1024;

    public async Task<ImmutableArray<AccountRecord>> ReadAsync(PackageInWork package, CancellationToken ct)
    {
        var part = await db.Parts.AsNoTracking().SingleOrDefaultAsync(p => p.DisclosureId == package.Id && p.Path == ExtractRecords.AccountsPath, ct);
        if (part is null) return [];
        await using var stream = await parts.OpenAsync(part, ct);
        var accounts = ImmutableArray.CreateBuilder<AccountRecord>();
        await foreach (var line in TextLines.ReadAsync(stream, LongestLine, ct)) accounts.Add(AccountJson.Parse(line.Span));
        return accounts.ToImmutable();
    }
}
