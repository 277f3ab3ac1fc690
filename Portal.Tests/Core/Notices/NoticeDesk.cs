using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Notices;

/// <summary>Requests with and without a non-disclosure order, over the real core, with a clock that a test moves.</summary>
internal sealed class NoticeDesk : IAsyncDisposable
{
    private NoticeDesk(TestPortal portal, TestClock clock)
    {
        Portal = portal;
        Clock = clock;
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestPortal Portal { get; }

    public TestClock Clock { get; }

    public string Folder => Path.Combine(Portal.Folder, "notices");

    public static DemoWarrant Warrant { get; } = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00", SilentDays: null);

    public static async Task<NoticeDesk> OpenAsync(Action<IServiceCollection>? more = null)
    {
        // The second edition is in effect; noon in Port Ellis.
        var clock = new TestClock(new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero));
        var desk = new NoticeDesk(await TestPortal.StartAsync(clock, more), clock);
        await TestMessages.ImportAsync(desk.Portal.Services);
        return desk;
    }

    public async Task<Guid> UnderReviewAsync(int? silentDays = null)
    {
        var id = await Portal.Road.SubmitAsync(Warrant with { SilentDays = silentDays }, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await Portal.Road.ReviewAsync(id, Ct);
        return id;
    }

    public async Task<Guid> ApprovedAsync(int? silentDays = null)
    {
        var id = await UnderReviewAsync(silentDays);
        await Portal.Road.DecideAsync(id, await Portal.Road.ProposeAsync(id, [], Ct), Ct);
        return id;
    }

    public Task<T> AsAsync<T>(DemoPerson person, Func<IServiceProvider, Actor, Task<T>> act) => Portal.Road.AsAsync(person, act, Ct);

    public Task DoAsync(DemoPerson person, Func<IServiceProvider, Actor, Task> act) => Portal.Road.AsAsync(person, async (services, actor) =>
    {
        await act(services, actor);
        return true;
    }, Ct);

    /// <summary>As the worker does: the sweep, then every notice that it names.</summary>
    public async Task WorkAsync()
    {
        foreach (var id in await SweepAsync()) await SendAsync(id);
    }

    public Task<IReadOnlyList<Guid>> SweepAsync() => Portal.InScopeAsync(s => s.GetRequiredService<SweepNotices>().ExecuteAsync(Actor.Worker(), Ct));

    public Task SendAsync(Guid noticeId) => Portal.InScopeAsync(async s =>
    {
        await s.GetRequiredService<SendNotice>().ExecuteAsync(noticeId, Actor.Worker(), Ct);
        return true;
    });

    public Task<T> ReadAsync<T>(Func<PortalDb, Task<T>> read) => Portal.InScopeAsync(s => read(s.GetRequiredService<PortalDb>()));

    public Task<RequestStatus> StatusAsync(Guid id) => ReadAsync(db => db.Requests.Where(r => r.Id == id).Select(r => r.Status).SingleAsync(Ct));

    public Task<UserNotice> NoticeAsync(Guid id) => ReadAsync(db => db.UserNotices.AsNoTracking().SingleAsync(n => n.RequestId == id, Ct));

    public Task<NonDisclosureOrder> OrderAsync(Guid id) => ReadAsync(db => db.NonDisclosureOrders.AsNoTracking().OrderByDescending(o => o.StatedAt).FirstAsync(o => o.RequestId == id, Ct));

    public Task<NoticeDecision> DecisionAsync(Guid id) => ReadAsync(db => db.NoticeDecisions.AsNoTracking().SingleAsync(d => d.RequestId == id, Ct));

    public Task<int> EventsAsync(Guid id, string name) => ReadAsync(db => db.AuditEntries.CountAsync(a => a.RequestId == id && a.Name == name, Ct));

    public string[] Files() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];

    public NonDisclosureParticulars Particulars(int days, string docket = "26-MC-00090") =>
        new("Superior Court of Washington for Ellis County", "Hon. Miriam Calloway", "18 U.S.C. § 2705(b)", docket, new DateOnly(2026, 11, 20), DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime).AddDays(days));

    /// <summary>The officer uploads an order for a request that is on its way.</summary>
    public Task UploadAsync(Guid id, int days) => UploadAsAsync(DemoPeople.Officer, id, days);

    public Task UploadAsAsync(DemoPerson person, Guid id, int days = 60) => DoAsync(person, async (s, a) =>
    {
        using var pdf = new MemoryStream(TestPdf.OnePage("Non-disclosure order"));
        await s.GetRequiredService<StateNonDisclosureOrder>().ExecuteAsync(new(id, Particulars(days), "Order.pdf", pdf), a, Ct);
    });

    /// <summary>The reviewer confirms the order that waits, as it was stated.</summary>
    public Task ConfirmAsync(Guid id) => DoAsync(DemoPeople.Reviewer, async (s, a) =>
    {
        var order = await s.GetRequiredService<PortalDb>().NonDisclosureOrders.AsNoTracking().SingleAsync(o => o.RequestId == id && o.Status == NonDisclosureStatus.Stated, Ct);
        await s.GetRequiredService<RecordNonDisclosureOrder>().ExecuteAsync(new(id, order.Id, order.Particulars, order.DocumentId, order.RenewsId), a, Ct);
    });

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
