using Portal.Core.Audit;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

[AuditName("clock.extended")]
public sealed record ClockExtended(string Law, ClockKind Kind, DateTimeOffset Before, DateTimeOffset Until, string GrantedBy, string Finding, string Reason) : AuditEvent
{
    public override string Sentence =>
        $"Extended the clock “{ClockKinds.Name(Kind)}” of {Prose.Instrument(Law)} from {Prose.Utc(Before)} to {Prose.Utc(Until)}, as granted by {GrantedBy} ({Finding}): {Prose.Ended(Reason)}";
}

[AuditName("law.added")]
public sealed record LawAdded(string Instrument, string Reason) : AuditEvent
{
    public override string Sentence => $"Judged the request under {Prose.Instrument(Instrument)} as well: {Prose.Ended(Reason)}";
}
