using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.EuEvidence;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Turns a request down, with reasons of the rule book and the letter that states them.</summary>
public sealed class RejectRequest(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="Action"><see cref="RequestAction.Reject"/>, <see cref="RequestAction.RedirectToOtherEntity"/> or <see cref="RequestAction.RejectAsFraud"/>.</param>
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, RequestAction Action, RejectionDraft Draft, string? SeenSha256);

    public static bool Handles(RequestAction action) => action is RequestAction.Reject or RequestAction.RedirectToOtherEntity or RequestAction.RejectAsFraud;

    /// <exception cref="RuleViolation">A reason is missing, the letter is not the one previewed, or the table does not allow it now.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!Handles(input.Action)) throw new ArgumentException($"{input.Action} turns nothing down.", nameof(input));
        return unit.RunAsync(
            actor,
            input.RequestId,
            "turn the request down",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                InstrumentSteps.Demand(law.RuleOf(request), input.Action);
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                var words = input.Draft.Words!.Trim();
                var reasons = input.Draft.Reasons(request, law).ToList();
                var moved = request.Apply(input.Action, actor, now, $"{string.Join("; ", reasons.Select(r => r.Name))}. {words}");
                audit.Record(new RequestTurnedDown(input.Action, [.. reasons.Select(r => r.Code)], words) { RequestId = request.Id }, actor);
                audit.Record(moved, actor);
                // Turned down after its approval, as where the account holder's objection is upheld: nothing of it may be built any more.
                await db.VoidScopeAsync(audit, request, actor, now, ct);
                db.Send(audit, request, letter, actor, now, MailKind.RequestEnded);
            },
            ct);
    }
}
