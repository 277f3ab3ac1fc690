using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Emergencies;
using Portal.Core.Preservation;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <param name="Unopened">Letters of ours that nobody of the agency has opened yet.</param>
/// <param name="IsMine">The reader filed it; a supervisor also sees those of others.</param>
public sealed record AgencyRequestRow(
    Guid Id,
    string Title,
    string Instrument,
    string? CaseNumber,
    string OfficerName,
    bool IsMine,
    RequestStatus Status,
    DateTimeOffset StatusSince,
    NextStep Next,
    Guid? PackageId,
    int Unopened);

/// <param name="NeedsYou">What the reader has to act on; only on the first page of the unfiltered list.</param>
/// <param name="Total">How many the filter finds, on all pages.</param>
public sealed record AgencyRequestList(IReadOnlyList<AgencyRequestRow> NeedsYou, IReadOnlyList<AgencyRequestRow> Rows, ListCursor? Before, ListCursor? After, int Total)
{
    /// <summary>Preservations that run out within <see cref="AgencyRequestsQuery.PreservationsNear"/>, the nearest first; where <see cref="NeedsYou"/> is asked for.</summary>
    public IReadOnlyList<EndingPreservation> Ending { get; init; } = [];
}

/// <param name="ExpiresAt">UTC.</param>
public sealed record EndingPreservation(Guid Id, string Reference, DateTimeOffset ExpiresAt);

