using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Requests;

public sealed class RequestClocksTests
{
    private static readonly DateTimeOffset FirstEdition = Utc("2026-11-23T09:00:00Z");
    private static readonly DateTimeOffset SecondEdition = Utc("2026-11-24T09:00:00Z");

    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Asking_UnderALawThatPauses_StopsTheClockUntilTheAnswer()
    {
        var clock = new TestClock(SecondEdition);
        var (law, request) = Submitted("EU_EPOC_SUBSCRIBER", clock);
        var before = request.RespondBy!.Value;
        Assert.True(law.StandsStillIfAsked(request));

        Move(request, law, clock, TimeSpan.FromDays(2), RequestAction.StartIdentityCheck, RequestAction.ConfirmIdentity, RequestAction.AskAgency);
        var paused = law.Clocks(request).Counting(ClockKind.Respond)!;
        Assert.Equal((ClockStanding.Paused, (DateTimeOffset?)null), (paused.Standing, request.RespondBy));
        Assert.Equal((long)(before - clock.GetUtcNow()).TotalSeconds, Assert.Single(request.Pauses).SecondsLeft);

        Move(request, law, clock, TimeSpan.FromDays(3), RequestAction.Answer);
        Assert.Equal(before.AddDays(3), request.RespondBy);
        Assert.Contains(law.Clocks(request).Counting(ClockKind.Respond)!.Due.Steps, s => s.Citation.Contains("Art. 10(6)", StringComparison.Ordinal));
        // Other clocks of the same certificate do not pause.
        Assert.Equal(before, law.Clocks(request).Counting(ClockKind.Objection)!.Due.Instant);
    }

    [Theory]
    [InlineData("US_WARRANT_CA")]
    [InlineData("UK_OPO")]
    [InlineData("IN_BNSS94")]
    public void Asking_UnderALawThatDoesNotPause_LetsTheClockRun(string instrument)
    {
        var clock = new TestClock(SecondEdition);
        var (law, request) = Submitted(instrument, clock);
        var before = request.RespondBy;

        Assert.False(law.StandsStillIfAsked(request));
        Move(request, law, clock, TimeSpan.FromHours(1), RequestAction.StartIdentityCheck, RequestAction.ConfirmIdentity, RequestAction.AskAgency);

        Assert.NotNull(before);
        Assert.Equal((before, ClockStanding.Running), (request.RespondBy, law.Clocks(request).Counting(ClockKind.Respond)!.Standing));
        Assert.Single(request.Pauses);
    }

    [Fact]
    public void Asking_AfterTheTimeHasRunOut_StopsNothing()
    {
        var clock = new TestClock(SecondEdition);
        var (law, request) = Submitted("EU_EPOC_SUBSCRIBER", clock);
        clock.Advance(TimeSpan.FromDays(30));

        Assert.False(law.StandsStillIfAsked(request));
        Assert.Equal(ClockStanding.Overdue, law.Clocks(request).Counting(ClockKind.Respond)!.Standing);
        Assert.Equal(ClockStanding.Passed, law.Clocks(request).Counting(ClockKind.Objection)!.Standing);
    }

    [Fact]
    public void Request_SubmittedUnderTheFirstEdition_KeepsItsRowsAndClocksAfterTheSecond()
    {
        var clock = new TestClock(FirstEdition);
        var (law, request) = Submitted("EU_EPOC_SUBSCRIBER", clock);
        var dates = law.Clocks(request).All.Select(c => c.Due.Instant).ToList();
        clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal("2026-11", JudgedBy.Of(request, law).Book.Version);
        Assert.False(law.StandsStillIfAsked(request));
        Assert.Equal(dates, law.Clocks(request).All.Select(c => c.Due.Instant));
        // What is filed today goes by the second edition.
        var (later, fresh) = Submitted("EU_EPOC_SUBSCRIBER", clock);
        Assert.Equal("2026-11-24", JudgedBy.Of(fresh, later).Book.Version);
        Assert.True(later.StandsStillIfAsked(fresh));
    }

