using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Disclosures;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>A package as its agency sees it.</summary>
/// <param name="Package">Not tracked: to be shown, never to be changed.</param>
/// <param name="Receipts">The latest first.</param>
/// <param name="IsOffered">Released, not recalled, not expired.</param>
/// <param name="IsProved">The reader has shown within five minutes who they are, for this very package.</param>
public sealed record AgencyPackage(
    Disclosure Package,
    Guid RequestId,
    string RequestTitle,
    string Instrument,
    IReadOnlyList<DownloadReceipt> Receipts,
    bool IsOffered,
    bool HasExpired,
    bool IsProved);

public sealed class PackageQuery(PortalDb db, StepUp stepUp, TimeProvider clock)
{
    private const int MostReceipts = 100;

    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    public async Task<AgencyPackage> ExecuteAsync(Guid disclosureId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DownloadPackage);
        var now = clock.GetUtcNow();
        var package = await db.Disclosures.AsNoTracking().FirstOrDefaultAsync(d => d.Id == disclosureId, ct) ?? throw new NotVisible("package");
        var request = await db.Requests.VisibleTo(actor).Where(r => r.Id == package.RequestId)
            .Select(r => new { r.Id, r.Reference, r.CreatedAt, r.Instrument, r.RuleBookVersion, r.SubmittedAt })
            .FirstOrDefaultAsync(ct) ?? throw new NotVisible("package");
        var receipts = await db.Receipts.AsNoTracking().Where(r => r.DisclosureId == disclosureId).OrderByDescending(r => r.StartedAt).Take(MostReceipts).ToListAsync(ct);
        return new AgencyPackage(
            package,
            request.Id,
            request.Reference ?? LegalRequest.DraftTitle(request.CreatedAt),
            OrderFacts.InstrumentName(request.Instrument, request.RuleBookVersion, request.SubmittedAt ?? now),
            receipts,
            package.IsOfferedAt(now),
            HasExpired: package.RecalledAt is null && package.ExpiresAt <= now,
            await stepUp.IsGrantedAsync(actor, StepUp.Download, disclosureId, ct));
    }
}
