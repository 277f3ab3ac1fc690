using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Core.Storage.Outbox;
using static Portal.Tests.Core.Notices.NoticeDesk;

namespace Portal.Tests.Core.Notices;

/// <summary>From approval to the notice, by time alone.</summary>
public sealed class NoticeRoadTests
{
    [Fact]
    public async Task Warrant_WithoutAnOrder_TellsFirstWaitsAndIsQueuedWhenThePeriodEnds()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync();

        Assert.Equal(RequestStatus.NoticePeriod, await desk.StatusAsync(id));
        var notice = await desk.NoticeAsync(id);
        Assert.Equal(UserNoticeStatus.Due, notice.Status);
        Assert.Equal(1, await desk.ReadAsync(db => db.Outbox.CountAsync(o => o.Kind == OutboxKind.SendNotice && o.SubjectId == notice.Id, Ct)));

        await desk.WorkAsync();
        notice = await desk.NoticeAsync(id);
        Assert.Equal((UserNoticeStatus.Sent, desk.Clock.GetUtcNow()), (notice.Status, notice.SentAt!.Value));
        Assert.Equal([$"{notice.Id}.json", $"{notice.Id}.txt"], desk.Files());
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(desk.Folder, $"{notice.Id}.json"), Ct));
        Assert.Equal("harbor_lights", json.RootElement.GetProperty("accountId").GetString());
        var text = json.RootElement.GetProperty("text").GetString()!;
        Assert.Contains("Port Ellis Police Department", text, StringComparison.Ordinal);
        Assert.DoesNotContain("boat", text, StringComparison.OrdinalIgnoreCase);

        var end = (await desk.DecisionAsync(id)).PeriodEndsAt!.Value;
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 7, 59, 59, TimeSpan.Zero), end);
        desk.Clock.Advance(end - desk.Clock.GetUtcNow());
        await desk.WorkAsync();
        Assert.Equal(RequestStatus.NoticePeriod, await desk.StatusAsync(id));
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(desk.WorkAsync(), desk.WorkAsync());
        await desk.WorkAsync();

        Assert.Equal(RequestStatus.Queued, await desk.StatusAsync(id));
        Assert.Equal(1, await desk.ReadAsync(db => db.Disclosures.CountAsync(d => d.RequestId == id, Ct)));
        Assert.Equal(1, await desk.ReadAsync(db => db.Outbox.CountAsync(o => o.Kind == OutboxKind.BuildDisclosure, Ct)));
        Assert.Equal(1, await desk.EventsAsync(id, "notice.sent"));
    }

    [Fact]
    public async Task Warrant_WithAConfirmedOrder_IsQueuedAtOnceAndToldWhenTheOrderEnds()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync(silentDays: 60);

        Assert.Equal(RequestStatus.Queued, await desk.StatusAsync(id));
        var (notice, order) = (await desk.NoticeAsync(id), await desk.OrderAsync(id));
        Assert.Equal((UserNoticeStatus.Delayed, order.Id, order.EndsAt), (notice.Status, notice.OrderId!.Value, notice.DelayedUntil));

        desk.Clock.Advance(order.AlarmAt!.Value - desk.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await desk.WorkAsync();
        Assert.Equal(NonDisclosureStatus.Active, (await desk.OrderAsync(id)).Status);
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await desk.WorkAsync();
        Assert.Equal(NonDisclosureStatus.Expiring, (await desk.OrderAsync(id)).Status);
        var alarm = Assert.Single((await DeskAsync(desk)).Alarms);
        Assert.Equal(14, alarm.DaysLeft);

        desk.Clock.Advance(order.EndsAt!.Value - desk.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await desk.WorkAsync();
        Assert.Equal(UserNoticeStatus.Delayed, (await desk.NoticeAsync(id)).Status);
        Assert.Empty(desk.Files());
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(desk.WorkAsync(), desk.WorkAsync());
        await desk.WorkAsync();

        Assert.Equal(UserNoticeStatus.Sent, (await desk.NoticeAsync(id)).Status);
        Assert.Equal(NonDisclosureStatus.NoticeSent, (await desk.OrderAsync(id)).Status);
        Assert.Equal(2, desk.Files().Length);
        Assert.Equal((1, 1), (await desk.EventsAsync(id, "notice.due"), await desk.EventsAsync(id, "notice.sent")));
        Assert.Contains("forbade us to tell you", await File.ReadAllTextAsync(Path.Combine(desk.Folder, desk.Files()[1]), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_KilledBetweenFileAndCommit_IsDoneAgainWithTheSameBytes()
    {
        var broken = new BreaksAfter();
        await using var desk = await OpenAsync(services => services.AddSingleton<IAccountNotifier, BreaksAfter>(provider => broken.Over(
            new NoticeFolder(Path.Combine(provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<Portal.Core.PortalOptions>>().Value.DataFolder, "notices")))));
        var id = await desk.ApprovedAsync();
        var notice = await desk.NoticeAsync(id);

        await Assert.ThrowsAsync<IOException>(() => desk.SendAsync(notice.Id));
        var first = await File.ReadAllBytesAsync(Path.Combine(desk.Folder, $"{notice.Id}.json"), Ct);
        Assert.Equal(UserNoticeStatus.Due, (await desk.NoticeAsync(id)).Status);
        // A day later the text is still the one that was fixed.
        desk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([notice.Id], await desk.SweepAsync());
        await desk.SendAsync(notice.Id);
        await desk.SendAsync(notice.Id);

        Assert.Equal(first, await File.ReadAllBytesAsync(Path.Combine(desk.Folder, $"{notice.Id}.json"), Ct));
        var sent = await desk.NoticeAsync(id);
        Assert.Equal((UserNoticeStatus.Sent, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first))), (sent.Status, sent.DeliverySha256));
        Assert.Equal(2, broken.Deliveries);
        Assert.Equal(1, await desk.EventsAsync(id, "notice.sent"));
    }

    [Fact]
    public async Task Order_ThatComesBeforeTheNoticeLeft_HoldsItBack()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync();
        await desk.UploadAsync(id, 40);

        // Stated and not confirmed: nothing leaves meanwhile, and nothing is decided yet.
        await desk.WorkAsync();
        Assert.Equal(UserNoticeStatus.Due, (await desk.NoticeAsync(id)).Status);
        Assert.Empty(desk.Files());
        await desk.ConfirmAsync(id);
        await desk.WorkAsync();

        Assert.Equal(UserNoticeStatus.Delayed, (await desk.NoticeAsync(id)).Status);
        Assert.Null((await desk.NoticeAsync(id)).PlainText);
        Assert.Empty(desk.Files());
    }

    [Fact]
    public async Task Order_RenewedBeforeItsEnd_DelaysUntilTheNewOne()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync(silentDays: 20);
        var first = await desk.OrderAsync(id);
        desk.Clock.Advance(TimeSpan.FromDays(19));
        await desk.UploadAsync(id, 90);
        // The first one ends while the renewal waits for staff: the notice waits with it.
        desk.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(1));
        await desk.ConfirmAsync(id);
        var second = await desk.OrderAsync(id);
        desk.Clock.Advance(TimeSpan.FromDays(30));
        await desk.WorkAsync();

        Assert.Equal(first.Id, second.RenewsId);
        Assert.Equal((UserNoticeStatus.Delayed, second.EndsAt), ((await desk.NoticeAsync(id)).Status, (await desk.NoticeAsync(id)).DelayedUntil));
        Assert.Equal(NonDisclosureStatus.Renewed, await desk.ReadAsync(db => db.NonDisclosureOrders.Where(o => o.Id == first.Id).Select(o => o.Status).SingleAsync(Ct)));
        Assert.Empty(desk.Files());
    }

    [Fact]
    public async Task Order_EndedEarlyByTheCourt_SendsTheNotice()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync(silentDays: 100);
        var order = await desk.OrderAsync(id);

        await desk.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<CloseNonDisclosureOrder>().ExecuteAsync(new(id, order.Id, NonDisclosureAction.EndEarly, "Vacated on 1 December."), a, Ct));
        await desk.WorkAsync();

        Assert.Equal(UserNoticeStatus.Sent, (await desk.NoticeAsync(id)).Status);
        Assert.Equal(NonDisclosureStatus.NoticeSent, (await desk.OrderAsync(id)).Status);
    }

    [Fact]
    public async Task Request_WithdrawnBeforeAnythingIsDisclosed_TellsNobodyLater()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync(silentDays: 20);
        await desk.ReadAsync(async db => await db.Database.ExecuteSqlAsync($"UPDATE Requests SET Status = 'Approved' WHERE Id = {id}", Ct));
        await desk.Portal.Road.MoveAsync(DemoPeople.Officer, id, RequestAction.Withdraw, "The case is closed.", Ct);
        desk.Clock.Advance(TimeSpan.FromDays(30));
        await desk.WorkAsync();

        Assert.Equal(UserNoticeStatus.NotRequired, (await desk.NoticeAsync(id)).Status);
        Assert.Empty(desk.Files());
    }

    [Fact]
    public async Task Period_WithAnObjection_WaitsForADecision()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync();
        await desk.WorkAsync();
        await desk.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<RecordObjection>().ExecuteAsync(new(id, "Filed a motion to quash."), a, Ct));
        desk.Clock.Advance(TimeSpan.FromDays(10));
        await desk.WorkAsync();
        Assert.Equal(RequestStatus.NoticePeriod, await desk.StatusAsync(id));
        Assert.Contains((await DeskAsync(desk)).Alarms, a => a.What.Contains("objected", StringComparison.Ordinal));
        var early = await Assert.ThrowsAsync<RuleViolation>(() => desk.DoAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<EndHold>().ExecuteAsync(new(id, "No."), a, Ct)));
        Assert.Equal("notice.objection-open", early.Code);
        await Assert.ThrowsAsync<PermissionDenied>(() => desk.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<DecideObjection>().ExecuteAsync(new(id, "Go on."), a, Ct)));

        await desk.DoAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<DecideObjection>().ExecuteAsync(new(id, "The motion was denied."), a, Ct));
        await desk.WorkAsync();

        Assert.Equal(RequestStatus.Queued, await desk.StatusAsync(id));
    }

    [Fact]
    public async Task Period_EndedByStaff_NeedsAReasonAndQueues()
    {
        await using var desk = await OpenAsync();
        var id = await desk.ApprovedAsync();

        await EndAsync(DemoPeople.SecondApprover, "The account holder agrees.", "notice.not-sent");
        await desk.SendAsync((await desk.NoticeAsync(id)).Id);
        await EndAsync(DemoPeople.Approver, "The account holder agrees.", "second-person");
        await EndAsync(DemoPeople.SecondApprover, " ", "reason.missing");
        await desk.DoAsync(DemoPeople.SecondApprover, (s, a) => s.GetRequiredService<EndHold>().ExecuteAsync(new(id, "The account holder agrees."), a, Ct));

        async Task EndAsync(DemoPerson person, string reason, string refusal) =>
            Assert.Equal(refusal, (await Assert.ThrowsAsync<RuleViolation>(() => desk.DoAsync(person, (s, a) => s.GetRequiredService<EndHold>().ExecuteAsync(new(id, reason), a, Ct)))).Code);

        Assert.Equal(RequestStatus.Queued, await desk.StatusAsync(id));
    }

    [Fact]
    public async Task Sweep_ByAPerson_IsDenied()
    {
        await using var desk = await OpenAsync();

        await Assert.ThrowsAsync<PermissionDenied>(() => desk.AsAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<SweepNotices>().ExecuteAsync(a, Ct)));
        await Assert.ThrowsAsync<PermissionDenied>(() => desk.DoAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<SendNotice>().ExecuteAsync(Guid.NewGuid(), a, Ct)));
    }

    private static Task<NoticeDeskQuery.Result> DeskAsync(NoticeDesk desk) =>
        desk.AsAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<NoticeDeskQuery>().ExecuteAsync(a, Ct));

    /// <summary>Puts the files down and then dies, once: as a process that is killed before it commits.</summary>
    private sealed class BreaksAfter : IAccountNotifier
    {
        private IAccountNotifier over = null!;

        public int Deliveries { get; private set; }

        public BreaksAfter Over(IAccountNotifier real)
        {
            over = real;
            return this;
        }

        public async Task<string> DeliverAsync(AccountNotice notice, CancellationToken ct)
        {
            var sha256 = await over.DeliverAsync(notice, ct);
            return ++Deliveries == 1 ? throw new IOException("Killed.") : sha256;
        }
    }
}
