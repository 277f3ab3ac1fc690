using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Correspondence;
using Portal.Core.Disclosures;
using Portal.Core.Documents;
using Portal.Core.Emergencies;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Requests.Clocks;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Everything about one decision, for the legal staff. It is read, never written back.</summary>
/// <param name="Lines">The order's lines with the draft's cuts; those of unresolved targets are not among them.</param>
/// <param name="Proposal">The latest proposal, waiting or decided.</param>
public sealed record ReviewRequest(
    LegalRequest Request,
    LegalRule Rule,
    bool Emergency,
    bool NeedsCoSignature,
    string IssuedBy,
    ImmutableArray<ReviewAction> Actions,
    RequestClocks Clocks,
    ImmutableArray<ReviewVerdict> Verdicts,
    ImmutableArray<string> Raised,
    ImmutableArray<RefusalReason> CutReasons,
    ImmutableArray<RefusalReason> RefusalReasons,
    IReadOnlyList<OrderDocument> Documents,
    ScopeDraft? Draft,
    ImmutableArray<ScopeLine> Lines,
    ScopeProposal? Proposal,
    Disclosure? Disclosure,
    EmergencyFollowUp? FollowUp,
    IReadOnlyList<CorrespondenceItem> Correspondence,
    IReadOnlyList<RequestNote> Notes,
    IReadOnlyList<ReviewEvent> Events)
{
    /// <summary>Authorities, their answers and our forms, under the law of the European Union.</summary>
    public required AuthorityFile Authority { get; init; }

    public required ReviewNotice Notice { get; init; }

    /// <summary>What it duplicates, overlaps or is tied to.</summary>
    public required EarlierRequests Earlier { get; init; }

    public Appeal? Appeal { get; init; }

    /// <summary>Why counterparties' messages are disclosed or not; empty where the request's edition does not ask.</summary>
    public ImmutableArray<CounterpartyReason> CounterpartyReasons { get; init; } = [];

    public bool CountsAreCurrent => Draft?.CountsAreOf(Lines) == true;

    public bool Can(RequestAction action) => Actions.Any(a => a.Action == action && a.WhyNot is null);

    /// <summary>An acknowledgement has gone out.</summary>
    public bool Acknowledged => Correspondence.Any(c => c.TemplateName == AcknowledgementLetter.TemplateName);
}

/// <summary>What the rule book says to one category of one target.</summary>
public sealed record ReviewVerdict(string Target, RuleVerdict Verdict);

/// <summary>Something that happened to the request, from the log.</summary>
/// <param name="Role">What the person was when they acted, in words.</param>
/// <param name="Proof">Leaf hash of the event, lower-case hex.</param>
public sealed record ReviewEvent(string Name, DateTimeOffset At, string Who, string Role, string Sentence, string Proof);

/// <summary>Loads a request for the workspace and the pages around it. That somebody read it is recorded.</summary>
public sealed class ReviewRequestQuery(
    PortalDb db, RequestLaw law, RecordRequestView record, ClockHistoryQuery history, AuthorityFileQuery authority, ReviewNoticeQuery notice, EarlierRequestsQuery earlier)
{
    /// <param name="page">Which page it is read for, in a word or two, for the log.</param>
    /// <exception cref="NotVisible">There is no such request for this actor.</exception>
    public async Task<ReviewRequest> ExecuteAsync(Guid id, string page, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var request = await db.Requests.AsNoTracking().LoadAsync(id, actor, ct);
        await record.ExecuteAsync(id, request.Reference!, page, actor, ct);
        var draft = await db.ScopeDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == id, ct);
        var events = await db.AuditEntries.AsNoTracking()
            .Where(a => a.RequestId == id && !RequestTimelineQuery.Untold.Contains(a.Name))
            .OrderByDescending(a => a.Id)
            .Take(200)
            .Select(a => new { a.Name, a.At, a.ActorName, a.Sentence, a.Canonical, a.LeafHash })
            .ToListAsync(ct);
        return new ReviewRequest(
            request,
            law.RuleOf(request),
            law.IsEmergency(request),
            law.NeedsCoSignature(request),
            law.IssuerOf(request) is { } issuer ? IssuerKinds.Name(issuer) : "not stated",
            [.. ReviewAction.Of(request, actor).Where(a => InstrumentSteps.Knows(law.RuleOf(request), a.Action))],
            law.Clocks(request, await history.OfAsync(request, ct)),
            [.. VerdictsOf(request)],
            [.. law.Raised(request), .. request.Lines.SelectMany(line => law.Raised(request, line))],
            [.. law.CutReasons(request)],
            [.. law.BookOf(request).Reasons.Where(r => r.MayRefuse)],
            await db.OrdersOf(id).AsNoTracking().OrderBy(d => d.Id).ToListAsync(ct),
            draft,
            CountScope.Compile(request, draft?.Cuts ?? []),
            await db.ScopeProposals.AsNoTracking().Where(p => p.RequestId == id).OrderByDescending(p => p.Number).FirstOrDefaultAsync(ct),
            await db.Disclosures.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == id, ct),
            await db.FollowUps.AsNoTracking().FirstOrDefaultAsync(f => f.RequestId == id, ct),
            await db.Correspondence.AsNoTracking().Where(c => c.RequestId == id).OrderByDescending(c => c.At).ToListAsync(ct),
            await db.Notes.AsNoTracking().Where(n => n.RequestId == id).OrderByDescending(n => n.At).ToListAsync(ct),
            [.. events.Select(e => new ReviewEvent(e.Name, e.At, e.ActorName, RequestTimelineQuery.RoleOf(e.Canonical), e.Sentence, Convert.ToHexStringLower(e.LeafHash)))])
        {
            Authority = await authority.ExecuteAsync(request, ct),
            Notice = await notice.ExecuteAsync(request, actor, ct),
            Earlier = await earlier.OfAsync(request, actor, ct),
            Appeal = await db.Appeals.AsNoTracking().FirstOrDefaultAsync(a => a.RequestId == id, ct),
            CounterpartyReasons = law.CounterpartyReasons(request),
        };
    }

    private IEnumerable<ReviewVerdict> VerdictsOf(LegalRequest request) =>
        from target in request.Targets
        from category in request.Lines.Where(l => l.TargetId == target.Id).Select(l => l.Category).Distinct()
        orderby target.Number
        select new ReviewVerdict(target.Label, law.Verdict(request, category));
}
