using System.Globalization;
using Portal.Core.Audit;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <param name="Sha256">Of subject and text as sent.</param>
[AuditName("letter.sent")]
public sealed record LetterSent(Guid ItemId, string Subject, string Template, int TemplateVersion, string TemplateSha256, string Sha256) : AuditEvent
{
    public override string Sentence => $"Sent the letter “{Subject}”.";
}

/// <param name="Action">Which of the ways to turn a request down was taken.</param>
/// <param name="ReasonCodes">Codes of the rule book's list, for the transparency report.</param>
[AuditName("request.turned-down")]
public sealed record RequestTurnedDown(RequestAction Action, IReadOnlyList<string> ReasonCodes, string Words) : AuditEvent
{
    public override string Sentence => $"Turned the request down, because of {Prose.List(ReasonCodes.Select(code => $"“{Prose.Reason(code)}”"))}: {Prose.Ended(Words)}";
}

/// <param name="Sha256">Of the PDF, byte for byte as it is served from now on.</param>
[AuditName("letter.printed")]
public sealed record LetterPrinted(Guid ItemId, string Subject, long Length, string Sha256) : AuditEvent
{
    public override string Sentence => $"Set the letter “{Subject}” as a signed PDF ({Prose.Count(Length, "byte")}).";
}

/// <summary>The other side saw it for the first time.</summary>
[AuditName("letter.opened")]
public sealed record LetterOpened(Guid ItemId, string Subject, CorrespondenceDirection Direction) : AuditEvent
{
    public override string Sentence => $"Opened “{Subject}” for the first time.";
}

/// <summary>The text itself is in the correspondence, never in the log.</summary>
[AuditName("message.written")]
public sealed record MessageWritten(Guid ItemId, int Characters, int Enclosures) : AuditEvent
{
    public override string Sentence => Enclosures == 0
        ? "Wrote to the legal staff."
        : string.Create(CultureInfo.InvariantCulture, $"Wrote to the legal staff, with {Enclosures} {(Enclosures == 1 ? "document" : "documents")}.");
}

[AuditName("request.acknowledged")]
public sealed record RequestAcknowledged(DateTimeOffset? WasDue) : AuditEvent
{
    public override string Sentence => WasDue is { } due
        ? string.Create(CultureInfo.InvariantCulture, $"Acknowledged the request, which was due by {due.UtcDateTime:d MMMM yyyy HH:mm} UTC.")
        : "Acknowledged the request.";
}

[AuditName("agency.asked")]
public sealed record AgencyAsked(string Question, DateOnly AnswerBy) : AuditEvent
{
    public override string Sentence => $"Asked the agency, for an answer by {Prose.Day(AnswerBy)}: {Prose.Ended(Question)}";
}

/// <summary>The note's text is kept beside the log, not in it.</summary>
[AuditName("note.added")]
public sealed record NoteAdded(Guid NoteId) : AuditEvent
{
    public override string Sentence => "Added a note for colleagues.";
}
