using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Emergencies;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Emergencies;

public sealed class EmergencyTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 21, 0, 0, TimeSpan.Zero);

    private static readonly DemoTarget Target = new(new AccountIdentifier(IdentifierKind.Handle, "night_ferry"), [DataCategory.ContentDm]);

    private const string Messages = """
        {"message_id":"e1","conversation_id":"ec1","sender":"night_ferry","recipient":"lost.girl","sent_at":"2026-11-30T20:00:00Z","text":"The old pier, nine o'clock"}
        {"message_id":"e2","conversation_id":"ec1","sender":"lost.girl","recipient":"night_ferry","sent_at":"2026-11-30T20:01:00Z","text":"I will be there"}
        {"message_id":"e3","conversation_id":"ec1","sender":"night_ferry","recipient":"lost.girl","sent_at":"2026-10-01T20:00:00Z","text":"Long before"}

        """;

    private readonly TestClock clock = new(Now);

    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DemoEmergency Road => portal.Services.GetRequiredService<DemoEmergency>();

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services, Messages);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Submit_WithoutAnyPaper_IsTakenWithOneHourToTriage()
    {
        var request = await RequestAsync(await SubmitAsync());

        Assert.Equal(RequestStatus.Submitted, request.Status);
        Assert.Equal(Now.AddHours(1), request.AcknowledgeBy);
    }

    [Fact]
    public async Task Submit_NotSworn_IsRefusedAtTheOath()
    {
        var id = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_EDR", actor, Ct), Ct);

        var refusal = await RefusedAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, true), actor, Ct));

        Assert.Superset(new HashSet<string?> { "dangerTo", "whyImminent", "whyThisData", "sworn" }, refusal.All.Select(p => p.Field).ToHashSet());
        Assert.DoesNotContain(refusal.All, p => p.Code == "document.missing");
    }

    [Fact]
    public async Task LookUp_BeforeTheCallBack_IsRefused()
    {
        var id = await SubmitAsync();
        await portal.Road.MoveAsync(DemoPeople.OnCall, id, RequestAction.StartIdentityCheck, null, Ct);

        var refusal = await RefusedAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ResolveTargets>().ExecuteAsync(id, actor, Ct));

        Assert.Equal("emergency.call-back-first", refusal.Code);
        Assert.Contains("+1 360 555 0142", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryStatusBeforeTriage_CannotReachAScope()
    {
        // Nothing skips the identity check: from the statuses before it no row of the table leads to review or a scope.
        RequestStatus[] before = [RequestStatus.Submitted, RequestStatus.IdentityCheck, RequestStatus.FraudHold];
        Assert.All(RequestTransitions.All.Where(row => before.Contains(row.From)), row => Assert.DoesNotContain(row.To, new[] { RequestStatus.UnderReview, RequestStatus.ScopeProposed, RequestStatus.Approved }));
        Assert.Equal([RequestAction.ConfirmIdentity], RequestTransitions.All.Where(row => row.To == RequestStatus.Triage && before.Contains(row.From)).Select(row => row.Action));

        var id = await SubmitAsync();
        await portal.Road.MoveAsync(DemoPeople.OnCall, id, RequestAction.StartIdentityCheck, null, Ct);
        Assert.Equal("identity.not-confirmed", (await RefusedAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, actor, Ct))).Code);
    }

    [Fact]
    public async Task Propose_WithoutCoSignatureAndMinimum_NamesBoth()
    {
        var id = await SubmitAsync();
        await Road.ReviewAsync(id, Ct);

        var refusal = await RefusedAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, [], []), actor, Ct));

        Assert.Equal(["emergency.not-co-signed", "minimum.missing"], refusal.All.Select(p => p.Code).Take(2));
    }

    [Fact]
    public async Task Propose_WithMinimum_CarriesItToTheSecondPerson()
    {
        var id = await ProposedAsync();

        var proposal = await portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().ScopeProposals.SingleAsync(p => p.RequestId == id, Ct));

        Assert.StartsWith("The last messages before", proposal.Minimum, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raised_LineThatLooksFurtherBackThanTheMinimum_IsSaid()
    {
        var near = await Road.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);
        var far = await Road.SubmitAsync(Target, "2026-10-01T00:00", "2026-12-01T20:00", Ct);

        Assert.Empty(await RaisedAsync(near));
        Assert.Contains("more than 30 days", Assert.Single(await RaisedAsync(far)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_ByTwoOfWhomNoneIsSenior_IsRefused()
    {
        var id = await SubmitAsync();
        await Road.CoSignAsync(id, Ct);
        await Road.ReviewAsync(id, Ct);
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<StateMinimum>().ExecuteAsync(new(id, "Where they meet."), actor, Ct);
            return true;
        }, Ct);
        var proposal = await portal.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => ProposeAsync(services, id, actor), Ct);

        var refusal = await RefusedAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposal), actor, Ct));

        Assert.Equal("approver.not-senior", refusal.Code);
    }

    [Fact]
    public async Task Approve_ByTheOnCallOfASeniorsProposal_IsEnough()
    {
        var id = await SubmitAsync();
        await Road.CoSignAsync(id, Ct);
        await Road.ReviewAsync(id, Ct);
        var proposal = await portal.Road.AsAsync(DemoPeople.Approver, async (services, actor) =>
        {
            await services.GetRequiredService<StateMinimum>().ExecuteAsync(new(id, "Where they meet."), actor, Ct);
            return await ProposeAsync(services, id, actor);
        }, Ct);

        await portal.Road.AsAsync(DemoPeople.OnCall, async (services, actor) =>
        {
            await services.GetRequiredService<StepUp>().GrantAsync(actor, StepUp.Approve, proposal, Ct);
            await services.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposal), actor, Ct);
            return true;
        }, Ct);

        Assert.Equal(RequestStatus.Queued, (await RequestAsync(id)).Status);
    }

    [Fact]
    public async Task Approve_OfAWarrantByTheOnCall_IsRefused()
    {
        var warrant = new DemoWarrant([Target], "2026-11-01T00:00", "2026-12-01T00:00");
        var id = await portal.Road.SubmitAsync(warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.ReviewAsync(id, Ct);
        var proposal = await portal.Road.ProposeAsync(id, [], Ct);

        var refusal = await RefusedAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposal), actor, Ct));

        Assert.Equal("approver.on-call", refusal.Code);
    }

    [Fact]
    public async Task Approve_Emergency_IsQueuedAtOnceAheadOfOthers()
    {
        var id = await ProposedAsync();

        await ApproveAsync(id);

        Assert.Equal(RequestStatus.Queued, (await RequestAsync(id)).Status);
        Assert.Equal([OutboxKind.BuildUrgentDisclosure], await portal.InScopeAsync(services =>
            services.GetRequiredService<PortalDb>().Outbox.Where(o => o.Kind == OutboxKind.BuildUrgentDisclosure || o.Kind == OutboxKind.BuildDisclosure).Select(o => o.Kind).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Release_OpensTheFollowUp_AndOneMillisecondAfter72HoursFlagsTheAgencyOnce()
    {
        var id = await ReleasedAsync();
        var followUp = await FollowUpAsync(id);
        Assert.Equal((FollowUpStatus.FollowUpDue, Now.AddHours(72)), (followUp.Status, followUp.DueAt));

        clock.Advance(followUp.DueAt - clock.GetUtcNow());
        Assert.Equal(0, await SweepAsync());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await Task.WhenAll(SweepAsync(), SweepAsync())).Sum());

        Assert.Equal(FollowUpStatus.AgencyFlagged, (await FollowUpAsync(id)).Status);
        Assert.Equal(clock.GetUtcNow(), (await RequestAsync(id)).Agency.FlaggedSince);
        Assert.Equal(1, await CountEventsAsync("agency.flagged"));
    }

    [Fact]
    public async Task FollowUp_NamedInTime_IsNotFlaggedAndConfirmedOnceItsIdentityIsChecked()
    {
        var id = await ReleasedAsync();
        var warrant = await portal.Road.SubmitAsync(new DemoWarrant([Target], "2026-11-01T00:00", "2026-12-01T00:00"), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await NameAsync(id, warrant);
        clock.Advance(TimeSpan.FromHours(80));
        Assert.Equal(0, await SweepAsync());

        var early = await RefusedAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ConfirmFollowUp>().ExecuteAsync(id, actor, Ct));
        await portal.Road.ReviewAsync(warrant, Ct);
        await DoAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ConfirmFollowUp>().ExecuteAsync(id, actor, Ct));

        Assert.Equal("follow-up.process-not-checked", early.Code);
        Assert.Equal(FollowUpStatus.Confirmed, (await FollowUpAsync(id)).Status);
        Assert.Equal("follow-up.confirmed", (await RefusedAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<NameLegalProcess>().ExecuteAsync(new(id, warrant), actor, Ct))).Code);
    }

    [Fact]
    public async Task FollowUp_NamingTheEmergencyItselfOrAnother_IsRefused()
    {
        var id = await ReleasedAsync();
        var other = await SubmitAsync();

        foreach (var process in new Guid?[] { null, id, other })
            Assert.Equal("follow-up.process", (await RefusedAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<NameLegalProcess>().ExecuteAsync(new(id, process), actor, Ct))).Code);
        await Assert.ThrowsAsync<NotVisible>(() => DoAsync(DemoPeople.OtherOfficer, (services, actor) => services.GetRequiredService<NameLegalProcess>().ExecuteAsync(new(id, other), actor, Ct)));
    }

    [Fact]
    public async Task Flag_IsClearedByASeniorOnly_AndNotWhileProcessIsOwed()
    {
        var id = await ReleasedAsync();
        clock.Advance(TimeSpan.FromHours(73));
        await SweepAsync();
        var agency = (await RequestAsync(id)).AgencyId;
        Task Clear(IServiceProvider services, Actor actor) => services.GetRequiredService<ClearAgencyFlag>().ExecuteAsync(new(agency, "Spoke with the chief."), actor, Ct);

        Assert.Equal("flag.not-senior", (await RefusedAsync(DemoPeople.OnCall, Clear)).Code);
        Assert.Equal("flag.process-owed", (await RefusedAsync(DemoPeople.Approver, Clear)).Code);
        var warrant = await portal.Road.SubmitAsync(new DemoWarrant([Target], "2026-11-01T00:00", "2026-12-01T00:00"), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.ReviewAsync(warrant, Ct);
        await NameAsync(id, warrant);
        await DoAsync(DemoPeople.OnCall, (services, actor) => services.GetRequiredService<ConfirmFollowUp>().ExecuteAsync(id, actor, Ct));
        Assert.Equal("reason.missing", (await RefusedAsync(DemoPeople.Approver, (services, actor) => services.GetRequiredService<ClearAgencyFlag>().ExecuteAsync(new(agency, " "), actor, Ct))).Code);
        await DoAsync(DemoPeople.Approver, Clear);

        Assert.Null((await RequestAsync(id)).Agency.FlaggedSince);
        Assert.Equal("flag.none", (await RefusedAsync(DemoPeople.Approver, Clear)).Code);
    }

    [Fact]
    public async Task Warrant_Released_OwesNoFollowUp()
    {
        var id = await portal.Road.SubmitAsync(new DemoWarrant([Target], "2026-11-01T00:00", "2026-12-01T00:00"), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.ReviewAsync(id, Ct);
        var package = await portal.Road.ApproveAsync(id, await portal.Road.ProposeAsync(id, [], Ct), Ct);
        await portal.InScopeAsync(services => services.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct));

        Assert.Equal(RequestStatus.Released, (await RequestAsync(id)).Status);
        Assert.False(await portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().FollowUps.AnyAsync(Ct)));
    }

    private Task<Guid> SubmitAsync() => Road.SubmitAsync(Target, "2026-11-20T00:00", "2026-12-01T20:00", Ct);

    private async Task<Guid> ProposedAsync()
    {
        var id = await SubmitAsync();
        await Road.CoSignAsync(id, Ct);
        await Road.ReviewAsync(id, Ct);
        await Road.ProposeAsync(id, [], Ct);
        return id;
    }

    private static async Task<Guid> ProposeAsync(IServiceProvider services, Guid id, Actor actor) =>
        await services.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, [], await DemoThirdParties.OfAsync(services, id, [], actor, Ct)), actor, Ct);

    private async Task ApproveAsync(Guid id)
    {
        var proposal = await portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().ScopeProposals.Where(p => p.RequestId == id).Select(p => p.Id).SingleAsync(Ct));
        await portal.Road.ApproveAsync(id, proposal, Ct);
    }

    private async Task<Guid> ReleasedAsync()
    {
        var id = await ProposedAsync();
        await ApproveAsync(id);
        var package = await portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Disclosures.Where(d => d.RequestId == id).Select(d => d.Id).SingleAsync(Ct));
        await portal.InScopeAsync(services => services.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct));
        return id;
    }

    private Task<bool> NameAsync(Guid id, Guid process) =>
        DoAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<NameLegalProcess>().ExecuteAsync(new(id, process), actor, Ct));

    private Task<int> SweepAsync() => portal.InScopeAsync(services => services.GetRequiredService<FlagOverdueFollowUps>().ExecuteAsync(Actor.Worker(), Ct));

    private Task<LegalRequest> RequestAsync(Guid id) =>
        portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Requests.AsNoTracking().LoadAsync(id, Actor.Worker(), Ct));

    private Task<EmergencyFollowUp> FollowUpAsync(Guid id) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().FollowUps.SingleAsync(f => f.RequestId == id, Ct));

    private Task<int> CountEventsAsync(string name) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().AuditEntries.CountAsync(a => a.Name == name, Ct));

    private async Task<List<string>> RaisedAsync(Guid id)
    {
        var request = await RequestAsync(id);
        return await portal.InScopeAsync(services => Task.FromResult(request.Lines.SelectMany(line => services.GetRequiredService<RequestLaw>().Raised(request, line)).ToList()));
    }

    private Task<bool> DoAsync(DemoPerson person, Func<IServiceProvider, Actor, Task> act) => portal.Road.AsAsync(
        person,
        async (services, actor) =>
        {
            await act(services, actor);
            return true;
        },
        Ct);

    private Task<RuleViolation> RefusedAsync(DemoPerson person, Func<IServiceProvider, Actor, Task> act) => Assert.ThrowsAsync<RuleViolation>(() => DoAsync(person, act));
}
