using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Documents;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>An earlier request that duplicates or overlaps the one at hand.</summary>
/// <param name="Agency">Its agency's name: the reader's own, or for the legal staff any.</param>
/// <param name="SameNumber">Both orders bear a number of the same agency.</param>
/// <param name="SameFile">The very same file was uploaded for both.</param>
/// <param name="Links">What has been said of the two, the latest first.</param>
/// <param name="IsOpen">It has not ended, and can still be replaced.</param>
public sealed record EarlierRequest(
    Guid Id,
    string Reference,
    RequestStatus Status,
    string Agency,
    string Officer,
    DateTimeOffset SubmittedAt,
    bool SameNumber,
    bool SameFile,
    ImmutableArray<LineOverlap> Overlaps,
    ImmutableArray<EarlierLink> Links,
    bool IsOpen)
{
    public bool IsDuplicate => SameNumber || SameFile;
}

/// <summary>A request that this one is tied to, either way.</summary>
/// <param name="Later">The other was filed after this one: the link was made from there.</param>
public sealed record LinkedRequest(Guid Id, string Reference, RequestStatus Status, EarlierLink Link, bool Later);

/// <param name="Found">Duplicates first, then the latest first; at most <see cref="EarlierRequestsQuery.Most"/>.</param>
/// <param name="Within">Lines of the request itself that ask for the same twice.</param>
/// <param name="Linked">Requests that it was tied to, in either direction.</param>
public sealed record EarlierRequests(ImmutableArray<EarlierRequest> Found, ImmutableArray<LineOverlap> Within, ImmutableArray<LinkedRequest> Linked);

/// <summary>
/// Earlier requests that duplicate or overlap one. An agency's people see those of their own agency that they may open; the legal
/// staff see all, and matches by the account that the archive found.
/// </summary>
public sealed class EarlierRequestsQuery(PortalDb db)
{
    public const int Most = 50;

    /// <summary>How many requests that share a mark are held against one: far more than there are, so that memory has an end.</summary>
    private const int MostCompared = 2000;

    /// <exception cref="NotVisible">The request does not exist for this actor.</exception>
    public async Task<EarlierRequests> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await OfAsync(await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct), actor, ct);
    }

    /// <param name="request">As the actor loaded it.</param>
    internal async Task<EarlierRequests> OfAsync(LegalRequest request, Actor actor, CancellationToken ct)
    {
        var staff = actor.Can(Permission.ViewCasework);
        var files = await db.OrdersOf(request.Id).Select(d => d.Sha256).Distinct().ToListAsync(ct);
        var links = await LinksAsync(request.Id, staff, ct);
        var earlier = await CandidatesAsync(request, files, staff, actor, ct);
        var ids = earlier.ConvertAll(e => e.Id);
        var withSameFile = files.Count == 0 ? [] : await db.Documents.Where(d => d.Purpose == DocumentPurpose.Order && ids.Contains(d.RequestId) && files.Contains(d.Sha256)).Select(d => d.RequestId).Distinct().ToListAsync(ct);
        return new EarlierRequests(
            [
                .. earlier
                    .Select(e => Compare(request, e, withSameFile.Contains(e.Id), links, staff))
                    .Where(e => e.IsDuplicate || !e.Overlaps.IsEmpty)
                    .OrderByDescending(e => e.IsDuplicate)
                    .ThenByDescending(e => e.SubmittedAt)
                    .Take(Most),
            ],
            EarlierComparison.Within(request),
            await LinkedAsync(request.Id, links, actor, ct));
    }

    /// <summary>Requests that share a mark or a file, found by their indexes; who may not open one never learns that it is there.</summary>
    internal static IQueryable<LegalRequest> Candidates(PortalDb db, LegalRequest request, IReadOnlyCollection<string> files, bool staff, Actor actor)
    {
        var marks = EarlierMark.ValuesOf(request, withAccounts: staff).ToList();
        var ids = db.EarlierMarks.Where(m => marks.Contains(m.Value)).Select(m => m.RequestId)
            .Union(db.Documents.Where(d => d.Purpose == DocumentPurpose.Order && files.Contains(d.Sha256)).Select(d => d.RequestId));
        var found = db.Requests.VisibleTo(actor).Where(r => ids.Contains(r.Id) && r.Id != request.Id && r.Reference != null && r.Status != RequestStatus.Draft);
        if (!staff) found = found.Where(r => r.AgencyId == request.AgencyId);
        return request.SubmittedAt is { } before ? found.Where(r => r.SubmittedAt <= before) : found;
    }

    /// <summary>What a request is tied to, as far as the actor may know of it.</summary>
    internal async Task<ImmutableArray<LinkedRequest>> LinkedAsync(Guid requestId, Actor actor, CancellationToken ct) =>
        await LinkedAsync(requestId, await LinksAsync(requestId, actor.Can(Permission.ViewCasework), ct), actor, ct);

    private async Task<List<EarlierLink>> LinksAsync(Guid requestId, bool staff, CancellationToken ct)
    {
        var links = await db.EarlierLinks.AsNoTracking().Where(l => l.RequestId == requestId || l.EarlierId == requestId).ToListAsync(ct);
        if (!staff) links.RemoveAll(l => !l.IsForAgency);
        return links;
    }

    private Task<List<LegalRequest>> CandidatesAsync(LegalRequest request, List<string> files, bool staff, Actor actor, CancellationToken ct) =>
        Candidates(db, request, files, staff, actor)
            .AsNoTracking()
            .Include(r => r.Agency)
            .Include(r => r.Targets)
            .Include(r => r.Lines)
            .OrderByDescending(r => r.SubmittedAt)
            .ThenBy(r => r.Id)
            .Take(MostCompared)
            .AsSplitQuery()
            .ToListAsync(ct);

    private static EarlierRequest Compare(LegalRequest request, LegalRequest earlier, bool sameFile, List<EarlierLink> links, bool staff) => new(
        earlier.Id,
        earlier.Reference!,
        earlier.Status,
        earlier.Agency.Name,
        earlier.OfficerName,
        earlier.SubmittedAt!.Value,
        SameNumber: !EarlierComparison.SharedNumbers(request, earlier).IsEmpty,
        sameFile,
        EarlierComparison.Overlaps(request, earlier, withAccounts: staff),
        [.. links.Where(l => l.RequestId == request.Id && l.EarlierId == earlier.Id).OrderByDescending(l => l.At)],
        IsOpen: RequestTransitions.Find(earlier.Status, RequestAction.Supersede) is not null);

    private async Task<ImmutableArray<LinkedRequest>> LinkedAsync(Guid requestId, List<EarlierLink> links, Actor actor, CancellationToken ct)
    {
        if (links.Count == 0) return [];
        var ids = links.Select(l => l.RequestId == requestId ? l.EarlierId : l.RequestId).Distinct().ToList();
        var others = await db.Requests.VisibleTo(actor).Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Reference, r.Status, r.CreatedAt }).ToDictionaryAsync(r => r.Id, ct);
        return
        [
            .. from link in links.OrderBy(l => l.At)
               let later = link.EarlierId == requestId
               let id = later ? link.RequestId : link.EarlierId
               where others.ContainsKey(id)
               select new LinkedRequest(id, others[id].Reference ?? LegalRequest.DraftTitle(others[id].CreatedAt), others[id].Status, link, later),
        ];
    }
}
