using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Tells the agency that the request has arrived. This stops the clock for acknowledging it.</summary>
public sealed class AcknowledgeRequest(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, AcknowledgementDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">It was acknowledged before or has ended, or the letter is not the one previewed.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "acknowledge the request",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (RequestTransitions.IsFinal(request.Status))
                    throw new RuleViolation("request.ended", "The request has ended: there is nothing left to acknowledge.");
                if (await db.Correspondence.AnyAsync(c => c.RequestId == request.Id && c.TemplateName == AcknowledgementLetter.TemplateName, ct))
                    throw new RuleViolation("request.acknowledged", "The request has been acknowledged already. Write to the agency instead.");
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                audit.Record(new RequestAcknowledged(request.AcknowledgeBy) { RequestId = request.Id }, actor);
                request.Acknowledged(now);
                request.Recalculate(law, now);
                db.Send(audit, request, letter, actor, now);
            },
            ct);
    }
}
