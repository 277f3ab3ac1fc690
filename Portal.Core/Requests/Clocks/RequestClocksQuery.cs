using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Storage;

namespace Portal.Core.Requests.Clocks;

/// <summary>The clocks of one request with all they follow from.</summary>
/// <param name="Request">Not tracked: to be shown, never to be changed.</param>
/// <param name="Addable">Laws that staff may still add; empty for an agency.</param>
public sealed record RequestClocksPage(LegalRequest Request, RequestClocks Clocks, JudgedBy Law, ImmutableArray<LegalRule> Addable, bool MayExtend, bool MayAddLaw);

/// <summary>One request's clocks and rows, for its agency and for the legal staff.</summary>
public sealed class RequestClocksQuery(PortalDb db, RequestLaw law, ClockHistoryQuery history, RecordRequestView record)
{
    /// <exception cref="NotVisible">It does not exist for this actor, or is still a draft: a draft has no clocks.</exception>
    public async Task<RequestClocksPage> ForAgencyAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewAgencyRequests);
        return await PageAsync(await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct), actor, ct);
    }

    /// <param name="page">Which page it is read for, in a word or two, for the log.</param>
    /// <exception cref="NotVisible">There is no such request for this actor.</exception>
    public async Task<RequestClocksPage> ForStaffAsync(Guid requestId, string page, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var request = await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct);
        await record.ExecuteAsync(requestId, request.Reference!, page, actor, ct);
        return await PageAsync(request, actor, ct);
    }

    private async Task<RequestClocksPage> PageAsync(LegalRequest request, Actor actor, CancellationToken ct)
    {
        if (request.SubmittedAt is null) throw new NotVisible("request with clocks");
        var clocks = law.Clocks(request, await history.OfAsync(request, ct));
        var open = !RequestTransitions.IsFinal(request.Status);
        ImmutableArray<LegalRule> addable = open && actor.Can(Permission.TriageRequest) ? [.. law.Addable(request)] : [];
        return new RequestClocksPage(
            request,
            clocks,
            JudgedBy.Of(request, law),
            addable,
            MayExtend: open && actor.Can(Permission.CorrespondWithAgency) && clocks.All.Any(c => ExtensionDraft.WhyNot(c) is null),
            MayAddLaw: addable.Length > 0);
    }
}