    [Fact]
    public void Laws_Several_AllRunAndTheEarliestOfEachKindCounts()
    {
        var clock = new TestClock(SecondEdition);
        var (law, request) = Submitted("US_WARRANT", clock, ("returnDate", "2026-12-15"));
        Assert.Equal(Utc("2026-12-16T07:59:59Z"), request.RespondBy);
        request.Add(new FurtherLaw("US_WARRANT_CO", "Issued in Colorado.", RequestLife.SomebodyWith(Permission.TriageRequest), clock.GetUtcNow()));
        request.Recalculate(law, clock.GetUtcNow());

        var clocks = law.Clocks(request);

        Assert.Equal((SecondEdition.AddHours(8), SecondEdition.AddHours(72)), (request.AcknowledgeBy!.Value, request.RespondBy!.Value));
        Assert.Equal(["US_WARRANT.Respond", "US_WARRANT_CO.Acknowledge", "US_WARRANT_CO.Respond"], clocks.All.Select(c => c.Key));
        Assert.Equal(["US_WARRANT_CO.Acknowledge", "US_WARRANT_CO.Respond"], clocks.All.Where(c => c.Counts).Select(c => c.Key));
        Assert.Contains("later", clocks.All[0].Why, StringComparison.Ordinal);
        Assert.Equal("US_WARRANT_CO.Acknowledge", clocks.Next!.Key);
    }

    [Fact]
    public void FurtherLaws_OfTheBook_AreOnlyThoseThatAddClocks()
    {
        var clock = new TestClock(SecondEdition);
        var law = new RequestLaw(clock);

        Assert.Equal(["US_WARRANT", "US_WARRANT_CA", "US_WARRANT_CO"], law.OfferedBeside().Select(r => r.Code).Order(StringComparer.Ordinal));
        Assert.Equal(["US_WARRANT_CA"], law.DemandBeside("US_WARRANT", ["US_WARRANT", "US_WARRANT_CA", ""]));
        Assert.Equal("law.not-beside", Assert.Throws<RuleViolation>(() => law.DemandBeside("US_SUBPOENA", ["US_WARRANT_CA"])).Code);
        Assert.Equal("law.unknown", Assert.Throws<RuleViolation>(() => law.DemandBeside("US_WARRANT", ["US_EVERYTHING"])).Code);
    }

    [Fact]
    public void Order_ServedMoreThanThreeMonthsAfterItWasSigned_IsRaised()
    {
        var clock = new TestClock(SecondEdition);
        var (law, late) = Submitted("UK_OPO", clock, ("dateSigned", "2026-08-01"));
        var (_, inTime) = Submitted("UK_OPO", clock, ("dateSigned", "2026-08-01"), ("dateServed", "2026-10-30"));

        Assert.Contains("had to be served by 1 November 2026", Assert.Single(law.Raised(late)), StringComparison.Ordinal);
        Assert.Empty(law.Raised(inTime));
        Assert.Equal(ClockStanding.Met, law.Clocks(inTime).All.Single(c => c.Kind == ClockKind.Service).Standing);
    }

    [Theory]
    [InlineData("US", null, "US")]
    [InlineData("GB", null, "GB-EAW")]
    [InlineData("US", "FR", "FR")]
    [InlineData("IE", "somewhere else", "IE")]
    public void Calendar_IsOfTheIssuingStateOrTheAgencysCountry(string country, string? issuingState, string code)
    {
        var clock = new TestClock(SecondEdition);
        var (law, request) = Submitted("EU_EPOC_SUBSCRIBER", clock, country, [.. issuingState is null ? [] : new[] { ("issuingState", issuingState) }]);

        Assert.Equal(code, law.Clocks(request).Calendar.Code);
    }

    [Fact]
    public void Emergency_TriageAndFollowUp_FollowWhatHappened()
    {
        var clock = new TestClock(SecondEdition);
        var (law, request) = Submitted("US_EDR", clock);
        Assert.Equal(SecondEdition.AddHours(1), request.AcknowledgeBy);

        clock.Advance(TimeSpan.FromHours(2));
        var clocks = law.Clocks(request, new ClockHistory(clock.GetUtcNow()) { Released = SecondEdition.AddHours(1) });

        Assert.Equal(ClockStanding.Overdue, clocks.Counting(ClockKind.Triage)!.Standing);
        Assert.Equal(SecondEdition.AddHours(73), clocks.Counting(ClockKind.FollowUp)!.Due.Instant);
        Move(request, law, clock, TimeSpan.Zero, RequestAction.StartIdentityCheck, RequestAction.ConfirmIdentity, RequestAction.AcceptForReview);
        Assert.Null(request.AcknowledgeBy);
    }

    [Fact]
    public async Task LawAndExtension_OnARequest_MoveTheDateAreToldAndRecorded()
    {
        var clock = new TestClock(SecondEdition);
        await using var portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
        var id = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.ReviewAsync(id, Ct);

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => AddLawAsync(portal, id, "US_SUBPOENA", " "));
        Assert.Equal(["law.not-beside", "reason.missing"], refused.All.Select(p => p.Code));
        await AddLawAsync(portal, id, "US_WARRANT_CA", "Issued by a court of California.");
        Assert.Equal(SecondEdition.AddHours(72), await RespondByAsync(portal, id));

