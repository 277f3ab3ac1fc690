using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Preservation;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <param name="Days">How long it is kept from its acceptance.</param>
public sealed record ReviewPreservation(
    Guid Id,
    string Reference,
    PreservationStatus Status,
    string Agency,
    string OfficerName,
    string Instrument,
    int Days,
    AccountIdentifier Target,
    DateTimeOffset StartUtc,
    DateTimeOffset EndUtc,
    string CaseNumber,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ExpiresAt);

/// <summary>The preservation desk of the legal staff.</summary>
public sealed class ReviewPreservationsQuery(PortalDb db)
{
    public const int PageSize = 50;

    /// <param name="Waiting">Not decided yet, oldest first; all of them.</param>
    /// <param name="Decided">Newest first, a page.</param>
    /// <param name="Next">Cursor of the page behind this one.</param>
    public sealed record Result(IReadOnlyList<ReviewPreservation> Waiting, IReadOnlyList<ReviewPreservation> Decided, DateTimeOffset? Next);

    public async Task<Result> ExecuteAsync(DateTimeOffset? after, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DecidePreservation);
        var all = db.Preservations.AsNoTracking().VisibleTo(actor).Include(p => p.Agency);
        var waiting = await all.Where(p => p.Status == PreservationStatus.Received).OrderBy(p => p.ReceivedAt).ToListAsync(ct);
        var decided = await all.Where(p => p.Status != PreservationStatus.Received && (after == null || p.ReceivedAt < after))
            .OrderByDescending(p => p.ReceivedAt)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        return new Result(
            [.. waiting.Select(Of)],
            [.. decided.Take(PageSize).Select(Of)],
            decided.Count > PageSize ? decided[PageSize - 1].ReceivedAt : null);
    }

    /// <exception cref="NotVisible">There is none for this actor.</exception>
    public async Task<ReviewPreservation> OneAsync(Guid id, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DecidePreservation);
        return Of(await db.Preservations.AsNoTracking().LoadAsync(id, actor, ct));
    }

    private static ReviewPreservation Of(PreservationRequest p) => new(
        p.Id, p.Reference, p.Status, p.Agency.Name, p.OfficerName, p.Instrument, PreservationTerm.Of(p).Days,
        new AccountIdentifier(p.IdentifierKind, p.IdentifierValue), p.StartUtc, p.EndUtc, p.CaseNumber, p.ReceivedAt, p.ExpiresAt);
}
