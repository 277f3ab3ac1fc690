using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Documents;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Demo;

/// <summary>One thing a demo warrant asks for.</summary>
/// <param name="ConversationId">Limits an account's messages to one conversation; not for a conversation target.</param>
public sealed record DemoTarget(AccountIdentifier Identifier, IReadOnlyList<DataCategory> Categories, Direction Direction = Direction.Both, string? ConversationId = null);

/// <summary>A warrant to walk down the road. Times are local in <see cref="Zone"/>, ISO 8601.</summary>
/// <param name="SilentDays">Days from the day of filing for which its invented non-disclosure order bars notice; null where it comes with none.</param>
public sealed record DemoWarrant(IReadOnlyList<DemoTarget> Targets, string From, string To, string Zone = "UTC", string Docket = "26-SW-00417", int? SilentDays = 180);

/// <summary>
/// Walks a warrant through its life with the demo's people, step by step, by the same use cases as the web: for the tour, for
/// the demo's first requests and for the tests. Each step runs in a scope of its own, as each would in a web request.
/// </summary>
public sealed class DemoRoad(IServiceScopeFactory scopes)
{
    /// <summary>The officer fills in the form, attaches the order and submits.</summary>
    /// <returns>The request's id.</returns>
    public async Task<Guid> SubmitAsync(DemoWarrant warrant, Func<Stream> order, CancellationToken ct, DemoPerson? officer = null)
    {
        var id = await DraftAsync(warrant, order, ct, officer);
        await AsAsync(officer ?? DemoPeople.Officer, (services, actor) => services.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: true), actor, ct), ct);
        return id;
    }

    public async Task<Guid> DraftAsync(DemoWarrant warrant, Func<Stream> order, CancellationToken ct, DemoPerson? officer = null)
    {
        ArgumentNullException.ThrowIfNull(warrant);
        ArgumentNullException.ThrowIfNull(order);
        var who = officer ?? DemoPeople.Officer;
        var id = await AsAsync(who, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_WARRANT", actor, ct), ct);
        await EditAsync((edit, actor) => edit.SaveOrderAsync(id, Fields(warrant, Today()), actor, ct));
        foreach (var target in warrant.Targets)
        {
            await EditAsync((edit, actor) => edit.AddTargetAsync(id, new(target.Identifier.Kind, target.Identifier.Value, null, null, TargetRole.Suspect), actor, ct));
            var targetId = await AsAsync(who, async (services, actor) =>
                (await services.GetRequiredService<PortalDb>().Requests.LoadAsync(id, actor, ct)).Targets.MaxBy(t => t.Number)!.Id, ct);
            foreach (var category in target.Categories)
                await EditAsync((edit, actor) => edit.AddLineAsync(id, new(targetId, category, warrant.From, warrant.To, warrant.Zone, target.Direction, target.ConversationId), actor, ct));
        }
        await AsAsync(who, async (services, actor) =>
        {
            await using var pdf = order();
            await services.GetRequiredService<AttachOrder>().ExecuteAsync(new(id, $"Search warrant {warrant.Docket}.pdf", pdf), actor, ct);
            return true;
        }, ct);
        return id;

        DateOnly Today()
        {
            using var scope = scopes.CreateScope();
            return DateOnly.FromDateTime(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        }

        Task EditAsync(Func<EditDraft, Actor, Task> edit) => AsAsync(who, async (services, actor) =>
        {
            await edit(services.GetRequiredService<EditDraft>(), actor);
            return true;
        }, ct);
    }

    /// <summary>The reviewer calls the agency back, confirms who asked, and takes the request into review with its targets looked up.</summary>
    public async Task ReviewAsync(Guid id, CancellationToken ct)
    {
        await MoveAsync(DemoPeople.Reviewer, id, RequestAction.StartIdentityCheck, null, ct);
        await AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<RecordCallBack>().ExecuteAsync(new(id, "Records desk, Sergeant A. Brandt", CallBackOutcome.Confirmed, "Read the docket number back to us."), actor, ct);
            await services.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, actor, ct);
            await services.GetRequiredService<AssignRequest>().ExecuteAsync(id, actor, ct);
            return true;
        }, ct);
        await MoveAsync(DemoPeople.Reviewer, id, RequestAction.AcceptForReview, null, ct);
        await AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<ResolveTargets>().ExecuteAsync(id, actor, ct);
            return true;
        }, ct);
        await ConfirmOrderAsync(id, ct);
    }

    /// <summary>The reviewer compares the non-disclosure order that the officer stated with the upload, and confirms it; where none was stated, nothing.</summary>
    public Task ConfirmOrderAsync(Guid id, CancellationToken ct) => AsAsync(DemoPeople.Reviewer, async (services, actor) =>
    {
        var db = services.GetRequiredService<PortalDb>();
        if (await db.NonDisclosureOrders.AsNoTracking().FirstOrDefaultAsync(o => o.RequestId == id && o.Status == NonDisclosureStatus.Stated, ct) is not { } stated) return false;
        var read = stated.Particulars with { Court = Court, Judge = Judge, Law = SilenceLaw, Docket = stated.Docket ?? "26-MC-00088", SignedOn = SignedOn };
        var document = await db.Documents.Where(d => d.RequestId == id).Select(d => d.Id).FirstAsync(ct);
        await services.GetRequiredService<RecordNonDisclosureOrder>().ExecuteAsync(new(id, stated.Id, read, document, null), actor, ct);
        return true;
    }, ct);

    public Task<CountScope.Result> CountAsync(Guid id, IReadOnlyList<LineCuts> cuts, CancellationToken ct) =>
        AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<CountScope>().ExecuteAsync(id, cuts, actor, ct), ct);

    /// <returns>The proposal's id.</returns>
    public Task<Guid> ProposeAsync(Guid id, IReadOnlyList<LineCuts> cuts, CancellationToken ct) =>
        AsAsync(DemoPeople.Reviewer, async (services, actor) => await services.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, cuts, await DemoThirdParties.OfAsync(services, id, cuts, actor, ct)), actor, ct), ct);

    /// <summary>A second person proves who they are and approves.</summary>
    /// <returns>The id of the package that is queued.</returns>
    public async Task<Guid> ApproveAsync(Guid id, Guid proposalId, CancellationToken ct)
    {
        await DecideAsync(id, proposalId, ct);
        return await AsAsync(DemoPeople.Approver, (services, _) => services.GetRequiredService<PortalDb>().Disclosures.Where(d => d.RequestId == id).Select(d => d.Id).SingleAsync(ct), ct);
    }

    /// <summary>The same, where nothing need be queued by it: the records may wait for a notice period.</summary>
    public Task DecideAsync(Guid id, Guid proposalId, CancellationToken ct) => AsAsync(DemoPeople.Approver, async (services, actor) =>
    {
        await services.GetRequiredService<StepUp>().GrantAsync(actor, StepUp.Approve, proposalId, ct);
        await services.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposalId), actor, ct);
        return true;
    }, ct);

    public Task MoveAsync(DemoPerson person, Guid id, RequestAction action, string? reason, CancellationToken ct) => AsAsync(person, async (services, actor) =>
    {
        await services.GetRequiredService<MoveRequest>().ExecuteAsync(new(id, action, reason), actor, ct);
        return true;
    }, ct);

    /// <summary>Does something as one of the demo's people, in a scope of its own.</summary>
    public async Task<T> AsAsync<T>(DemoPerson person, Func<IServiceProvider, Actor, Task<T>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        await using var scope = scopes.CreateAsyncScope();
        var actor = await scope.ServiceProvider.GetRequiredService<DemoWorld>().ActorAsync(person, ct);
        return await act(scope.ServiceProvider, actor);
    }

    private const string Court = "Superior Court of Washington for Ellis County";
    private const string Judge = "Hon. Miriam Calloway";
    private const string SilenceLaw = "18 U.S.C. § 2705(b)";
    private static readonly DateOnly SignedOn = new(2026, 10, 5);

    /// <summary>The last day of the warrant's non-disclosure order, or null.</summary>
    internal static DateOnly? SilentUntil(DemoWarrant warrant, DateOnly today) => warrant.SilentDays is { } days ? today.AddDays(days) : null;

    private static Dictionary<string, string?> Fields(DemoWarrant warrant, DateOnly today) => new()
    {
        [RequestLaw.IssuerKey] = nameof(IssuerKind.Judge),
        ["court"] = Court,
        ["judgeName"] = Judge,
        ["docketNumber"] = warrant.Docket,
        ["orderNumber"] = $"{warrant.Docket}-1",
        ["agencyCaseNumber"] = "PE-2026-1183",
        ["dateSigned"] = "2026-10-05",
        ["offence"] = "Theft in the first degree and wire fraud",
        ["authorityFrom"] = DayOf(warrant.From),
        ["authorityTo"] = DayOf(warrant.To),
        ["returnDate"] = "2026-12-15",
        [NonDisclosureClaim.EndKey] = SilentUntil(warrant, today)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        [NonDisclosureClaim.CourtKey] = warrant.SilentDays is null ? null : Court,
        [NonDisclosureClaim.LawKey] = warrant.SilentDays is null ? null : SilenceLaw,
        [NonDisclosureClaim.DocketKey] = warrant.SilentDays is null ? null : $"{warrant.Docket}-N",
    };

    private static string DayOf(string local) =>
        DateOnly.FromDateTime(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
