using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures;

/// <summary>One package in the register: what left, to whom, under which order.</summary>
public sealed record DisclosureLine(
    Guid Id,
    Guid RequestId,
    string PackageReference,
    string Reference,
    string Agency,
    string OfficerName,
    string Instrument,
    BuildStage Stage,
    string? Problem,
    long Records,
    long Withheld,
    int Pages,
    long Bytes,
    string? Sha256,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReleasedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RecalledAt,
    string? RecallReason,
    DateTimeOffset? DestructionConfirmedAt,
    int Downloads);

/// <summary>A signed scope as an auditor reads it, and whether its signature still verifies.</summary>
public sealed record ScopeView(ScopeStatement? Statement, string Sha256, string KeyId, bool Verifies, string? Problem);

/// <summary>Everything the register holds of one request.</summary>
public sealed record DisclosureRecord(DisclosureLine? Package, ScopeView? Scope, ImmutableArray<DownloadReceipt> Receipts);

/// <summary>The register of what left: for auditors. It holds counts and hashes, never a body.</summary>
public sealed class DisclosureRegister(PortalDb db, ScopeSigner signer)
{
    public const int PageSize = 50;

    /// <param name="before">Keyset cursor: packages created before this one's time.</param>
    public async Task<IReadOnlyList<DisclosureLine>> ListAsync(Actor actor, DateTimeOffset? before, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ReadDisclosureRegister);
        var packages = db.Disclosures.AsNoTracking();
        if (before is { } time) packages = packages.Where(d => d.CreatedAt < time);
        return await Lines(packages.OrderByDescending(d => d.CreatedAt).Take(PageSize)).ToListAsync(ct);
    }

    public async Task<DisclosureRecord> OfRequestAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ReadDisclosureRegister);
        var package = await Lines(db.Disclosures.AsNoTracking().Where(d => d.RequestId == requestId)).FirstOrDefaultAsync(ct);
        var stored = await db.Scopes.AsNoTracking().Where(s => s.RequestId == requestId).OrderBy(s => s.VoidedAt != null).ThenByDescending(s => s.ApprovedAt).FirstOrDefaultAsync(ct);
        var receipts = package is null
            ? []
            : await db.Receipts.AsNoTracking().Where(r => r.DisclosureId == package.Id).OrderBy(r => r.StartedAt).ToListAsync(ct);
        return new DisclosureRecord(package, stored is null ? null : View(stored), [.. receipts]);
    }

    private ScopeView View(StoredScope stored)
    {
        try
        {
            var scope = signer.Open(stored.ToSigned());
            return new ScopeView(scope.Statement, stored.Sha256, stored.KeyId, Verifies: true, null);
        }
        catch (ScopeTamperedException tampered)
        {
            return new ScopeView(ScopeSigner.ReadUnverified(stored.ToSigned()), stored.Sha256, stored.KeyId, Verifies: false, tampered.Message);
        }
    }

    private IQueryable<DisclosureLine> Lines(IQueryable<Disclosure> packages) =>
        from package in packages
        join request in db.Requests.AsNoTracking() on package.RequestId equals request.Id
        select new DisclosureLine(
            package.Id,
            package.RequestId,
            package.PackageReference,
            request.Reference!,
            request.Agency.Name,
            request.OfficerName,
            request.Instrument,
            package.Stage,
            package.Problem,
            package.Records,
            package.Withheld,
            package.Pages,
            package.Bytes,
            package.Sha256,
            package.CreatedAt,
            package.ReleasedAt,
            package.ExpiresAt,
            package.RecalledAt,
            package.RecallReason,
            package.DestructionConfirmedAt,
            db.Receipts.Count(r => r.DisclosureId == package.Id));
}
