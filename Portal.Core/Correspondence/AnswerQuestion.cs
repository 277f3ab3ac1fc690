using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Documents.Intake;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>The agency answers the question that its request waits for. The request then goes back to triage.</summary>
public sealed class AnswerQuestion(PortalDb db, UnitOfWork unit, AuditTrail audit, DocumentIntake intake, MailQueue mails, RequestLaw law, TimeProvider clock)
{
    public const int LongestAnswer = 8000;

    /// <param name="Files">Documents that belong to the answer. Each is read once; the caller disposes of them.</param>
    public sealed record Input(Guid RequestId, string? Text, IReadOnlyList<UploadedPdf> Files);

    /// <exception cref="RuleViolation">No text, no question open, or a document that cannot be taken.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var text = input.Text?.Trim() ?? "";
        // Asked before a byte is read, and again when it is kept: the uploads and the drawing run outside any transaction.
        await unit.RunAsync(actor, input.RequestId, "answer the question", () => DemandAnswerableAsync(input, text, actor, ct), ct);
        await intake.TakeInAsync(
            input.RequestId,
            DocumentPurpose.Enclosure,
            input.Files,
            actor,
            taken => unit.RunAsync(
                actor,
                input.RequestId,
                "answer the question",
                async () =>
                {
                    if (taken.Refusal is not null) throw taken.Refusal;
                    await AnswerAsync(await DemandAnswerableAsync(input, text, actor, ct), text, taken, actor, ct);
                    return true;
                },
                ct),
            ct);
    }

    private async Task AnswerAsync(LegalRequest request, string text, TakenIn taken, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var question = await db.Correspondence
            .Where(c => c.RequestId == request.Id && c.Direction == CorrespondenceDirection.ToAgency)
            .OrderByDescending(c => c.At)
            .Select(c => c.Subject)
            .FirstOrDefaultAsync(ct);
        var moved = request.Apply(RequestAction.Answer, actor, now);
        request.Recalculate(law, now);
        var reply = CorrespondenceItem.Reply(request.Id, SubjectOf(question, request), text, actor, now);
        db.Correspondence.Add(reply);
        db.Enclose(audit, taken.Documents, reply, actor);
        audit.Record(new QuestionAnswered(reply.Id, text.Length, taken.Documents.Length > 0) { RequestId = request.Id }, actor);
        audit.Record(moved, actor);
        await mails.ToLegalStaffAsync(request, MailKind.AnswerReceived, ct);
    }

    private async Task<LegalRequest> DemandAnswerableAsync(Input input, string text, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.AnswerQuestion);
        var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
        if (request.Status != RequestStatus.NeedsInfo)
            throw new RuleViolation("question.none", "No question waits for your answer. The request's page shows where it stands.");
        if (text.Length == 0)
            throw new RuleViolation("answer.empty", "Write your answer to the question.", nameof(Input.Text));
        if (text.Length > LongestAnswer)
            throw new RuleViolation("answer.long", $"The answer is longer than {LongestAnswer} characters. Shorten it, and attach the rest as a document.", nameof(Input.Text));
        if (input.Files.Count > DocumentIntake.MostEnclosures) throw UploadRefusal.TooManyEnclosures();
        return request;
    }

    private static string SubjectOf(string? question, LegalRequest request)
    {
        const int Longest = 300;
        var subject = question is null ? $"Answer on {request.Title}" : $"Answer to: {question}";
        return subject.Length <= Longest ? subject : subject[..Longest];
    }
}

/// <summary>The text itself is in the correspondence, never in the log.</summary>
[AuditName("question.answered")]
public sealed record QuestionAnswered(Guid CorrespondenceId, int Characters, bool WithDocument) : AuditEvent
{
    public override string Sentence => WithDocument ? "Answered the question, with a document." : "Answered the question.";
}
