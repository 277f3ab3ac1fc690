using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Writes to the agency on a request. What lies beside the letter goes with it. It changes nothing of where the request stands.</summary>
public sealed class WriteToAgency(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, MessageDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">Something is missing, or the letter is not the one previewed.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "write to the agency",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                var item = db.Send(audit, request, letter, actor, clock.GetUtcNow());
                foreach (var document in await db.Documents.LaidBeside(request.Id, actor).ToListAsync(ct)) document.EncloseIn(item.Id);
            },
            ct);
    }
}
