using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Tests.Core.Disclosures;

/// <summary>A request brought to the point where its package is to be built, by the transition table and a signed scope.</summary>
internal static class QueuedPackage
{
    public static async Task<(Guid DisclosureId, Person Officer)> AddAsync(PortalDb db, ScopeSigner signer, TimeProvider clock, IEnumerable<ScopeLine> lines)
    {
        var agency = new Agency("Springfield Police", "US", "municipal", "1 Main St", "+1 555 0100", "register", ["police.example"], "America/Chicago", AgencyStatus.Active);
        var officer = new Person($"officer{Guid.NewGuid():N}@police.example", "Olive Officer", "Detective", [Role.Officer], agency.Id);
        var filing = officer.ActingFrom("10.0.0.1");
        var first = new Actor(Guid.NewGuid(), "Rita Reviewer", [Role.LegalReviewer], null, "test");
        var second = new Actor(Guid.NewGuid(), "Adam Approver", [Role.LegalApprover], null, "test");
        var now = clock.GetUtcNow();
        var request = new LegalRequest(agency, filing, "US_WARRANT", now);
        request.Accept($"PR-2026-{Guid.NewGuid():N}"[..20], "2026-11", now);
        request.Apply(RequestAction.Submit, filing, now);
        foreach (var step in new[] { RequestAction.StartIdentityCheck, RequestAction.ConfirmIdentity, RequestAction.AcceptForReview, RequestAction.ProposeScope })
            request.Apply(step, first, now);
        request.Apply(RequestAction.ApproveScope, second, now);
        var moved = request.Apply(RequestAction.Queue, second, now);
        var scope = signer.Sign(new ScopeStatement(
            Guid.CreateVersion7(), request.Id, request.Reference!, agency.Name, "US_WARRANT", "2026-11", ["18 USC 2703(a)"], [.. lines],
            [new ScopeApproval(second.PersonId, second.Name, "Legal approver", "Approved", now)], now));
        var disclosure = new Disclosure(request.Id, scope.Statement.ScopeId, $"{request.Reference}-P1", now);
        db.Add(agency);
        db.Add(officer);
        db.Add(request);
        db.Add(new StoredScope(scope));
        db.Add(disclosure);
        new AuditTrail(db, clock).Record(moved, second);
        await db.SaveChangesAsync();
        return (disclosure.Id, officer);
    }
}
