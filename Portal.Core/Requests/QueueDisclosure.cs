using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Requests;

/// <summary>Enters the package to be built, and the work for it, in the transaction of the decision that lets it.</summary>
public sealed class QueueDisclosure(PortalDb db, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <summary>The reference of a request's package: it stands on every page of it.</summary>
    public static string PackageReferenceOf(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"{request.Reference}-P1";
    }

    internal void Enter(LegalRequest request, Guid scopeId, RequestAction by, Actor actor, string? reason = null)
    {
        var now = clock.GetUtcNow();
        var disclosure = new Disclosure(request.Id, scopeId, PackageReferenceOf(request), now);
        db.Disclosures.Add(disclosure);
        db.Outbox.Add(new OutboxMessage { Kind = law.IsEmergency(request) ? OutboxKind.BuildUrgentDisclosure : OutboxKind.BuildDisclosure, SubjectId = disclosure.Id, CreatedAt = now });
        audit.Record(request.Apply(by, actor, now, reason), actor);
    }
}
