using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>Opens the follow-up of an emergency in the transaction of its release.</summary>
public sealed class OpenFollowUp(PortalDb db, AuditTrail audit, RequestLaw law)
{
    internal void For(LegalRequest request, DateTimeOffset releasedAt, Actor worker)
    {
        if (DueOf(request, releasedAt)?.Instant is not { } due) return;
        db.FollowUps.Add(new EmergencyFollowUp(request, releasedAt, due));
        audit.Record(new FollowUpOpened(request.Reference!, due) { RequestId = request.Id }, worker);
    }

    /// <summary>The follow-up clock of the request's rule, or null where the instrument knows none.</summary>
    private DueDate? DueOf(LegalRequest request, DateTimeOffset releasedAt)
    {
        var rule = law.RuleOf(request);
        return rule.ClocksFor(law.IsEmergency(request)).FirstOrDefault(c => c.Kind == ClockKind.FollowUp)
            ?.DueDate(new ClockFacts().With(ClockEvent.Released, releasedAt), request.Agency.Zone, HolidayCalendar.ForFamily(rule.Family));
    }
}
