using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Legal;
using Portal.Core.Notifications;
using Portal.Core.Reminders;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Reminders;

public sealed class RemindersTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 21, 0, 0, TimeSpan.Zero);

    private static readonly DemoTarget Target = new(new AccountIdentifier(IdentifierKind.Handle, "night_ferry"), [DataCategory.ContentDm]);

    private readonly TestClock clock = new(Now);

    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DemoEmergency Emergencies => portal.Services.GetRequiredService<DemoEmergency>();

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services, """
            {"message_id":"e1","conversation_id":"ec1","sender":"night_ferry","recipient":"lost.girl","sent_at":"2026-11-30T20:00:00Z","text":"The old pier"}

            """);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task ClockOfAnHour_IsToldTwentyMinutesBefore_ThenOverdue_ThenDaily_EachOnce()
    {
        var id = await Emergencies.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);

        clock.Advance(TimeSpan.FromMinutes(39));
        Assert.Equal(0, await ClocksAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await ClocksAsync());
        Assert.Equal(0, await ClocksAsync());
        clock.Advance(TimeSpan.FromMinutes(20) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await ClocksAsync());
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, await ClocksAsync());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await ClocksAsync());

        Assert.Equal([(ReminderStage.Soon, 0), (ReminderStage.Overdue, 0), (ReminderStage.Overdue, 1)], (await SentAsync(id)).Select(r => (r.Stage, r.Day)));
        Assert.All(await SentAsync(id), r => Assert.Equal((ReminderMatter.Triage, Now.AddHours(1)), (r.Matter, r.DueAt)));
        Assert.Equal(3, await CountEventsAsync("reminder.sent"));
        var mails = await MailsAsync(id, MailKind.ClockOverdue);
        Assert.Equal(2, mails.Count);
        Assert.All(mails, m => Assert.True(m.ToStaff));
    }

    [Fact]
    public async Task ClockOfDays_IsToldADayBefore_ToWhomItIsAssigned()
    {
        var id = await WarrantAsync();
        await portal.Road.ReviewAsync(id, Ct);
        await portal.Road.AsAsync(DemoPeople.SecondReviewer, async (services, actor) =>
        {
            await services.GetRequiredService<AssignRequest>().ExecuteAsync(id, actor, Ct);
            return true;
        }, Ct);
        var due = (await RequestAsync(id)).RespondBy!.Value;
        // The acknowledgement's clock is another.
        clock.Advance(due - Now - TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await ClocksAsync();
        Assert.DoesNotContain(await SentAsync(id), r => r.Matter == ReminderMatter.Respond);

        clock.Advance(TimeSpan.FromSeconds(1));
        await ClocksAsync();

        Assert.Contains(await SentAsync(id), r => r is { Matter: ReminderMatter.Respond, Stage: ReminderStage.Soon } && r.DueAt == due);
        var second = await PersonAsync(DemoPeople.SecondReviewer);
        Assert.All(await MailsAsync(id, MailKind.ClockDueSoon), m => Assert.Equal(second, m.PersonId));
        Assert.NotEmpty(await MailsAsync(id, MailKind.ClockDueSoon));
    }

    [Fact]
    public async Task TwoWorkersAtOnce_SendOneReminderAndOneMailEach()
    {
        var id = await Emergencies.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);
        clock.Advance(TimeSpan.FromMinutes(50));

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ClocksAsync, Ct)));

        Assert.Equal(1, sent.Sum());
        Assert.Single(await SentAsync(id));
        Assert.Equal((await MailsAsync(id, MailKind.ClockDueSoon)).Select(m => m.PersonId).Distinct().Count(), (await MailsAsync(id, MailKind.ClockDueSoon)).Count);
    }

    [Fact]
    public async Task TheSameReminderTwice_IsRefusedByTheDatabaseItself()
    {
        await Emergencies.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);
        clock.Advance(TimeSpan.FromMinutes(50));
        await ClocksAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() => portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var first = await db.Reminders.AsNoTracking().SingleAsync(Ct);
            db.Reminders.Add(new Reminder(new ReminderDue(first.Matter, first.SubjectId, first.SubjectId, first.Reference, first.DueAt, first.Stage), clock.GetUtcNow().AddMinutes(1)));
            services.GetRequiredService<AuditTrail>().Record(new ReminderPutAway(first.Id, first.Matter, first.Reference), Actor.Worker());
            return await db.SaveChangesAsync(Ct);
        }));
    }

    [Fact]
    public async Task DateWorkedOutAnew_IsToldAnew()
    {
        var id = await WarrantAsync();
        await portal.Road.ReviewAsync(id, Ct);
        var before = (await RequestAsync(id)).RespondBy!.Value;
        clock.Advance(before - Now - TimeSpan.FromHours(1));
        await ClocksAsync();
        await MoveReturnDateAsync(id, DateOnly.FromDateTime(before.UtcDateTime).AddDays(10));
        Assert.DoesNotContain(await OnDeskAsync(DemoPeople.Reviewer), r => r.DueAt == before && r.Matter == ReminderMatter.Respond);

        var after = (await RequestAsync(id)).RespondBy!.Value;
        clock.Advance(after - clock.GetUtcNow() - TimeSpan.FromHours(2));
        await ClocksAsync();

        Assert.Equal([before, after], (await SentAsync(id)).Where(r => r is { Matter: ReminderMatter.Respond, Stage: ReminderStage.Soon }).Select(r => r.DueAt));
    }

    [Fact]
    public async Task RequestThatIsDone_IsToldNoMore()
    {
        var id = await WarrantAsync();
        await portal.Road.MoveAsync(DemoPeople.Officer, id, RequestAction.Withdraw, "The case is closed.", Ct);
        clock.Advance(TimeSpan.FromDays(60));

        Assert.Equal(0, await ClocksAsync());
    }

    [Fact]
    public async Task FollowUp_IsToldToTheAgencyADayBefore_AndToStaffWhenOverdue()
    {
        var id = await ReleasedAsync();
        clock.Advance(TimeSpan.FromHours(47));
        Assert.Equal(0, await FollowUpsAsync());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await FollowUpsAsync());
        var asked = await MailsAsync(id, MailKind.FollowUpDue);
        Assert.Equal(new[] { await PersonAsync(DemoPeople.Officer), await PersonAsync(DemoPeople.Supervisor) }.Order(), asked.Select(m => m.PersonId).Order());
        Assert.Empty(await MailsAsync(id, MailKind.ClockOverdue));

        clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await FollowUpsAsync());
        Assert.Equal(0, await FollowUpsAsync());

        Assert.Contains(await PersonAsync(DemoPeople.OnCall), (await MailsAsync(id, MailKind.ClockOverdue)).Select(m => m.PersonId));
        Assert.Contains(await OnDeskAsync(DemoPeople.OnCall), r => r is { Matter: ReminderMatter.FollowUp, Stage: ReminderStage.Overdue });
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await FollowUpsAsync());
    }

    [Fact]
    public async Task ProcessOwed_AfterAnEmergency_NeedsTheOfficerOnTheirHome()
    {
        var id = await ReleasedAsync();

        var home = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<AgencyRequestsQuery>().ExecuteAsync(new(null, null, null), actor, Ct), Ct);

        Assert.Contains(home.NeedsYou, r => r.Id == id);
        var step = NextStep.Of(new NextStepFacts(RequestStatus.Downloaded, ProcessOwedBy: Now.AddHours(72)));
        Assert.Equal((NextMover.Agency, Now.AddHours(72)), (step.Who, step.By));
    }

    [Fact]
    public async Task PutAway_LeavesTheDesksOfOthers_AndComesBackWithTheNextStage()
    {
        var id = await Emergencies.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);
        clock.Advance(TimeSpan.FromMinutes(50));
        await ClocksAsync();
        var reminder = Assert.Single(await OnDeskAsync(DemoPeople.OnCall));
        Assert.Equal((id, ReminderStage.Soon, false), (reminder.RequestId, reminder.Stage, reminder.Mine));

        await PutAwayAsync(DemoPeople.OnCall, reminder.Id);
        await PutAwayAsync(DemoPeople.OnCall, reminder.Id);

        Assert.Empty(await OnDeskAsync(DemoPeople.OnCall));
        Assert.Single(await OnDeskAsync(DemoPeople.Reviewer));
        Assert.Equal(1, await CountEventsAsync("reminder.seen"));
        clock.Advance(TimeSpan.FromMinutes(11));
        await ClocksAsync();
        Assert.Equal(ReminderStage.Overdue, Assert.Single(await OnDeskAsync(DemoPeople.OnCall)).Stage);
        await Assert.ThrowsAsync<NotVisible>(() => PutAwayAsync(DemoPeople.OnCall, Guid.NewGuid()));
        await Assert.ThrowsAsync<PermissionDenied>(() => PutAwayAsync(DemoPeople.Officer, reminder.Id));
    }

    [Fact]
    public async Task Sweeps_ByAnybodyButTheWorker_AreRefused()
    {
        foreach (var sweep in new Func<IServiceProvider, Actor, Task>[]
        {
            (services, actor) => services.GetRequiredService<RemindOfClocks>().ExecuteAsync(actor, Ct),
            (services, actor) => services.GetRequiredService<RemindOfFollowUps>().ExecuteAsync(actor, Ct),
            (services, actor) => services.GetRequiredService<RemindOfPreservations>().ExecuteAsync(actor, Ct),
        })
        {
            await Assert.ThrowsAsync<PermissionDenied>(() => portal.Road.AsAsync(DemoPeople.Approver, async (services, actor) =>
            {
                await sweep(services, actor);
                return true;
            }, Ct));
        }
    }

    private Task<Guid> WarrantAsync() =>
        portal.Road.SubmitAsync(new DemoWarrant([Target], "2026-11-01T00:00", "2026-12-01T00:00"), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private async Task<Guid> ReleasedAsync()
    {
        var id = await Emergencies.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);
        await Emergencies.CoSignAsync(id, Ct);
        await Emergencies.ReviewAsync(id, Ct);
        await Emergencies.ProposeAsync(id, [], Ct);
        var proposal = await portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().ScopeProposals.Where(p => p.RequestId == id).Select(p => p.Id).SingleAsync(Ct));
        var package = await portal.Road.ApproveAsync(id, proposal, Ct);
        await portal.InScopeAsync(services => services.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct));
        return id;
    }

    /// <summary>The order names a later day than it did.</summary>
    private Task<bool> MoveReturnDateAsync(Guid id, DateOnly to) => portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
    {
        var db = services.GetRequiredService<PortalDb>();
        await services.GetRequiredService<UnitOfWork>().RunAsync(actor, id, "move a date", async () =>
        {
            var request = await db.Requests.LoadAsync(id, actor, Ct);
            db.Entry(request).Property(r => r.OrderFields).CurrentValue = request.OrderFields.SetItem("returnDate", to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            request.Recalculate(services.GetRequiredService<RequestLaw>(), clock.GetUtcNow());
            services.GetRequiredService<AuditTrail>().Record(new RequestEdited("return date", null, null) { RequestId = id }, actor);
        }, Ct);
        return true;
    }, Ct);

    private Task<int> ClocksAsync() => portal.InScopeAsync(services => services.GetRequiredService<RemindOfClocks>().ExecuteAsync(Actor.Worker(), Ct));

    private Task<int> FollowUpsAsync() => portal.InScopeAsync(services => services.GetRequiredService<RemindOfFollowUps>().ExecuteAsync(Actor.Worker(), Ct));

    private Task<List<Reminder>> SentAsync(Guid id) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Reminders.AsNoTracking().Where(r => r.SubjectId == id).OrderBy(r => r.SentAt).ToListAsync(Ct));

    private Task<List<OutgoingMail>> MailsAsync(Guid id, MailKind kind) =>
        portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Mails.AsNoTracking().Where(m => m.SubjectId == id && m.Kind == kind).ToListAsync(Ct));

    private Task<Guid> PersonAsync(DemoPerson person) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().People.Where(p => p.Email == person.Email).Select(p => p.Id).SingleAsync(Ct));

    private Task<LegalRequest> RequestAsync(Guid id) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Requests.AsNoTracking().LoadAsync(id, Actor.Worker(), Ct));

    private Task<int> CountEventsAsync(string name) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().AuditEntries.CountAsync(a => a.Name == name, Ct));

    private Task<IReadOnlyList<DeskReminder>> OnDeskAsync(DemoPerson person) =>
        portal.Road.AsAsync(person, (services, actor) => services.GetRequiredService<RemindersQuery>().ExecuteAsync(actor, Ct), Ct);

    private Task<bool> PutAwayAsync(DemoPerson person, Guid id) => portal.Road.AsAsync(person, async (services, actor) =>
    {
        await services.GetRequiredService<PutReminderAway>().ExecuteAsync(id, actor, Ct);
        return true;
    }, Ct);
}
