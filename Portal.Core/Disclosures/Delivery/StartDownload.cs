using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.EuEvidence;
using Portal.Core.Disclosures.Sealing;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Delivery;

/// <summary>A download that may begin.</summary>
/// <param name="Content">The whole archive, seekable, decrypted as it is read; the caller disposes of it.</param>
/// <param name="FileName">As it is saved, like <c>PR-2026-000123-P1.zip</c>.</param>
/// <param name="Sha256">Of the whole archive; lower-case hex.</param>
/// <param name="From">First byte to send.</param>
/// <param name="To">The one behind the last.</param>
public sealed record OpenedDownload(Guid ReceiptId, Stream Content, string FileName, long Length, string Sha256, long From, long To);

/// <summary>
/// Lets a person of the agency have the package, or a piece of it to resume with. Nothing goes out before the receipt is written.
/// </summary>
public sealed class StartDownload(PortalDb db, UnitOfWork unit, AuditTrail audit, StepUp stepUp, IBlobStore blobs, TimeProvider clock)
{
    /// <param name="From">First byte wanted; 0 for the whole.</param>
    /// <param name="To">The one behind the last wanted; null to the end.</param>
    public sealed record Input(Guid DisclosureId, long From = 0, long? To = null);

    /// <exception cref="NotVisible">There is no such package for this actor.</exception>
    /// <exception cref="PermissionDenied">The actor may not download packages.</exception>
    /// <exception cref="StepUpRequired">No proof of who is there, for this package, within the last five minutes.</exception>
    /// <exception cref="RuleViolation">It is not offered now, or it has no such bytes.</exception>
    /// <exception cref="BlobStorageException">The stored file cannot be read.</exception>
    public async Task<OpenedDownload> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        Stream? content = null;
        try
        {
            return await unit.RunAsync(actor, null, "download the package", async () =>
            {
                if (content is not null) await content.DisposeAsync();
                var (disclosure, request) = await db.LoadDisclosureAsync(input.DisclosureId, actor, ct);
                actor.Demand(Permission.DownloadPackage);
                var now = clock.GetUtcNow();
                disclosure.DemandOffered(now);
                if (await db.ObjectionStandsAsync(request.Id, ct))
                    throw new RuleViolation("package.objected", "The enforcing authority has objected to the use of this data. It is not offered any more; do not use what you have, and wait for our letter.");
                await stepUp.DemandAsync(actor, StepUp.Download, disclosure.Id, spend: false, ct);
                var to = Math.Min(input.To ?? disclosure.Bytes, disclosure.Bytes);
                if (input.From < 0 || input.From >= to)
                    throw new RuleViolation("download.range", $"The package has {disclosure.Bytes} bytes; what was asked for lies outside. Start the download again.");

                // Opened before the receipt: what cannot be read is not entered as begun.
                content = await blobs.OpenReadAsync(disclosure.BlobKey!, PackageBlob.ContextOf(disclosure.PackageReference), ct);
                var receipt = new DownloadReceipt { DisclosureId = disclosure.Id, PersonId = actor.PersonId, PersonName = actor.Name, StartedAt = now, From = input.From, To = to };
                db.Receipts.Add(receipt);
                audit.Record(new DownloadStarted(disclosure.Id, receipt.Id, disclosure.PackageReference, receipt.From, receipt.To, disclosure.Sha256) { RequestId = request.Id }, actor);
                if (request.Status == RequestStatus.Released) audit.Record(request.Apply(RequestAction.RecordDownload, actor, now), actor);
                return new OpenedDownload(receipt.Id, content, $"{disclosure.PackageReference}.zip", disclosure.Bytes, disclosure.Sha256!, receipt.From, receipt.To);
            }, ct);
        }
        catch
        {
            if (content is not null) await content.DisposeAsync();
            throw;
        }
    }
}
