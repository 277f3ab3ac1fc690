using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <param name="Days">How long it is kept from its snapshot.</param>
/// <param name="Targets">All that it names.</param>
/// <param name="Problem">What has to be looked at: an identifier of nobody, a snapshot that stopped. Null where nothing has.</param>
public sealed record ReviewPreservation(
    Guid Id,
    string Reference,
    PreservationStatus Status,
    string Agency,
    string OfficerName,
    string Instrument,
    int Days,
    ImmutableArray<AccountIdentifier> Targets,
    DateTimeOffset StartUtc,
    DateTimeOffset EndUtc,
    string CaseNumber,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ExpiresAt,
    bool EndsSoon,
    string? Problem);

/// <summary>The preservation desk of the legal staff.</summary>
public sealed class ReviewPreservationsQuery(PortalDb db, PreservationLetters letters, RecordPreservationView record, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="Waiting">Not decided yet, oldest first; all of them.</param>
    /// <param name="Kept">Holding now and not linked, what ends first on top; all of them.</param>
    /// <param name="Others">Linked or ended, newest first, a page.</param>
    /// <param name="Next">Cursor of the page behind this one.</param>
    public sealed record Result(IReadOnlyList<ReviewPreservation> Waiting, IReadOnlyList<ReviewPreservation> Kept, IReadOnlyList<ReviewPreservation> Others, DateTimeOffset? Next);

    public async Task<Result> ExecuteAsync(DateTimeOffset? after, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DecidePreservation);
        var all = db.Preservations.AsNoTracking().VisibleTo(actor).Include(p => p.Agency);
        var waiting = await all.Where(p => p.Status == PreservationStatus.Received).OrderBy(p => p.ReceivedAt).ToListAsync(ct);
        // What has no end yet is being taken, which is due at once: before all that have one.
        var kept = await all.Where(p => p.Status == PreservationStatus.Active || p.Status == PreservationStatus.Extended)
            .OrderBy(p => p.ExpiresAt != null).ThenBy(p => p.ExpiresAt).ThenBy(p => p.ReceivedAt).ToListAsync(ct);
        PreservationStatus[] open = [PreservationStatus.Received, PreservationStatus.Active, PreservationStatus.Extended];
        var others = await all.Where(p => !open.Contains(p.Status) && (after == null || p.ReceivedAt < after))
            .OrderByDescending(p => p.ReceivedAt)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var page = others.Take(PageSize).ToList();
        return new Result(await OfAsync(waiting, ct), await OfAsync(kept, ct), await OfAsync(page, ct), others.Count > PageSize ? page[^1].ReceivedAt : null);
    }

    /// <exception cref="NotVisible">There is none for this actor.</exception>
    public async Task<ReviewPreservation> OneAsync(Guid id, Actor actor, CancellationToken ct) => (await OfAsync([await LoadAsync(id, actor, ct)], ct))[0];

    /// <summary>One with everything about it; that it was looked at is recorded.</summary>
    /// <exception cref="NotVisible">There is none for this actor.</exception>
    public async Task<PreservationDetails> DetailsAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var preservation = await LoadAsync(id, actor, ct);
        await record.ExecuteAsync(preservation, actor, ct);
        var linked = await db.Requests.Where(r => r.Id == preservation.LinkedRequestId).Select(r => r.Reference).FirstOrDefaultAsync(ct);
        return await PreservationDetails.OfAsync(db, preservation, linked, clock.GetUtcNow(), ct);
    }

    /// <summary>The letter that goes out when it is accepted and the snapshot is taken, were it taken now.</summary>
    public async Task<RenderedLetter> PreviewAcknowledgementAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var preservation = await LoadAsync(id, actor, ct);
        return letters.PreviewAcknowledgement(preservation, await db.Snapshots.AsNoTracking().Where(s => s.PreservationId == id).OrderBy(s => s.Number).ToListAsync(ct), actor);
    }

    /// <summary>The letter that goes out when it is declined for this reason.</summary>
    /// <exception cref="RuleViolation">No reason, or one that is too long.</exception>
    public async Task<RenderedLetter> PreviewDeclineAsync(Guid id, string? reason, Actor actor, CancellationToken ct) =>
        letters.PreviewDecline(await LoadAsync(id, actor, ct), DeclinePreservation.Reason(reason), actor);

    private async Task<PreservationRequest> LoadAsync(Guid id, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DecidePreservation);
        return await db.Preservations.AsNoTracking().LoadAsync(id, actor, ct);
    }

    private async Task<IReadOnlyList<ReviewPreservation>> OfAsync(IReadOnlyList<PreservationRequest> preservations, CancellationToken ct)
    {
        var ids = preservations.Select(p => p.Id).ToList();
        var snapshots = (await db.Snapshots.AsNoTracking().Where(s => ids.Contains(s.PreservationId)).OrderBy(s => s.Number).ToListAsync(ct)).ToLookup(s => s.PreservationId);
        var now = clock.GetUtcNow();
        return
        [
            .. preservations.Select(p => new ReviewPreservation(
                p.Id, p.Reference, p.Status, p.Agency.Name, p.OfficerName, p.Instrument, PreservationTerm.Of(p).Days, [.. snapshots[p.Id].Select(s => s.Target)],
                p.StartUtc, p.EndUtc, p.CaseNumber, p.ReceivedAt, p.ExpiresAt, p.EndsSoon(now), ProblemOf(snapshots[p.Id]))),
        ];
    }

    private static string? ProblemOf(IEnumerable<PreservationSnapshot> snapshots) =>
        snapshots.FirstOrDefault(s => s.Status == SnapshotStatus.Unresolved) is { } nobody ? $"Nothing is kept of {nobody.IdentifierValue}: not found"
        : snapshots.FirstOrDefault(s => s is { Status: SnapshotStatus.Taking, Problem: not null })?.Problem;
}