        var draft = new ExtensionDraft("US_WARRANT_CA.Respond", new DateOnly(2026, 12, 4), "17:00", "Superior Court", "Order of 25 November 2026, paragraph 2", "Two accounts have to be read.");
        Assert.Equal("clock.not-extendable", (await RefusedAsync(portal, id, draft with { Clock = "US_WARRANT.Respond" })).Code);
        Assert.Equal("extension.earlier", (await RefusedAsync(portal, id, draft with { Day = new DateOnly(2026, 11, 25) })).Code);
        Assert.Equal(6, (await RefusedAsync(portal, id, new ExtensionDraft(null, null, "5 pm", "", " ", null))).All.Count + 1);
        var seen = await portal.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, actor, Ct), Ct);
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<ExtendClock>().ExecuteAsync(new(id, draft, seen.Sha256), actor, Ct);
            return true;
        }, Ct);

        Assert.Equal(Utc("2026-12-05T01:00:00Z"), await RespondByAsync(portal, id));
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            Assert.Contains("4 December 2026 at 17:00:00 (America/Los_Angeles", (await db.Correspondence.SingleAsync(c => c.TemplateName == "letters/extension", Ct)).PlainText, StringComparison.Ordinal);
            Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Name == "clock.extended" || a.Name == "law.added", Ct));
            return true;
        });
    }

    [Fact]
    public async Task Pauses_OfARequest_OutliveTheDatabaseAndKeepTheirQuestion()
    {
        var clock = new TestClock(SecondEdition);
        await using var portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
        var id = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.ReviewAsync(id, Ct);
        var draft = new QuestionDraft("Which account?", [], new DateOnly(2026, 12, 1));
        var seen = await portal.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, actor, Ct), Ct);
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<AskAgency>().ExecuteAsync(new(id, draft, seen.Sha256), actor, Ct);
            return true;
        }, Ct);
        clock.Advance(TimeSpan.FromHours(5));
        await portal.Road.AsAsync(DemoPeople.Officer, async (services, actor) =>
        {
            await services.GetRequiredService<AnswerQuestion>().ExecuteAsync(new(id, "The first one.", []), actor, Ct);
            return true;
        }, Ct);

        Assert.Contains("Our time to answer runs on meanwhile", seen.Letter.PlainText, StringComparison.Ordinal);
        await portal.InScopeAsync(async services =>
        {
            var pause = Assert.Single((await services.GetRequiredService<PortalDb>().Requests.SingleAsync(Ct)).Pauses);
            Assert.Equal((SecondEdition, SecondEdition.AddHours(5), "Which account?"), (pause.From, pause.Until!.Value, pause.Question));
            return true;
        });
    }

    private static Task<bool> AddLawAsync(TestPortal portal, Guid id, string instrument, string reason) => portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
    {
        await services.GetRequiredService<AddLaw>().ExecuteAsync(new(id, instrument, reason), actor, Ct);
        return true;
    }, Ct);

    private static Task<RuleViolation> RefusedAsync(TestPortal portal, Guid id, ExtensionDraft draft) =>
        Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, actor, Ct), Ct));

    private static Task<DateTimeOffset?> RespondByAsync(TestPortal portal, Guid id) =>
        portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.RespondBy).SingleAsync(Ct));

    private static (RequestLaw Law, LegalRequest Request) Submitted(string instrument, TestClock clock, params (string Key, string Value)[] fields) =>
        Submitted(instrument, clock, "US", fields);

    private static (RequestLaw Law, LegalRequest Request) Submitted(string instrument, TestClock clock, string country, (string Key, string Value)[] fields)
    {
        var law = new RequestLaw(clock);
        var agency = new Agency("An agency", country, "Municipal", "1 Main Street", "+1 360 555 0142", "directory", ["pd.example"], "America/Los_Angeles", AgencyStatus.Active);
        var request = new LegalRequest(agency, RequestLife.SomebodyWith(Permission.FileRequest), instrument, clock.GetUtcNow());
        request.SetOrderFields(fields.Select(f => KeyValuePair.Create(f.Key, f.Value)));
        request.Accept("PR-2026-000001", law.CurrentVersion(clock.GetUtcNow()), clock.GetUtcNow());
        Move(request, law, clock, TimeSpan.Zero, RequestAction.Submit);
        return (law, request);
    }

    private static void Move(LegalRequest request, RequestLaw law, TestClock clock, TimeSpan after, params RequestAction[] actions)
    {
        clock.Advance(after);
        foreach (var action in actions)
            request.Apply(action, RequestLife.SomebodyWith(RequestTransitions.Find(request.Status, action)!.Permission), clock.GetUtcNow(), "Which account?");
        request.Recalculate(law, clock.GetUtcNow());
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
