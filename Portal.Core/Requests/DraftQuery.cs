using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Core.Legal;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>A draft with what the rule book says of it, for the pages that fill it in.</summary>
/// <param name="Request">Not tracked: to be shown, never to be changed.</param>
/// <param name="Problems">What still stands in the way of submitting it, in the order of the form.</param>
/// <param name="UsualZone">The zone the officer wrote last, or null before the first.</param>
public sealed record Draft(LegalRequest Request, LegalRule Rule, IReadOnlyList<OrderDocument> Documents, IReadOnlyList<RuleViolation> Problems, string? UsualZone);

public sealed class DraftQuery(PortalDb db, RequestLaw law, SubmitRequest submit, TimeProvider clock)
{
    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    /// <exception cref="RuleViolation">It has been submitted.</exception>
    public async Task<Draft> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.FileRequest);
        var request = await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct);
        if (!request.IsEditable)
            throw new RuleViolation("request.not-a-draft", $"{request.Title} is no draft any more and cannot be changed. Its page shows where it stands.");
        var documents = await db.OrdersOf(requestId).AsNoTracking().OrderBy(d => d.UploadedAt).ToListAsync(ct);
        return new Draft(
            request,
            law.RuleOf(request),
            documents,
            submit.Problems(request, documents.Count, clock.GetUtcNow()),
            request.Lines.MaxBy(l => l.Number)?.Zone ?? await LastZoneAsync(actor, ct));
    }

    private Task<string?> LastZoneAsync(Actor actor, CancellationToken ct) => db.Requests
        .Where(r => r.OfficerId == actor.PersonId && r.Lines.Any())
        .OrderByDescending(r => r.CreatedAt)
        .Select(r => r.Lines.OrderByDescending(l => l.Number).Select(l => l.Zone).FirstOrDefault())
        .FirstOrDefaultAsync(ct);
}