/// <summary>An agency's requests: what needs the reader first, then the rest by the latest change.</summary>
public sealed class AgencyRequestsQuery(PortalDb db, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <summary>Within this time of its end a preservation needs the agency: to extend it, or to send process.</summary>
    public static readonly TimeSpan PreservationsNear = TimeSpan.FromDays(14);

    /// <summary>More than these nobody acts on in a day; the list's filters find the others.</summary>
    private const int MostUrgent = 50;

    private static readonly RequestStatus[] AwaitCoSignature =
        [RequestStatus.Submitted, RequestStatus.IdentityCheck, RequestStatus.FraudHold, RequestStatus.Triage, RequestStatus.NeedsInfo, RequestStatus.UnderReview, RequestStatus.ScopeProposed];

    public sealed record Input(RequestGroup? Group, ListCursor? Before, ListCursor? After);

    public async Task<AgencyRequestList> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewAgencyRequests);
        var visible = db.Requests.AsNoTracking().VisibleTo(actor);
        var needs = NeedsReader(actor);
        IReadOnlyList<AgencyRequestRow> urgent = [];
        var rest = visible;
        if (input.Group is { } group)
        {
            var statuses = RequestGroups.StatusesOf(group).ToArray();
            rest = rest.Where(r => statuses.Contains(r.Status));
        }
        else
        {
            rest = rest.Where(Expression.Lambda<Func<LegalRequest, bool>>(Expression.Not(needs.Body), needs.Parameters));
            if (input is { Before: null, After: null })
                urgent = await ReadAsync(visible.Where(needs).OrderByDescending(r => r.StatusSince).ThenByDescending(r => r.Id).Take(MostUrgent), actor, ct);
        }
        var total = await rest.CountAsync(ct);
        var (rows, before, after) = await PageAsync(rest, input, actor, ct);
        return new AgencyRequestList(urgent, rows, before, after, total) { Ending = input is { Group: null, Before: null, After: null } ? await EndingAsync(actor, ct) : [] };
    }

    private async Task<IReadOnlyList<EndingPreservation>> EndingAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now + PreservationsNear;
        return await db.Preservations.AsNoTracking().VisibleTo(actor)
            .Where(p => (p.Status == PreservationStatus.Active || p.Status == PreservationStatus.Extended) && p.ExpiresAt > now && p.ExpiresAt <= until)
            .OrderBy(p => p.ExpiresAt)
            .Take(MostUrgent)
            .Select(p => new EndingPreservation(p.Id, p.Reference, p.ExpiresAt!.Value))
            .ToListAsync(ct);
    }

    /// <summary>An answer is asked, a package waits, legal process is owed, a recalled one is to be destroyed, a draft is unfinished, an emergency is to be co-signed.</summary>
    private Expression<Func<LegalRequest, bool>> NeedsReader(Actor actor)
    {
        var me = actor.PersonId;
        var coSigns = actor.Can(Permission.CoSignEmergency);
        return r =>
            r.Status == RequestStatus.NeedsInfo
            || r.Status == RequestStatus.Released
            || db.FollowUps.Any(f => f.RequestId == r.Id && f.Status != FollowUpStatus.Confirmed && f.ProcessNamedAt == null)
            || (r.Status == RequestStatus.Draft && r.OfficerId == me)
            || (r.Status == RequestStatus.Recalled && db.Disclosures.Any(d => d.RequestId == r.Id && d.RecalledAt != null && d.DestructionConfirmedAt == null))
            || (coSigns && r.OfficerId != me && r.CoSignedAt == null && r.Instrument == RequestLaw.EmergencyInstrument && AwaitCoSignature.Contains(r.Status));
    }

    private async Task<(IReadOnlyList<AgencyRequestRow> Rows, ListCursor? Before, ListCursor? After)> PageAsync(
        IQueryable<LegalRequest> requests, Input input, Actor actor, CancellationToken ct)
    {
        if (input.Before is { } before)
        {
            var backwards = await ReadAsync(
                requests.Where(r => r.StatusSince > before.At || (r.StatusSince == before.At && r.Id.CompareTo(before.Id) > 0))
                    .OrderBy(r => r.StatusSince).ThenBy(r => r.Id).Take(PageSize + 1),
                actor,
                ct);
            var page = backwards.Take(PageSize).Reverse().ToList();
            return (page, backwards.Count > PageSize ? CursorOf(page[0]) : null, page.Count > 0 ? CursorOf(page[^1]) : null);
        }
        if (input.After is { } after)
            requests = requests.Where(r => r.StatusSince < after.At || (r.StatusSince == after.At && r.Id.CompareTo(after.Id) < 0));
        var forwards = await ReadAsync(requests.OrderByDescending(r => r.StatusSince).ThenByDescending(r => r.Id).Take(PageSize + 1), actor, ct);
        var rows = forwards.Take(PageSize).ToList();
        return (rows, input.After is not null && rows.Count > 0 ? CursorOf(rows[0]) : null, forwards.Count > PageSize ? CursorOf(rows[^1]) : null);
    }

    private static ListCursor CursorOf(AgencyRequestRow row) => new(row.StatusSince, row.Id);

    private async Task<List<AgencyRequestRow>> ReadAsync(IQueryable<LegalRequest> requests, Actor actor, CancellationToken ct)
    {
        var read = await requests.Select(r => new
        {
            r.Id,
            r.Reference,
            r.CreatedAt,
            r.Instrument,
            r.RuleBookVersion,
            r.SubmittedAt,
            r.OrderFields,
            r.OfficerId,
            r.OfficerName,
            r.Status,
            r.StatusSince,
            r.AcknowledgeBy,
            r.RespondBy,
            r.CoSignedAt,
            Package = db.Disclosures.Where(d => d.RequestId == r.Id).OrderByDescending(d => d.CreatedAt)
                .Select(d => new { d.Id, d.ExpiresAt, d.RecalledAt, d.DestructionConfirmedAt, Stopped = d.Problem != null }).FirstOrDefault(),
            ProcessOwedBy = db.FollowUps.Where(f => f.RequestId == r.Id && f.Status != FollowUpStatus.Confirmed && f.ProcessNamedAt == null).Select(f => (DateTimeOffset?)f.DueAt).FirstOrDefault(),
        }).ToListAsync(ct);
        var now = clock.GetUtcNow();
        var answers = await db.AnswerDatesAsync([.. read.Where(r => r.Status == RequestStatus.NeedsInfo).Select(r => r.Id)], ct);
        var unopened = await db.UnopenedAsync([.. read.Select(r => r.Id)], CorrespondenceDirection.ToAgency, ct);
        return
        [
            .. read.Select(r => new AgencyRequestRow(
                r.Id,
                r.Reference ?? LegalRequest.DraftTitle(r.CreatedAt),
                OrderFacts.InstrumentName(r.Instrument, r.RuleBookVersion, r.SubmittedAt ?? now),
                OrderFacts.CaseNumber(r.OrderFields),
                r.OfficerName,
                r.OfficerId == actor.PersonId,
                r.Status,
                r.StatusSince,
                NextStep.Of(new NextStepFacts(
                    r.Status,
                    r.AcknowledgeBy,
                    r.RespondBy,
                    AwaitsCoSignature: r.Instrument == RequestLaw.EmergencyInstrument && r.CoSignedAt is null,
                    r.Package?.ExpiresAt,
                    AwaitsDestruction: r.Package is { RecalledAt: not null, DestructionConfirmedAt: null },
                    BuildStopped: r.Package?.Stopped == true,
                    AnswerBy: answers.TryGetValue(r.Id, out var by) ? by : null,
                    ProcessOwedBy: r.ProcessOwedBy)),
                r.Package?.Id,
                unopened.GetValueOrDefault(r.Id))),
        ];
    }
}
