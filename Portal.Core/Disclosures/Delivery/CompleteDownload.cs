using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Delivery;

/// <summary>Enters in the receipt that the last byte has gone out. Called by the edge after sending; doing it twice changes nothing.</summary>
public sealed class CompleteDownload(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="NotVisible">There is no such receipt of this person.</exception>
    public Task ExecuteAsync(Guid receiptId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(actor, null, "complete the download", async () =>
        {
            var receipt = await db.Receipts.SingleOrDefaultAsync(r => r.Id == receiptId && r.PersonId == actor.PersonId, ct) ?? throw new NotVisible("download");
            if (receipt.CompletedAt is not null) return;
            var (disclosure, request) = await db.LoadDisclosureAsync(receipt.DisclosureId, actor, ct);
            receipt.CompletedAt = clock.GetUtcNow();
            audit.Record(new DownloadCompleted(disclosure.Id, receipt.Id, disclosure.PackageReference, receipt.From, receipt.To) { RequestId = request.Id }, actor);
        }, ct);
    }
}
