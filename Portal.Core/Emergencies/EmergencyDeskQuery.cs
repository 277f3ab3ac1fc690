using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>An emergency that has not come to its end.</summary>
/// <param name="Next">What has to be done now, in the order that is demanded: the call-back before anything else.</param>
/// <param name="Due">The clock that runs out first, UTC; null where none runs any more.</param>
public sealed record OpenEmergency(Guid Id, string Reference, string Agency, string Telephone, RequestStatus Status, DateTimeOffset ReceivedAt, string Next, ReviewClock? Due, bool AgencyFlagged, string? AssignedTo);

/// <summary>Legal process owed, overdue, or waiting to be looked at.</summary>
public sealed record OwedProcess(Guid RequestId, string Reference, Guid AgencyId, string Agency, FollowUpStatus Status, DateTimeOffset ReleasedAt, DateTimeOffset DueAt, Guid? ProcessId, string? ProcessReference, bool MayConfirm);

public sealed record FlaggedAgency(Guid Id, string Name, string Telephone, DateTimeOffset Since, bool MayClear);

/// <summary>The on-call's desk: emergencies by the minutes left, the legal process owed for those released, and agencies that failed to send it.</summary>
public sealed class EmergencyDeskQuery(PortalDb db)
{
    private const int Most = 200;

    public sealed record Result(IReadOnlyList<OpenEmergency> Open, IReadOnlyList<OwedProcess> Owed, IReadOnlyList<FlaggedAgency> Flagged);

    public async Task<Result> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        return new Result(await OpenAsync(actor, ct), await OwedAsync(actor, ct), await FlaggedAsync(actor, ct));
    }

    private async Task<IReadOnlyList<OpenEmergency>> OpenAsync(Actor actor, CancellationToken ct)
    {
        var ended = ReviewGroups.Statuses(ReviewGroup.Done).ToArray();
        var rows = await db.Requests.AsNoTracking().VisibleTo(actor).WhereEmergency()
            .Where(r => !ended.Contains(r.Status))
            .OrderBy(r => r.SubmittedAt)
            .Take(Most)
            .Select(r => new { r.Id, r.Reference, r.Agency.Name, r.Agency.PublishedTelephone, r.Agency.FlaggedSince, r.Status, r.SubmittedAt, r.AcknowledgeBy, r.RespondBy, CoSigned = r.CoSignedAt != null, NeedsCoSignature = r.Instrument == RequestLaw.EmergencyInstrument, Called = r.CallBacks.Any(), r.AssignedToName })
            .ToListAsync(ct);
        return
        [
            .. rows.Select(r => new OpenEmergency(
                    r.Id, r.Reference!, r.Name, r.PublishedTelephone, r.Status, r.SubmittedAt!.Value,
                    EmergencyNext.Of(r.Status, r.Called, r.CoSigned || !r.NeedsCoSignature),
                    ReviewClock.Of(r.AcknowledgeBy, r.RespondBy), r.FlaggedSince is not null, r.AssignedToName))
                .OrderBy(r => r.Due?.Due ?? DateTimeOffset.MaxValue),
        ];
    }

    private async Task<IReadOnlyList<OwedProcess>> OwedAsync(Actor actor, CancellationToken ct)
    {
        var rows = await db.FollowUps.AsNoTracking()
            .Where(f => f.Status != FollowUpStatus.Confirmed)
            .OrderBy(f => f.DueAt)
            .Take(Most)
            .Join(db.Agencies, f => f.AgencyId, a => a.Id, (f, a) => new { f, a.Name })
            .GroupJoin(db.Requests, x => x.f.ProcessId, r => r.Id, (x, processes) => new { x.f, x.Name, Process = processes.FirstOrDefault() })
            .Select(x => new { x.f, x.Name, ProcessStatus = x.Process == null ? (RequestStatus?)null : x.Process.Status })
            .ToListAsync(ct);
        return
        [
            .. rows.Select(r => new OwedProcess(
                r.f.RequestId, r.f.Reference, r.f.AgencyId, r.Name, r.f.Status, r.f.ReleasedAt, r.f.DueAt, r.f.ProcessId, r.f.ProcessReference,
                actor.Can(Permission.TriageRequest) && r.ProcessStatus is { } status && FollowUpProcess.Counts(status))),
        ];
    }

    private async Task<IReadOnlyList<FlaggedAgency>> FlaggedAsync(Actor actor, CancellationToken ct)
    {
        var senior = actor.Roles.Contains(Role.LegalApprover);
        return await db.Agencies.AsNoTracking()
            .Where(a => a.FlaggedSince != null)
            .OrderBy(a => a.FlaggedSince)
            .Select(a => new FlaggedAgency(a.Id, a.Name, a.PublishedTelephone, a.FlaggedSince!.Value, senior && !db.FollowUps.Any(f => f.AgencyId == a.Id && f.Status == FollowUpStatus.AgencyFlagged)))
            .ToListAsync(ct);
    }
}

/// <summary>What an emergency waits for, in the order in which it is demanded.</summary>
public static class EmergencyNext
{
    /// <param name="called">A call-back has been recorded.</param>
    /// <param name="coSigned">A supervisor has co-signed, or the instrument does not ask for it.</param>
    public static string Of(RequestStatus status, bool called, bool coSigned) => status switch
    {
        RequestStatus.Submitted => "Start the identity check and call the agency back",
        RequestStatus.IdentityCheck when !called => "Call the agency back at the register's number",
        RequestStatus.IdentityCheck => "Confirm the identity, or call again",
        RequestStatus.FraudHold => "A second person decides on the suspicion of fraud",
        RequestStatus.Triage => "Take it on for review",
        RequestStatus.NeedsInfo => "The agency answers our question",
        RequestStatus.UnderReview when !coSigned => "Propose the minimum; the agency's supervisor has yet to co-sign",
        RequestStatus.UnderReview => "Propose the minimum that meets the danger",
        RequestStatus.ScopeProposed => "A second person approves or returns it",
        RequestStatus.Approved or RequestStatus.NoticePeriod or RequestStatus.AuthorityHold or RequestStatus.Queued or RequestStatus.Extracting or RequestStatus.ScopeVerified or RequestStatus.Sealed =>
            "Portal builds the package, before all others",
        _ => "Nothing more",
    };
}
