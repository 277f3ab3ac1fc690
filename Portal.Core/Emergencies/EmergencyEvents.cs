using System.Globalization;
using Portal.Core.Audit;

namespace Portal.Core.Emergencies;

[AuditName("emergency.minimum-stated")]
public sealed record MinimumStated(string Words) : AuditEvent
{
    public override string Sentence => $"Said why no less would meet the danger: {Prose.Ended(Words)}";
}

[AuditName("emergency.follow-up-opened")]
public sealed record FollowUpOpened(string Reference, DateTimeOffset DueAt) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Legal process for {Reference} is due by {DueAt:d MMMM yyyy HH:mm} UTC.");
}

[AuditName("emergency.process-named")]
public sealed record LegalProcessNamed(string Reference, string ProcessReference) : AuditEvent
{
    public override string Sentence => $"Named {ProcessReference} as the legal process for {Reference}.";
}

[AuditName("emergency.follow-up-confirmed")]
public sealed record FollowUpConfirmed(string Reference, string ProcessReference) : AuditEvent
{
    public override string Sentence => $"Confirmed {ProcessReference} as the legal process for {Reference}.";
}

/// <summary>Belongs to the emergency request whose legal process did not come.</summary>
[AuditName("agency.flagged")]
public sealed record AgencyFlagged(Guid AgencyId, string Agency, string Reference, DateTimeOffset DueAt) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Flagged {Agency}: legal process for {Reference} was due by {DueAt:d MMMM yyyy HH:mm} UTC and has not come.");
}

[AuditName("agency.flag-cleared")]
public sealed record AgencyFlagCleared(Guid AgencyId, string Agency, DateTimeOffset FlaggedSince, string Reason) : AuditEvent
{
    public override string Sentence => $"Cleared the flag of {Agency}: {Prose.Ended(Reason)}";
}
