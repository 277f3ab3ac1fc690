using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
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

/// <summary>A cut as the agency reads it: why, in whose words, under which citation, and how many records it took away.</summary>
public sealed record DecidedCut(ScopeCut Cut, string Reason, string Citation, long Taken);

/// <summary>A line as it was asked for beside what was approved of it.</summary>
/// <param name="Authorised">Null where the cuts leave nothing.</param>
public sealed record DecidedLine(ScopeLine Line, RecordSelector? Authorised, LineCount Count, ImmutableArray<DecidedCut> Cuts);

/// <summary>The approved scope, as far as it goes to the agency.</summary>
/// <param name="Sha256">Of the signed statement; null while no scope is stored.</param>
public sealed record Decision(DateTimeOffset At, ImmutableArray<DecidedLine> Lines, string? Sha256);

/// <summary>Everything that its agency may know of a request.</summary>
/// <param name="Request">Not tracked: to be shown, never to be changed.</param>
/// <param name="Clocks">Each with its calculation; null for a draft.</param>
/// <param name="Decision">Null until a second person has approved.</param>
/// <param name="Question">The letter that asks, while it waits for an answer.</param>
/// <param name="Fields">The order's details as label and value, in the form's order.</param>
public sealed record AgencyRequest(
    LegalRequest Request,
    LegalRule Rule,
    string? CaseNumber,
    NextStep Next,
    RequestClocks? Clocks,
    ImmutableArray<OrderAnswer> Fields,
    IReadOnlyList<OrderDocument> Documents,
    Decision? Decision,
    IReadOnlyList<CorrespondenceItem> Correspondence,
    CorrespondenceItem? Question,
    Disclosure? Package,
    EmergencyFollowUp? FollowUp,
    ImmutableArray<TimelineEntry> Timeline,
    bool MayAnswer,
    bool MayWithdraw,
    bool MayCoSign,
    bool AwaitsCoSignature)
{
    /// <summary>Whether and when the account holder is told.</summary>
    public required AgencyNotice Notice { get; init; }

    /// <summary>Requests of the agency that it is tied to.</summary>
    public ImmutableArray<LinkedRequest> Linked { get; init; } = [];

    public Appeal? Appeal { get; init; }

    /// <summary>Whether and until when what was decided can be appealed.</summary>
    public AppealRight? AppealRight { get; init; }

    /// <summary>Single lines can still be taken back.</summary>
    public bool MayWithdrawPart { get; init; }
}

/// <summary>A field of the order and what was entered in it.</summary>
/// <param name="Value">As stored: dates as ISO 8601, yes and no as such; null where nothing was entered.</param>
/// <param name="Section">Of the official certificate; null where there is no such form.</param>
public sealed record OrderAnswer(string Key, string Label, FieldKind Kind, string? Value, string? Section);

