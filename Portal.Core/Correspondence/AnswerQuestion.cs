using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>The agency answers the question that its request waits for. The request then goes back to triage.</summary>
public sealed class AnswerQuestion(PortalDb db, UnitOfWork unit, AuditTrail audit, AttachOrder attach, RequestLaw law, TimeProvider clock)
{
    public const int LongestAnswer = 8000;

    /// <param name="File">A document that belongs to the answer, or null. Read once; the caller disposes of it.</param>
    public sealed record Input(Guid RequestId, string? Text, string? FileName, Stream? File);

    /// <exception cref="RuleViolation">No text, no question open, or a document that cannot be taken.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var text = input.Text?.Trim() ?? "";
        await unit.RunAsync(actor, input.RequestId, "answer the question", () => DemandAnswerableAsync(input.RequestId, text, actor, ct), ct);
        // Attached while the question is still open, outside the transaction of the answer: drawing its pages takes seconds.
        if (input.File is not null)
            await attach.ExecuteAsync(new AttachOrder.Input(input.RequestId, input.FileName, input.File), actor, ct);
        await unit.RunAsync(
            actor,
            input.RequestId,
            "answer the question",
            async () =>
            {
                var request = await DemandAnswerableAsync(input.RequestId, text, actor, ct);
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
                audit.Record(new QuestionAnswered(reply.Id, text.Length, input.File is not null) { RequestId = request.Id }, actor);
                audit.Record(moved, actor);
            },
            ct);
    }

    private async Task<LegalRequest> DemandAnswerableAsync(Guid requestId, string text, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.AnswerQuestion);
        var request = await db.Requests.LoadAsync(requestId, actor, ct);
        if (request.Status != RequestStatus.NeedsInfo)
            throw new RuleViolation("question.none", "No question waits for your answer. The request's page shows where it stands.");
        if (text.Length == 0)
            throw new RuleViolation("answer.empty", "Write your answer to the question.", nameof(Input.Text));
        if (text.Length > LongestAnswer)
            throw new RuleViolation("answer.long", $"The answer is longer than {LongestAnswer} characters. Shorten it, and attach the rest as a document.", nameof(Input.Text));
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
