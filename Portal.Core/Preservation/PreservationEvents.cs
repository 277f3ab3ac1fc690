using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.Preservation;

[AuditName("preservation.requested")]
public sealed record PreservationRequested(
    Guid PreservationId, string Reference, string Instrument, ImmutableArray<AccountIdentifier> Targets, ImmutableArray<DataCategory> Categories, UtcWindow Window, string CaseNumber) : AuditEvent
{
    public override string Sentence =>
        $"Asked to preserve {string.Join(", ", Targets.Select(t => $"{t.Value} ({IdentifierWords.Of(t.Kind)})"))} as {Reference} under {Prose.Instrument(Instrument)}, case {CaseNumber}.";
}

[AuditName("preservation.accepted")]
public sealed record PreservationAccepted(Guid PreservationId, string Reference, int Days, string Citation) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Accepted preservation {Reference}: the snapshot is taken at once and kept for {Days} days from then ({Citation}).");
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
public sealed record PreservationLapsed(Guid PreservationId, string Reference, DateTimeOffset ExpiredAt, string Why) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Preservation {Reference}, kept until {ExpiredAt:d MMMM yyyy HH:mm} UTC, lapsed. {Prose.Ended(Why)}");
}

[AuditName("preservation.withdrawn")]
public sealed record PreservationWithdrawn(Guid PreservationId, string Reference) : AuditEvent
{
    public override string Sentence => $"Withdrew preservation {Reference}.";
}

/// <summary>Belongs to no request; a letter about a preservation.</summary>
/// <param name="Sha256">Of subject and text, as of other letters.</param>
[AuditName("preservation.letter-sent")]
public sealed record PreservationLetterSent(Guid PreservationId, Guid LetterId, string Subject, string Template, int TemplateVersion, string TemplateSha256, string Sha256) : AuditEvent
{
    public override string Sentence => $"Sent the letter “{Subject}”.";
}

/// <summary>Staff looked at one preservation.</summary>
[AuditName("preservation.viewed")]
public sealed record PreservationViewed(Guid PreservationId, string Reference) : AuditEvent
{
    public override string Sentence => $"Looked at preservation {Reference}.";
}
