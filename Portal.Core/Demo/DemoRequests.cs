using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Archive.Embedded.Synthetic;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Demo;

/// <summary>
/// The demo's messages and its first requests, one in each stage that somebody waits in, so that nobody's desk is empty. Made
/// by the use cases themselves: the log of the demo is a real log.
/// </summary>
public sealed class DemoRequests(DemoRoad road, DemoEmergency emergency, EmbeddedArchive archive, IServiceScopeFactory scopes)
{
    private const string From = "2026-03-01T00:00";
    private const string Until = "2026-09-01T00:00";
    private const string Zone = "America/Los_Angeles";

    /// <summary>Fills the archive and files the requests. Doing it again changes nothing.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if ((await archive.MarkAsync(ct)).Sequence == 0) await SyntheticArchive.FillAsync(archive, ct: ct);
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (await scope.ServiceProvider.GetRequiredService<PortalDb>().Requests.AnyAsync(ct)) return;
        }

        var suspect = Handle(SyntheticCase.SuspectHandle, DataCategory.Subscriber, DataCategory.ContentDm);
        var accomplice = Handle(SyntheticCase.AccompliceHandle, DataCategory.Interaction);
        await ReleasedAsync(Warrant("26-SW-00391", suspect), ct);
        await ProposedAsync(Warrant("26-SW-00402", suspect, accomplice), ct);
        await road.ReviewAsync(await SubmitAsync(Warrant("26-SW-00409", Handle(SyntheticCase.MoneyMoverHandle, DataCategory.ContentDm)), DemoPeople.OtherOfficer, ct), ct);
        await SubmitAsync(Warrant("26-SW-00417", accomplice with { Categories = [DataCategory.ContentDm] }), DemoPeople.Officer, ct);
        await EmergenciesAsync(ct);
        // No order bars notice here: the account holder is told first, and the records wait.
        await ReleasedAsync(Warrant("26-SW-00398", Handle(SyntheticCase.MoneyMoverHandle, DataCategory.Subscriber)) with { SilentDays = null }, ct);
        var draft = Warrant("26-SW-00425", suspect);
        await road.DraftAsync(draft, () => DemoOrder.Create(draft, Named(draft)), ct);
    }

    /// <summary>Approved as it was asked; the worker builds it as soon as it runs, or when its notice period is over.</summary>
    private async Task ReleasedAsync(DemoWarrant warrant, CancellationToken ct)
    {
        var id = await SubmitAsync(warrant, DemoPeople.Officer, ct);
        await road.ReviewAsync(id, ct);
        await road.DecideAsync(id, await road.ProposeAsync(id, [], ct), ct);
    }

    /// <summary>One that burns, and one that is released, for which legal process is owed.</summary>
    private async Task EmergenciesAsync(CancellationToken ct)
    {
        var target = Handle(SyntheticCase.SuspectHandle, DataCategory.ContentDm);
        var released = await emergency.SubmitAsync(target, "2026-06-20T00:00", "2026-06-30T00:00", ct);
        await emergency.CoSignAsync(released, ct);
        await emergency.ReviewAsync(released, ct);
        await road.ApproveAsync(released, await emergency.ProposeAsync(released, [], ct), ct);
        await emergency.SubmitAsync(target, "2026-06-28T00:00", "2026-07-01T00:00", ct);
    }

    /// <summary>Narrowed by the reviewer; a second person has to decide.</summary>
    private async Task ProposedAsync(DemoWarrant warrant, CancellationToken ct)
    {
        var id = await SubmitAsync(warrant, DemoPeople.Officer, ct);
        await road.ReviewAsync(id, ct);
        await road.ProposeAsync(
            id,
            [new LineCuts("L2", [ScopeCut.ToDirection(Direction.Sent, "OUTSIDE_ORDER", "The affidavit speaks of what the suspect wrote, not of what others wrote to them.")])],
            ct);
    }

    private Task<Guid> SubmitAsync(DemoWarrant warrant, DemoPerson officer, CancellationToken ct) =>
        road.SubmitAsync(warrant, () => DemoOrder.Create(warrant, Named(warrant)), ct, officer);

    private static string[] Named(DemoWarrant warrant) => [.. warrant.Targets.Select(t => t.Identifier.Value)];

    private static DemoWarrant Warrant(string docket, params IReadOnlyList<DemoTarget> targets) => new(targets, From, Until, Zone, docket);

    private static DemoTarget Handle(string handle, params IReadOnlyList<DataCategory> categories) => new(new AccountIdentifier(IdentifierKind.Handle, handle), categories);
}
