using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;
using static Portal.Tests.Core.Notices.NoticeDesk;

namespace Portal.Tests.Core.Notices;

/// <summary>What people state, decide and look at.</summary>
public sealed class NoticeDecisionTests
{
    [Fact]
    public async Task Wish_OfTheOfficer_IsNoOrderAndDelaysNothing()
    {
        await using var desk = await OpenAsync();
        var id = await desk.Portal.Road.DraftAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await desk.DoAsync(DemoPeople.Officer, async (s, a) =>
        {
            var fields = (await s.GetRequiredService<PortalDb>().Requests.LoadAsync(id, a, Ct)).OrderFields.ToDictionary(f => f.Key, f => (string?)f.Value);
            await s.GetRequiredService<EditDraft>().SaveOrderAsync(id, new Dictionary<string, string?>(fields) { ["noticeWish"] = "Please do not tell the suspect." }, a, Ct);
            await s.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: true), a, Ct);
        });
        await desk.Portal.Road.ReviewAsync(id, Ct);
        await desk.Portal.Road.DecideAsync(id, await desk.Portal.Road.ProposeAsync(id, [], Ct), Ct);

        Assert.Equal(0, await desk.ReadAsync(db => db.NonDisclosureOrders.CountAsync(Ct)));
        Assert.Equal((RequestStatus.NoticePeriod, UserNoticeStatus.Due), (await desk.StatusAsync(id), (await desk.NoticeAsync(id)).Status));
        Assert.Equal("Please do not tell the suspect.", (await ViewAsync(desk, id)).Wish);
    }

    [Fact]
    public async Task Form_WithHalfAnOrder_IsRefusedAtWhatIsMissing()
    {
        await using var desk = await OpenAsync();
        var id = await desk.Portal.Road.DraftAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => desk.DoAsync(DemoPeople.Officer, async (s, a) =>
        {
            var fields = (await s.GetRequiredService<PortalDb>().Requests.LoadAsync(id, a, Ct)).OrderFields.ToDictionary(f => f.Key, f => (string?)f.Value);
            await s.GetRequiredService<EditDraft>().SaveOrderAsync(id, new Dictionary<string, string?>(fields) { ["nonDisclosureCourt"] = "District Court" }, a, Ct);
            await s.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: true), a, Ct);
        }));

        Assert.Equal(["nonDisclosureDocket", "nonDisclosureEnd", "nonDisclosureLaw"], refusal.All.Select(p => p.Field!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Propose_WhileAStatedOrderWaits_IsRefused()
    {
        await using var desk = await OpenAsync();
        var id = await desk.UnderReviewAsync();
        await desk.UploadAsync(id, 60);

        Assert.Equal("notice.order-unconfirmed", (await Assert.ThrowsAsync<RuleViolation>(() => desk.Portal.Road.ProposeAsync(id, [], Ct))).Code);
    }

    [Fact]
    public async Task Approve_AfterAnOrderCame_AsksToDecideAgain()
    {
        await using var desk = await OpenAsync();
        var id = await desk.UnderReviewAsync();
        var proposal = await desk.Portal.Road.ProposeAsync(id, [], Ct);
        await desk.UploadAsync(id, 60);
        var stated = await Assert.ThrowsAsync<RuleViolation>(() => desk.Portal.Road.DecideAsync(id, proposal, Ct));
        await desk.ConfirmAsync(id);
        var confirmed = await Assert.ThrowsAsync<RuleViolation>(() => desk.Portal.Road.DecideAsync(id, proposal, Ct));

        Assert.Equal(("notice.changed", "notice.changed"), (stated.Code, confirmed.Code));
        Assert.Equal(RequestStatus.ScopeProposed, await desk.StatusAsync(id));
        await desk.DoAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<ReturnScope>().ExecuteAsync(new(id, "An order has come."), a, Ct));
        await desk.Portal.Road.DecideAsync(id, await desk.Portal.Road.ProposeAsync(id, [], Ct), Ct);
        Assert.Equal(RequestStatus.Queued, await desk.StatusAsync(id));
    }

    [Fact]
    public async Task Bar_ForDanger_TakesWordsADayAndASecondPerson()
    {
        await using var desk = await OpenAsync();
        var id = await desk.UnderReviewAsync();
        var day = new DateOnly(2026, 12, 20);

        Assert.Equal("notice.words", await CodeAsync(desk, new(id, NoticeOutcome.Barred, null, day, false)));
        Assert.Equal("notice.review-day", await CodeAsync(desk, new(id, NoticeOutcome.Barred, "A threat.", null, false)));
        Assert.Equal("notice.review-day", await CodeAsync(desk, new(id, NoticeOutcome.Barred, "A threat.", new DateOnly(2027, 2, 23), false)));
        Assert.Equal("notice.outcome", await CodeAsync(desk, new(id, NoticeOutcome.NotRequired, "Nobody cares.", null, false)));
        await DecideAsync(desk, new(id, NoticeOutcome.Barred, "He has threatened the witness.", day, false));
        await desk.Portal.Road.DecideAsync(id, await desk.Portal.Road.ProposeAsync(id, [], Ct), Ct);

        Assert.Equal(RequestStatus.Queued, await desk.StatusAsync(id));
        Assert.Equal((UserNoticeStatus.Barred, "He has threatened the witness."), ((await desk.NoticeAsync(id)).Status, (await desk.NoticeAsync(id)).Reason));
        Assert.Equal(DemoPeople.Approver.Name, (await desk.DecisionAsync(id)).ApprovedByName);

        desk.Clock.Advance(TimeSpan.FromDays(27));
        await desk.WorkAsync();
        Assert.Equal(UserNoticeStatus.Barred, (await desk.NoticeAsync(id)).Status);
        Assert.Single((await desk.AsAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<NoticeDeskQuery>().ExecuteAsync(a, Ct))).Alarms);
        var again = await Assert.ThrowsAsync<RuleViolation>(() => ReviewAsync(desk, DemoPeople.Reviewer, new(id, false, new DateOnly(2027, 1, 20), "Still dangerous.")));
        Assert.Equal("second-person", again.Code);
        await ReviewAsync(desk, DemoPeople.SecondReviewer, new(id, false, new DateOnly(2027, 1, 20), "Still dangerous."));
        await ReviewAsync(desk, DemoPeople.Reviewer, new(id, true, null, "He is in custody."));
        await desk.WorkAsync();
        Assert.Equal(UserNoticeStatus.Sent, (await desk.NoticeAsync(id)).Status);
        Assert.Contains("a life would have been put at risk", (await desk.NoticeAsync(id)).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_WithoutADocumentOfTheRequest_IsRefused()
    {
        await using var desk = await OpenAsync();
        var (id, other) = (await desk.UnderReviewAsync(), await desk.UnderReviewAsync());
        var foreign = await desk.ReadAsync(db => db.Documents.Where(d => d.RequestId == other).Select(d => d.Id).FirstAsync(Ct));

        foreach (var document in new Guid?[] { null, foreign })
        {
            var refusal = await Assert.ThrowsAsync<RuleViolation>(() => desk.DoAsync(DemoPeople.Reviewer, (s, a) =>
                s.GetRequiredService<RecordNonDisclosureOrder>().ExecuteAsync(new(id, null, desk.Particulars(60), document, null), a, Ct)));
            Assert.Equal(("ndo.document", "DocumentId"), (refusal.Code, refusal.Field));
        }
        await Assert.ThrowsAsync<PermissionDenied>(() => desk.DoAsync(DemoPeople.Officer, (s, a) =>
            s.GetRequiredService<RecordNonDisclosureOrder>().ExecuteAsync(new(id, null, desk.Particulars(60), foreign, null), a, Ct)));
        await Assert.ThrowsAsync<NotVisible>(() => desk.UploadAsAsync(DemoPeople.OtherOfficer, id));
    }

    [Fact]
    public async Task Preview_BeforeAndAfterApproval_ShowsTheNoticeWithoutContent()
    {
        await using var desk = await OpenAsync();
        var id = await desk.UnderReviewAsync();
        var before = await PreviewAsync(desk, id);
        await DecideAsync(desk, new(id, NoticeOutcome.TellFirst, null, null, Unnamed: true));
        var unnamed = await PreviewAsync(desk, id);
        await desk.Portal.Road.DecideAsync(id, await desk.Portal.Road.ProposeAsync(id, [], Ct), Ct);
        var after = await PreviewAsync(desk, id);

        Assert.False(before.Fixed);
        Assert.Contains("Port Ellis Police Department", before.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Port Ellis Police Department", unnamed.Text, StringComparison.Ordinal);
        Assert.Equal((true, unnamed.Text), (after.Fixed, after.Text));
        Assert.DoesNotContain("boat", before.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, await desk.EventsAsync(id, "notice.previewed"));
        await Assert.ThrowsAsync<PermissionDenied>(() => desk.AsAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<PreviewNotice>().ExecuteAsync(id, null, a, Ct)));
    }

    [Fact]
    public async Task Agency_OnItsPage_LearnsWhenAndNotWhatStaffThink()
    {
        await using var desk = await OpenAsync();
        var id = await desk.UnderReviewAsync();
        await DecideAsync(desk, new(id, NoticeOutcome.Barred, "He has threatened the witness.", new DateOnly(2026, 12, 20), false));
        var before = await AgencyAsync(desk, id);
        await desk.Portal.Road.DecideAsync(id, await desk.Portal.Road.ProposeAsync(id, [], Ct), Ct);
        var after = await AgencyAsync(desk, id);
        var silent = await AgencyAsync(desk, await desk.ApprovedAsync(silentDays: 60));
        var told = await desk.ApprovedAsync();
        await desk.WorkAsync();
        var period = await AgencyAsync(desk, told);

        Assert.Contains("unless a court order that bars it is uploaded before", before.Words, StringComparison.Ordinal);
        Assert.Contains("not tell the account holder yet", after.Words, StringComparison.Ordinal);
        Assert.Contains("until 23 January 2027", silent.Words, StringComparison.Ordinal);
        Assert.True(silent.MayUpload);
        Assert.Contains("wait until 2 December 2026 07:59 UTC", period.Words, StringComparison.Ordinal);
        Assert.False(period.MayUpload);
        Assert.All(new[] { before, after, silent, period }, n => Assert.DoesNotContain("threatened", n.ToString(), StringComparison.Ordinal));
    }

    private static Task<AgencyNotice> AgencyAsync(NoticeDesk desk, Guid id) =>
        desk.AsAsync(DemoPeople.Officer, async (s, a) => (await s.GetRequiredService<AgencyRequestQuery>().ExecuteAsync(id, a, Ct)).Notice);

    private static Task<ReviewNotice> ViewAsync(NoticeDesk desk, Guid id) =>
        desk.AsAsync(DemoPeople.Reviewer, async (s, a) => await s.GetRequiredService<ReviewNoticeQuery>().ExecuteAsync(await s.GetRequiredService<PortalDb>().Requests.LoadAsync(id, a, Ct), a, Ct));

    private static Task<NoticePreview> PreviewAsync(NoticeDesk desk, Guid id) =>
        desk.AsAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<PreviewNotice>().ExecuteAsync(id, null, a, Ct));

    private static Task DecideAsync(NoticeDesk desk, DecideNotice.Input input) =>
        desk.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<DecideNotice>().ExecuteAsync(input, a, Ct));

    private static async Task<string> CodeAsync(NoticeDesk desk, DecideNotice.Input input) =>
        (await Assert.ThrowsAsync<RuleViolation>(() => DecideAsync(desk, input))).Code;

    private static Task ReviewAsync(NoticeDesk desk, DemoPerson person, ReviewBar.Input input) =>
        desk.DoAsync(person, (s, a) => s.GetRequiredService<ReviewBar>().ExecuteAsync(input, a, Ct));
}
