using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Building;

/// <summary>The stored scope must not be used.</summary>
internal sealed class ScopeRefusedException(Guid scopeId, string why)
    : Exception($"The stored scope was refused and nothing was extracted. {why} Its row may have been changed: tell the security officer, then approve the scope anew.")
{
    public Guid ScopeId { get; } = scopeId;

    public string Why { get; } = why;
}

/// <summary>Opens what a package is made of, anew in every run of whoever works on it.</summary>
internal sealed class PackageOpening(PortalDb db, ScopeSigner signer, IMessageArchive archive, DisclosureOptions options)
{
    /// <summary>Opens the scope and makes sure that it is the one this package was made for: a valid signature on another scope proves nothing here.</summary>
    /// <exception cref="ScopeRefusedException">It is not there, damaged, not validly signed or another package's.</exception>
    public async Task<AuthorizedScope> OpenScopeAsync(Disclosure row, CancellationToken ct)
    {
        var stored = await db.Scopes.AsNoTracking().SingleOrDefaultAsync(s => s.Id == row.ScopeId, ct)
            ?? throw new ScopeRefusedException(row.ScopeId, "It is not there.");
        if (stored.VoidedAt is not null)
            throw new ScopeRefusedException(row.ScopeId, "Its approval was taken back.");
        AuthorizedScope scope;
        try
        {
            scope = signer.Open(stored.ToSigned());
        }
        catch (Exception cause) when (cause is ScopeTamperedException or CryptographicException or JsonException)
        {
            throw new ScopeRefusedException(row.ScopeId, cause is ScopeTamperedException ? cause.Message : "Its stored form is damaged.");
        }
        if (scope.Statement.ScopeId != row.ScopeId || scope.Statement.RequestId != row.RequestId)
            throw new ScopeRefusedException(row.ScopeId, "It was approved for another request.");
        return scope;
    }

    /// <summary>What stands on every page.</summary>
    public async Task<PackageFacts> FactsAsync(Disclosure row, AuthorizedScope scope, ArchiveMark mark, CancellationToken ct)
    {
        var statement = scope.Statement;
        var zones = await db.Requests.AsNoTracking().Where(r => r.Id == row.RequestId).SelectMany(r => r.Lines).Select(l => l.Zone).Distinct().ToListAsync(ct);
        return new PackageFacts(
            row.PackageReference, statement.Reference, statement.Agency, InstrumentOf(statement), archive.Name, mark.Sequence, scope.Signed.Sha256, options.Declarant.Employer, options.Software,
            zones is [var zone] && OrderClock.Of(zone) is not null ? zone : null);
    }

    /// <summary>The instrument as people call it: by the edition of the rule book that the scope was judged by.</summary>
    private static string InstrumentOf(ScopeStatement statement) =>
        RuleBooks.All.FirstOrDefault(b => b.Version == statement.RuleBookVersion)?.Rules.FirstOrDefault(r => r.Code == statement.Instrument)?.Name ?? statement.Instrument;
}
