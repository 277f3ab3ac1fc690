using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Ends a request whose question stayed without an answer, with the letter that says so.</summary>
public sealed class CloseWithoutReply(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, ClosingDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">Something is missing, the letter is not the one previewed, or no question is open.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "close the request without a reply",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                audit.Record(request.Apply(RequestAction.CloseWithoutReply, actor, now, input.Draft.Words), actor);
                db.Send(audit, request, letter, actor, now, MailKind.RequestEnded);
            },
            ct);
    }
}
