using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <param name="Preservations">Not tracked: to be shown, never to be changed.</param>
public sealed record PreservationList(IReadOnlyList<PreservationRequest> Preservations, ListCursor? After, int Total);

/// <summary>An agency's preservations, the latest received first.</summary>
public sealed class PreservationsQuery(PortalDb db)
{
    public const int PageSize = 25;

    public async Task<PreservationList> ExecuteAsync(ListCursor? after, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.RequestPreservation);
        var visible = db.Preservations.AsNoTracking().VisibleTo(actor);
        var total = await visible.CountAsync(ct);
        if (after is { } cursor)
            visible = visible.Where(p => p.ReceivedAt < cursor.At || (p.ReceivedAt == cursor.At && p.Id.CompareTo(cursor.Id) < 0));
        var read = await visible.OrderByDescending(p => p.ReceivedAt).ThenByDescending(p => p.Id).Take(PageSize + 1).ToListAsync(ct);
        var rows = read.Take(PageSize).ToList();
        return new PreservationList(rows, read.Count > PageSize ? new ListCursor(rows[^1].ReceivedAt, rows[^1].Id) : null, total);
    }
}

/// <summary>A request that a preservation could be linked to.</summary>
public sealed record LinkableRequest(Guid Id, string Reference, string? CaseNumber);

/// <summary>A preservation as its agency sees it.</summary>
/// <param name="Linkable">Open requests of the reader whose package is not begun, the latest first; empty where it cannot be linked any more.</param>
public sealed record AgencyPreservation(
    PreservationDetails Details,
    NextStep Next,
    bool MayExtend,
    bool MayLink,
    bool MayWithdraw,
    IReadOnlyList<LinkableRequest> Linkable)
{
    public PreservationRequest Preservation => Details.Preservation;

    public PreservationTerm Term => Details.Term;
}

public sealed class PreservationQuery(PortalDb db, TimeProvider clock)
{
    private const int MostLinkable = 100;

    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    public async Task<AgencyPreservation> ExecuteAsync(Guid preservationId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.RequestPreservation);
        var preservation = await db.Preservations.AsNoTracking().LoadAsync(preservationId, actor, ct);
        var now = clock.GetUtcNow();
        var hasTime = preservation.ExpiresAt > now;
        var linkedReference = preservation.LinkedRequestId is { } linked ? await db.Requests.VisibleTo(actor).Where(r => r.Id == linked).Select(r => r.Reference).FirstOrDefaultAsync(ct) : null;
        var details = await PreservationDetails.OfAsync(db, preservation, linkedReference, now, ct);
        var mayLink = hasTime && PreservationTransitions.Find(preservation.Status, PreservationAction.Link) is not null;
        return new AgencyPreservation(
            details,
            PreservationNext.Of(preservation.Status, preservation.ExpiresAt),
            MayExtend: hasTime && details.Term.ExtensionDays is not null && PreservationTransitions.Find(preservation.Status, PreservationAction.Extend) is not null,
            mayLink,
            MayWithdraw: PreservationTransitions.Find(preservation.Status, PreservationAction.Withdraw) is not null,
            mayLink ? await LinkableAsync(preservation.AgencyId, actor, ct) : []);
    }

    private async Task<IReadOnlyList<LinkableRequest>> LinkableAsync(Guid agencyId, Actor actor, CancellationToken ct)
    {
        var open = Enum.GetValues<RequestStatus>().Where(s => !RequestTransitions.IsFinal(s)).ToArray();
        var read = await db.Requests.VisibleTo(actor)
            .Where(r => r.AgencyId == agencyId && r.Reference != null && open.Contains(r.Status) && !db.Disclosures.Any(d => d.RequestId == r.Id))
            .OrderByDescending(r => r.SubmittedAt)
            .Take(MostLinkable)
            .Select(r => new { r.Id, r.Reference, r.OrderFields })
            .ToListAsync(ct);
        return [.. read.Select(r => new LinkableRequest(r.Id, r.Reference!, OrderFacts.CaseNumber(r.OrderFields)))];
    }
}
