using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Bag;
using Portal.Core.Disclosures.Building;
using Portal.Core.Emergencies;
using Portal.Core.EuEvidence;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Sealing;

/// <summary>Closes the bag, seals it, and then releases it: two commits, since a sealed package that is not yet released is a state of its own.</summary>
internal sealed class SealPackage(
    PortalDb db, FencedCommit commit, PackageParts parts, ClosingPapers papers, OpenFollowUp followUps, IBlobStore blobs, AuditTrail audit, MailQueue mails, IServiceScopeFactory scopes,
    DisclosureOptions options, TimeProvider clock)
    : IBuildStage
{
    public BuildStage Stage => BuildStage.Seal;

    public async Task RunAsync(PackageInWork package, CancellationToken ct)
    {
        if (!await db.Disclosures.AnyAsync(d => d.Id == package.Id && d.SealedAt != null, ct)) await SealAsync(package, ct);
        await ReleaseAsync(package, ct);
    }

    private async Task SealAsync(PackageInWork package, CancellationToken ct)
    {
        var at = await papers.WriteAsync(package, ct);
        var payload = (await parts.AllAsync(package, ct)).Where(part => part.IsPayload).ToList();
        var total = payload.Sum(part => part.Bytes);

        await using var blob = await blobs.CreateAsync(PackageBlob.ContextOf(package.Reference), ct);
        var manifest = await BagWriter.WriteAsync(
            blob,
            package.Reference,
            payload.Select(part => new BagFile(part.Path, part.Bytes, part.Sha256, open => parts.OpenAsync(part, open))),
            Info(package, at),
            at,
            done => package.Lease.Report(Stage, done, total),
            ct);
        var written = await blob.CompleteAsync(ct);
        try
        {
            await commit.CommitAsync(package.Lease, $"seal {package.Reference}", async disclosure =>
            {
                if (disclosure.Stage != Stage || disclosure.SealedAt is not null) throw new FencedOutException();
                var worker = Actor.Worker(package.Lease.Owner);
                var request = await db.Requests.LoadAsync(disclosure.RequestId, worker, ct);
                var now = clock.GetUtcNow();
                disclosure.BlobKey = written.Key;
                disclosure.Bytes = written.Length;
                disclosure.Sha256 = written.Sha256;
                disclosure.ManifestSha256 = manifest;
                disclosure.SealedAt = now;
                audit.Record(request.Apply(RequestAction.Seal, worker, now), worker);
                audit.Record(
                    new PackageSealed(disclosure.Id, package.Reference, disclosure.Records, disclosure.Withheld, disclosure.Pages, written.Length, written.Sha256, manifest) { RequestId = disclosure.RequestId },
                    worker);
            }, ct);
        }
        catch
        {
            await using var scope = scopes.CreateAsyncScope();
            var fresh = scope.ServiceProvider.GetRequiredService<PortalDb>();
            await OrphanBlobs.DiscardAsync(blobs, written.Key, () => fresh.Disclosures.AnyAsync(d => d.BlobKey == written.Key));
            throw;
        }
    }

    private Task ReleaseAsync(PackageInWork package, CancellationToken ct) =>
        commit.AdvanceAsync(package, Stage, BuildStage.Done, async disclosure =>
        {
            var worker = Actor.Worker(package.Lease.Owner);
            var request = await db.Requests.LoadAsync(disclosure.RequestId, worker, ct);
            if (await db.ObjectionStandsAsync(request.Id, ct))
                throw new BuildStoppedException("The enforcing authority has objected while the package was made. It is not released. Withdraw or supersede the request, or record the authority's clearance.");
            var now = clock.GetUtcNow();
            disclosure.ReleasedAt = now;
            disclosure.ExpiresAt = now.AddDays(options.OfferDays);
            audit.Record(request.Apply(RequestAction.Release, worker, now), worker);
            followUps.For(request, now, worker);
            audit.Record(new PackageReleased(disclosure.Id, package.Reference, disclosure.ExpiresAt.Value) { RequestId = disclosure.RequestId }, worker);
            await mails.ToOfficerAsync(request, MailKind.PackageReady, MailDue.When(disclosure.ExpiresAt.Value), ct);
        }, ct);

    private IEnumerable<KeyValuePair<string, string>> Info(PackageInWork package, DateTimeOffset at) =>
    [
        new("Source-Organization", options.Declarant.Employer),
        new("External-Identifier", package.Reference),
        new("Internal-Sender-Identifier", package.Scope.Statement.Reference),
        new("External-Description", $"Disclosure to {package.Scope.Statement.Agency} under {package.Scope.Statement.Instrument}"),
        new("Bagging-Date", at.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        new("Bag-Software-Agent", options.Software),
    ];
}

/// <summary>The delivered archive in the blob store.</summary>
internal static class PackageBlob
{
    public static string ContextOf(string packageReference) => $"package:{packageReference}";
}
