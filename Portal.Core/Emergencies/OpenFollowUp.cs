using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>Opens the follow-up of an emergency in the transaction of its release.</summary>
public sealed class OpenFollowUp(PortalDb db, AuditTrail audit, RequestLaw law)
{
    internal void For(LegalRequest request, DateTimeOffset releasedAt, Actor worker)
    {
        if (law.Clocks(request, new ClockHistory(releasedAt) { Released = releasedAt }).Counting(ClockKind.FollowUp)?.Due.Instant is not { } due) return;
        db.FollowUps.Add(new EmergencyFollowUp(request, releasedAt, due));
        audit.Record(new FollowUpOpened(request.Reference!, due) { RequestId = request.Id }, worker);
    }
}
