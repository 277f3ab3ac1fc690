using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Requests;

/// <summary>One appeal, in time, decided by a person who took no part in what it is against.</summary>
public sealed class AppealTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm, DataCategory.Login])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private readonly TestClock clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Appeal_OfARejection_IsAllowedByAnotherPerson_AndTheRequestIsOpenAgain()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await RejectedAsync(portal);

        await FileAsync(portal, DemoPeople.Officer, id);
        var own = await Assert.ThrowsAsync<RuleViolation>(() => DecideAsync(portal, DemoPeople.Reviewer, id, allowed: true));
        await DecideAsync(portal, DemoPeople.SecondReviewer, id, allowed: true);

        Assert.Equal("second-person", own.Code);
        Assert.Equal(RequestStatus.UnderReview, await StatusAsync(portal, id));
        await portal.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<PortalDb>();
            var letter = await db.Correspondence.SingleAsync(c => c.RequestId == id && c.TemplateName == "letters/appeal-decision", Ct);
            Assert.Contains("The request is open again", letter.PlainText, StringComparison.Ordinal);
            Assert.Equal(AppealOutcome.Allowed, (await db.Appeals.SingleAsync(Ct)).Outcome);
            return true;
        });
        // Refused again, it cannot be appealed again.
        await RejectAsync(portal, id);
        Assert.Contains("once", (await Assert.ThrowsAsync<RuleViolation>(() => FileAsync(portal, DemoPeople.Officer, id))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appeal_Upheld_LeavesTheRequestEnded()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await RejectedAsync(portal);
        await FileAsync(portal, DemoPeople.Officer, id);

        await DecideAsync(portal, DemoPeople.Approver, id, allowed: false);

        Assert.Equal(RequestStatus.Rejected, await StatusAsync(portal, id));
        Assert.Equal("appeal.none", (await Assert.ThrowsAsync<RuleViolation>(() => DecideAsync(portal, DemoPeople.SecondApprover, id, allowed: true))).Code);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Appeal_AtTheEndOfItsThirtyDays_IsOpenUntilThatMoment(int seconds, bool open)
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await RejectedAsync(portal);
        clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(seconds));

        if (open) await FileAsync(portal, DemoPeople.Officer, id);
        else Assert.Equal("appeal.not-open", (await Assert.ThrowsAsync<RuleViolation>(() => FileAsync(portal, DemoPeople.Officer, id))).Code);
    }

    [Fact]
    public async Task Appeal_WhereNothingIsDecided_OrByAnotherAgency_IsRefused()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);

        Assert.Equal("appeal.not-open", (await Assert.ThrowsAsync<RuleViolation>(() => FileAsync(portal, DemoPeople.Officer, id))).Code);
        await Assert.ThrowsAsync<NotVisible>(() => FileAsync(portal, DemoPeople.OtherOfficer, id));
        await Assert.ThrowsAsync<PermissionDenied>(() => FileAsync(portal, DemoPeople.Reviewer, id));
    }

    [Fact]
    public async Task Appeal_OfANarrowedRelease_IsADraftOfTheWithheldLines()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        LineCuts[] cuts = [new("L1", [ScopeCut.ToDirection(Direction.Sent, "OUTSIDE_ORDER", "The counterparty is no part of it.")])];
        await portal.Road.ApproveAsync(id, await portal.Road.ProposeAsync(id, cuts, Ct), Ct);
        await portal.InScopeAsync(async s =>
        {
            // Released as the build would: the rows of the table, one after the other.
            var db = s.GetRequiredService<PortalDb>();
            var request = await db.Requests.LoadAsync(id, Actor.Worker(), Ct);
            var audit = new Portal.Core.Audit.AuditTrail(db, clock);
            foreach (var step in new[] { RequestAction.StartExtraction, RequestAction.VerifyScope, RequestAction.Seal, RequestAction.Release })
                audit.Record(request.Apply(step, Actor.Worker(), clock.GetUtcNow()), Actor.Worker());
            (await db.Disclosures.SingleAsync(d => d.RequestId == id, Ct)).ReleasedAt = clock.GetUtcNow();
            await db.SaveChangesAsync(Ct);
            return true;
        });

        var draft = await FileAsync(portal, DemoPeople.Officer, id);

        await portal.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<PortalDb>();
            var copy = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == draft, Ct);
            Assert.Equal((RequestStatus.Draft, DataCategory.ContentDm), (copy.Status, Assert.Single(copy.Lines).Category));
            Assert.Equal((id, EarlierLinkKind.Appeals), await db.EarlierLinks.Where(l => l.RequestId == copy.Id).Select(l => new ValueTuple<Guid, EarlierLinkKind>(l.EarlierId, l.Kind)).SingleAsync(Ct));
            Assert.Equal(RequestStatus.Released, (await db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, Ct)).Status);
            return true;
        });
    }

    private static Task<Guid> SubmittedAsync(TestPortal portal) => portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private static async Task<Guid> RejectedAsync(TestPortal portal)
    {
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        await RejectAsync(portal, id);
        return id;
    }

    private static Task<bool> RejectAsync(TestPortal portal, Guid id) => portal.Road.AsAsync(DemoPeople.Reviewer, async (s, actor) =>
    {
        var draft = new RejectionDraft(["NO_OFFENCE"], "No offence is named.", null);
        var seen = (await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, actor, Ct)).Sha256;
        await s.GetRequiredService<RejectRequest>().ExecuteAsync(new(id, RequestAction.Reject, draft, seen), actor, Ct);
        return true;
    }, Ct);

    private static Task<Guid?> FileAsync(TestPortal portal, DemoPerson person, Guid id) =>
        portal.Road.AsAsync(person, (s, actor) => s.GetRequiredService<FileAppeal>().ExecuteAsync(new(id, "The second page names the offence."), actor, Ct), Ct);

    private static Task<bool> DecideAsync(TestPortal portal, DemoPerson person, Guid id, bool allowed) => portal.Road.AsAsync(person, async (s, actor) =>
    {
        var draft = new AppealDecisionDraft(allowed, "Read again.");
        var seen = (await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, actor, Ct)).Sha256;
        await s.GetRequiredService<DecideAppeal>().ExecuteAsync(new(id, draft, seen), actor, Ct);
        return true;
    }, Ct);

    private static Task<RequestStatus> StatusAsync(TestPortal portal, Guid id) =>
        portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Status).SingleAsync(Ct));
}
