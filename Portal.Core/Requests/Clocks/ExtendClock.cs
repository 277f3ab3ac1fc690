using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Storage;

namespace Portal.Core.Requests.Clocks;

/// <summary>A court, or another authority that may, has extended a clock. It is recorded with its document, and the agency is told.</summary>
public sealed class ExtendClock(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, ExtensionDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">The law does not let the clock be extended, the date is not later, or something is missing.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "extend a clock",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var draft = input.Draft;
                var letter = await letters.ComposeSeenAsync(request, draft, input.SeenSha256, actor, ct);
                var now = clock.GetUtcNow();
                var extended = draft.ClockOf(request, law)!;
                var extension = new RequestExtension(
                    extended.Law.Code, extended.Kind, extended.Due.Instant!.Value, draft.Until(request)!.Value, draft.GrantedBy!.Trim(), draft.Finding!.Trim(), draft.Reason!.Trim(), actor, now);
                request.Add(extension);
                request.Recalculate(law, now);
                audit.Record(
                    new ClockExtended(extension.Law, extension.Kind, extension.Before, extension.Until, extension.GrantedBy, extension.Finding, extension.Reason) { RequestId = request.Id },
                    actor);
                db.Send(audit, request, letter, actor, now);
            },
            ct);
    }
}
