using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Demo;

/// <summary>
/// Walks an emergency through its life with the demo's people, step by step, as <see cref="DemoRoad"/> does with a warrant. Times are
/// UTC, ISO 8601 without offset.
/// </summary>
public sealed class DemoEmergency(DemoRoad road)
{
    /// <summary>The officer swears and submits. No paper is attached: none is demanded.</summary>
    /// <returns>The request's id.</returns>
    public async Task<Guid> SubmitAsync(DemoTarget target, string from, string until, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(target);
        var id = await road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_EDR", actor, ct), ct);
        await AsAsync(DemoPeople.Officer, async (services, actor) =>
        {
            var edit = services.GetRequiredService<EditDraft>();
            await edit.SaveOrderAsync(id, Statement, actor, ct);
            await edit.AddTargetAsync(id, new(target.Identifier.Kind, target.Identifier.Value, null, null, TargetRole.Suspect), actor, ct);
            var targetId = (await services.GetRequiredService<PortalDb>().Requests.LoadAsync(id, actor, ct)).Targets[0].Id;
            foreach (var category in target.Categories)
                await edit.AddLineAsync(id, new(targetId, category, from, until, "UTC", target.Direction, target.ConversationId), actor, ct);
            await services.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: true), actor, ct);
        }, ct);
        return id;
    }

    public Task CoSignAsync(Guid id, CancellationToken ct) =>
        AsAsync(DemoPeople.Supervisor, (services, actor) => services.GetRequiredService<CoSignEmergency>().ExecuteAsync(id, actor, ct), ct);

    /// <summary>The on-call calls back, confirms, takes it on and looks the target up.</summary>
    public async Task ReviewAsync(Guid id, CancellationToken ct)
    {
        await road.MoveAsync(DemoPeople.OnCall, id, RequestAction.StartIdentityCheck, null, ct);
        await AsAsync(DemoPeople.OnCall, async (services, actor) =>
        {
            await services.GetRequiredService<RecordCallBack>().ExecuteAsync(new(id, "Duty desk, Lieutenant R. Amadi", CallBackOutcome.Confirmed, "Confirmed officer and danger."), actor, ct);
            await services.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, actor, ct);
            await services.GetRequiredService<AssignRequest>().ExecuteAsync(id, actor, ct);
        }, ct);
        await road.MoveAsync(DemoPeople.OnCall, id, RequestAction.AcceptForReview, null, ct);
        await AsAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ResolveTargets>().ExecuteAsync(id, actor, ct), ct);
    }

    /// <summary>The on-call says why no less would do, and proposes.</summary>
    /// <returns>The proposal's id.</returns>
    public async Task<Guid> ProposeAsync(Guid id, IReadOnlyList<LineCuts> cuts, CancellationToken ct)
    {
        await AsAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<StateMinimum>()
            .ExecuteAsync(new(id, "The last messages before the disappearance tell where they meant to go. Subscriber data alone would not."), actor, ct), ct);
        return await road.AsAsync(DemoPeople.OnCall, async (services, actor) => await services.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, cuts, await DemoThirdParties.OfAsync(services, id, cuts, actor, ct)), actor, ct), ct);
    }

    private Task<bool> AsAsync(DemoPerson person, Func<IServiceProvider, Actor, Task> act, CancellationToken ct) => road.AsAsync(
        person,
        async (services, actor) =>
        {
            await act(services, actor);
            return true;
        },
        ct);

    private static Dictionary<string, string?> Statement { get; } = new()
    {
        ["dangerTo"] = "A 15-year-old girl, missing since last night. Her name is known to us and in the call-back.",
        ["dangerNature"] = "She wrote to a friend that she means to end her life.",
        ["whyImminent"] = "She named tonight. Her telephone was last switched on four hours ago.",
        ["whyThisData"] = "She arranged a meeting with this account in her last messages; where and when is in them.",
        ["sworn"] = "yes",
        ["supervisorName"] = "Lieutenant Marcus Oyelaran",
        ["callBackNumber"] = "+1 360 555 0142",
        ["agencyCaseNumber"] = "PE-2026-1240",
    };
}
