using System.Globalization;
using Portal.Core.Audit;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

[AuditName("clock.extended")]
public sealed record ClockExtended(string Law, ClockKind Kind, DateTimeOffset Before, DateTimeOffset Until, string GrantedBy, string Finding, string Reason) : AuditEvent
{
    public override string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"Extended the clock “{ClockKinds.Name(Kind)}” of {Law} from {Before.UtcDateTime:d MMMM yyyy HH:mm} to {Until.UtcDateTime:d MMMM yyyy HH:mm} UTC, granted by {GrantedBy} ({Finding}): {Reason}");
}

[AuditName("law.added")]
public sealed record LawAdded(string Instrument, string Reason) : AuditEvent
{
    public override string Sentence => $"Judged under {Instrument} as well: {Reason}";
}
