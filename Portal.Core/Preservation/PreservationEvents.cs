using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.Preservation;

[AuditName("preservation.requested")]
public sealed record PreservationRequested(Guid PreservationId, string Reference, string Instrument, AccountIdentifier Target, UtcWindow Window, string CaseNumber) : AuditEvent
{
    public override string Sentence =>
        $"Asked to preserve {Target.Value} ({IdentifierWords.Of(Target.Kind)}) as {Reference} under {Prose.Instrument(Instrument)}, case {CaseNumber}.";
}

[AuditName("preservation.accepted")]
public sealed record PreservationAccepted(Guid PreservationId, string Reference, DateTimeOffset ExpiresAt, string Citation) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Accepted preservation {Reference} until {ExpiresAt:d MMMM yyyy HH:mm} UTC ({Citation}).");
}

[AuditName("preservation.declined")]
public sealed record PreservationDeclined(Guid PreservationId, string Reference, string Reason) : AuditEvent
{
    public override string Sentence => $"Declined preservation {Reference}: {Prose.Ended(Reason)}";
}

[AuditName("preservation.extended")]
public sealed record PreservationExtended(Guid PreservationId, string Reference, DateTimeOffset From, DateTimeOffset To, string Citation) : AuditEvent
{
    public override string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"Extended preservation {Reference} from {From:d MMMM yyyy HH:mm} to {To:d MMMM yyyy HH:mm} UTC ({Citation}).");
}

/// <summary>Belongs to the request it was linked to.</summary>
[AuditName("preservation.linked")]
public sealed record PreservationLinked(Guid PreservationId, string Reference, string RequestReference) : AuditEvent
{
    public override string Sentence => $"Linked preservation {Reference} to {RequestReference}.";
}

[AuditName("preservation.lapsed")]
public sealed record PreservationLapsed(Guid PreservationId, string Reference, DateTimeOffset ExpiredAt) : AuditEvent
{
    public override string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"Preservation {Reference} lapsed: its time ended on {ExpiredAt:d MMMM yyyy HH:mm} UTC and no request had come.");
}
