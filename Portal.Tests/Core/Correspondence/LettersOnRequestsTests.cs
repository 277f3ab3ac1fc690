using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Correspondence;

public sealed class LettersOnRequestsTests
{
    private static readonly RejectionDraft Rejection = new(["NO_LEGAL_BASIS", "NO_OFFENCE"], "The order names no law.", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_LeavesNothingBehind_AndSendingItKeepsItsVeryText()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var id = await TriagedAsync(portal);
        var before = await CountEventsAsync(portal);

        var seen = await PreviewAsync(portal, id, Rejection);
        Assert.Equal(before, await CountEventsAsync(portal));
        await RejectAsync(portal, id, Rejection, seen.Sha256);

        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            Assert.Equal(RequestStatus.Rejected, (await db.Requests.SingleAsync(Ct)).Status);
            var letter = await db.Correspondence.SingleAsync(Ct);
            Assert.Equal((seen.Letter.Subject, seen.Letter.PlainText), (letter.Subject, letter.PlainText));
            Assert.Equal(CorrespondenceDirection.ToAgency, letter.Direction);
            var sent = await db.AuditEntries.SingleAsync(a => a.Name == "letter.sent", Ct);
            Assert.Contains(seen.Sha256, System.Text.Encoding.UTF8.GetString(sent.Canonical), StringComparison.Ordinal);
            return true;
        });
    }

    [Fact]
    public async Task Letter_ThatChangedSinceItsPreview_IsRefusedAndNothingMoves()
    {
        var clock = new TestClock();
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await TriagedAsync(portal);
        var seen = await PreviewAsync(portal, id, Rejection);
        // The letter bears its date: a day later it is another letter.
        clock.Advance(TimeSpan.FromDays(1));

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => RejectAsync(portal, id, Rejection, seen.Sha256));
        var never = await Assert.ThrowsAsync<RuleViolation>(() => RejectAsync(portal, id, Rejection, null));

        Assert.Equal(("letter.changed", "letter.changed"), (refused.Code, never.Code));
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            Assert.Equal(RequestStatus.Triage, (await db.Requests.SingleAsync(Ct)).Status);
            Assert.False(await db.Correspondence.AnyAsync(Ct));
            Assert.Equal(2, await db.AuditEntries.CountAsync(a => a.Name == "action.refused", Ct));
            return true;
        });
    }

    [Fact]
    public async Task Rejection_WithReasonsThatTheRuleBookLacks_NamesEveryField()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var id = await TriagedAsync(portal);

        var unknown = await Assert.ThrowsAsync<RuleViolation>(() => PreviewAsync(portal, id, new RejectionDraft(["MADE_UP"], " ", null)));
        var none = await Assert.ThrowsAsync<RuleViolation>(() => PreviewAsync(portal, id, new RejectionDraft([], "Words", null)));

        Assert.Equal(["reason.unknown", "reason.words"], unknown.All.Select(p => p.Code));
        Assert.Equal(nameof(RejectionDraft.ReasonCodes), none.Field);
    }

    [Fact]
    public async Task Rejection_StatesTheRuleBooksWordsAndTheCase()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var id = await TriagedAsync(portal);

        var text = (await PreviewAsync(portal, id, Rejection with { Mend = "File it again with the statute." })).Letter.PlainText;

        foreach (var words in new[] { "PR-2026-000001", "26-SW-00417", "Dana Whitlock", "No legal basis", "No offence or nexus stated", "The order names no law.", "File it again with the statute.", "Mara Quintero", "Disclosure counsel" })
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledgement_StopsItsClock_AndGoesOnce()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var id = await TriagedAsync(portal);
        var draft = new AcknowledgementDraft("A reviewer reads the order.");

        await SendAsync(await PreviewAsync(portal, id, draft));
        var again = await Assert.ThrowsAsync<RuleViolation>(async () => await SendAsync(await PreviewAsync(portal, id, draft)));

        Assert.Equal("request.acknowledged", again.Code);
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            Assert.Null((await db.Requests.SingleAsync(Ct)).AcknowledgeBy);
            Assert.Equal(1, await db.AuditEntries.CountAsync(a => a.Name == "request.acknowledged", Ct));
            return true;
        });

        Task SendAsync(LetterPreview seen) => AsAsync(portal, DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<AcknowledgeRequest>().ExecuteAsync(new(id, draft, seen.Sha256), actor, Ct));
    }

    [Fact]
    public async Task Question_AnswerByToday_IsRefused_AndALaterOneWaitsForTheAgency()
    {
        var clock = new TestClock();
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await TriagedAsync(portal);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

        var late = await Assert.ThrowsAsync<RuleViolation>(() => PreviewAsync(portal, id, new QuestionDraft("Which account?", [], today)));
        var draft = new QuestionDraft("Which account?", ["Its handle"], today.AddDays(14));
        var seen = await PreviewAsync(portal, id, draft);
        await AsAsync(portal, DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<AskAgency>().ExecuteAsync(new(id, draft, seen.Sha256), actor, Ct));

        Assert.Equal("answer-by.past", late.Code);
        Assert.Contains("Its handle", seen.Letter.PlainText, StringComparison.Ordinal);
        Assert.Equal(RequestStatus.NeedsInfo, await portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().Requests.Select(r => r.Status).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Letters_AreNotForOfficersOrAuditors()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var id = await TriagedAsync(portal);

        foreach (var person in new[] { DemoPeople.Officer, DemoPeople.Auditor })
            await Assert.ThrowsAsync<PermissionDenied>(() => portal.Road.AsAsync(person, (services, actor) => services.GetRequiredService<PreviewLetter>().ExecuteAsync(id, Rejection, actor, Ct), Ct));
        await Assert.ThrowsAsync<NotVisible>(() => portal.Road.AsAsync(DemoPeople.OtherOfficer, (services, actor) => services.GetRequiredService<PreviewLetter>().ExecuteAsync(id, Rejection, actor, Ct), Ct));
    }

    private static async Task<Guid> TriagedAsync(TestPortal portal)
    {
        var warrant = new DemoWarrant([new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00");
        var id = await portal.Road.SubmitAsync(warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.StartIdentityCheck, null, Ct);
        await AsAsync(portal, DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<RecordCallBack>().ExecuteAsync(new(id, "Sergeant A. Brandt", CallBackOutcome.Confirmed, null), actor, Ct);
            await services.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, actor, Ct);
        });
        return id;
    }

    private static Task<LetterPreview> PreviewAsync(TestPortal portal, Guid id, LetterDraft draft) =>
        portal.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, actor, Ct), Ct);

    private static Task RejectAsync(TestPortal portal, Guid id, RejectionDraft draft, string? seen) =>
        AsAsync(portal, DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<RejectRequest>().ExecuteAsync(new(id, RequestAction.Reject, draft, seen), actor, Ct));

    private static Task<int> CountEventsAsync(TestPortal portal) => portal.InScopeAsync(services => services.GetRequiredService<PortalDb>().AuditEntries.CountAsync(Ct));

    private static async Task AsAsync(TestPortal portal, DemoPerson person, Func<IServiceProvider, Actor, Task> act) => await portal.Road.AsAsync(person, async (services, actor) =>
    {
        await act(services, actor);
        return true;
    }, Ct);
}
