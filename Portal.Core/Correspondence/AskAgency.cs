using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Asks the agency what is needed to go on. The request waits for the answer.</summary>
public sealed class AskAgency(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, QuestionDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">Something is missing, the letter is not the one previewed, or the table does not allow it now.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "ask the agency",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                audit.Record(new AgencyAsked(input.Draft.Question!.Trim(), input.Draft.AnswerBy!.Value) { RequestId = request.Id }, actor);
                audit.Record(request.Apply(RequestAction.AskAgency, actor, now, input.Draft.Question), actor);
                request.Recalculate(law, now);
                db.Send(audit, request, letter, actor, now, MailKind.QuestionWaiting, input.Draft.AnswerBy);
            },
            ct);
    }
}