/// <summary>One request for its agency's status page.</summary>
public sealed class AgencyRequestQuery(
    PortalDb db, RequestLaw law, AgencyTimelineQuery timeline, ClockHistoryQuery history, AgencyNoticeQuery notice, EarlierRequestsQuery earlier, AppealRights rights)
{
    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    public async Task<AgencyRequest> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewAgencyRequests);
        var request = await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct);
        var documents = await db.OrdersOf(requestId).AsNoTracking().OrderBy(d => d.UploadedAt).ToListAsync(ct);
        var correspondence = await db.Correspondence.AsNoTracking().Where(c => c.RequestId == requestId).OrderByDescending(c => c.At).ToListAsync(ct);
        var package = await db.Disclosures.AsNoTracking().Where(d => d.RequestId == requestId).OrderByDescending(d => d.CreatedAt).FirstOrDefaultAsync(ct);
        var rule = law.RuleOf(request);
        var answers = await db.AnswerDatesAsync(request.Status == RequestStatus.NeedsInfo ? [requestId] : [], ct);
        var awaitsCoSignature = law.NeedsCoSignature(request) && request.CoSignedAt is null && !RequestTransitions.IsFinal(request.Status);
        return new AgencyRequest(
            request,
            rule,
            OrderFacts.CaseNumber(request.OrderFields),
            NextStep.Of(new NextStepFacts(
                request.Status,
                request.AcknowledgeBy,
                request.RespondBy,
                awaitsCoSignature,
                package?.ExpiresAt,
                AwaitsDestruction: package is { RecalledAt: not null, DestructionConfirmedAt: null },
                BuildStopped: package?.Problem is not null,
                AnswerBy: answers.TryGetValue(requestId, out var by) ? by : null,
                HoldEndsAt: law.HoldAfterApproval(request) is null ? null : AuthorityLaw.HoldEnds(request, law),
                RefusalFormOpen: correspondence.FirstOrDefault(c => c.IsLetter)?.TemplateName == AnnexIIIForm.TemplateName,
                Referred: AuthorityLaw.IsRoutedToModeration(rule))),
            request.SubmittedAt is null ? null : law.Clocks(request, await history.OfAsync(request, ct)),
            [.. rule.Fields.Select(f => new OrderAnswer(f.Key, f.Definition.Label, f.Definition.Kind, request.OrderFields.GetValueOrDefault(f.Key), f.Section))],
            documents,
            await DecisionAsync(request, ct),
            correspondence,
            request.Status == RequestStatus.NeedsInfo ? correspondence.FirstOrDefault(c => c.Direction == CorrespondenceDirection.ToAgency) : null,
            package,
            await db.FollowUps.AsNoTracking().FirstOrDefaultAsync(f => f.RequestId == requestId, ct),
            await timeline.ExecuteAsync(request, ct),
            MayAnswer: request.Allows(RequestAction.Answer, actor),
            MayWithdraw: request.Allows(RequestAction.Withdraw, actor),
            MayCoSign: awaitsCoSignature && request.Status != RequestStatus.Draft && actor.Can(Permission.CoSignEmergency) && request.OfficerId != actor.PersonId,
            awaitsCoSignature)
        {
            Notice = await notice.ExecuteAsync(request, actor, ct),
            Linked = await earlier.LinkedAsync(request.Id, actor, ct),
            Appeal = await db.Appeals.AsNoTracking().FirstOrDefaultAsync(a => a.RequestId == requestId, ct),
            AppealRight = actor.Can(Permission.FileRequest) ? await rights.OfAsync(request, ct) : null,
            MayWithdrawPart = actor.Can(Permission.WithdrawRequest) && WithdrawPart.IsOpen(request.Status) && request.Lines.Count > 1,
        };
    }

    /// <summary>What was decided, once it is released: before that, counts by counterparty would tell what nothing has let out yet.</summary>
    private async Task<Decision?> DecisionAsync(LegalRequest request, CancellationToken ct)
    {
        if (request.Status is not (RequestStatus.Released or RequestStatus.Downloaded or RequestStatus.Closed or RequestStatus.Expired or RequestStatus.Recalled or RequestStatus.Purged))
            return null;
        var approved = await db.ScopeProposals.AsNoTracking().FirstOrDefaultAsync(p => p.RequestId == request.Id && p.Outcome == ProposalOutcome.Approved, ct);
        if (approved is null) return null;
        var sha256 = await db.Scopes.Where(s => s.RequestId == request.Id && s.VoidedAt == null).Select(s => s.Sha256).FirstOrDefaultAsync(ct);
        var counts = approved.Counts.ToDictionary(c => c.LineId, StringComparer.Ordinal);
        var book = law.BookOf(request);
        return new Decision(
            approved.DecidedAt ?? approved.ProposedAt,
            [
                .. approved.Lines.Select(line =>
                {
                    var count = counts[line.LineId];
                    return new DecidedLine(
                        line,
                        line.Authorised(),
                        count,
                        [
                            .. line.Cuts.Select((cut, i) =>
                            {
                                var reason = book.Reason(cut.ReasonCode);
                                return new DecidedCut(cut, reason.Name, reason.Citation, count.TakenByCut[i]);
                            }),
                        ]);
                }),
            ],
            sha256);
    }
}
