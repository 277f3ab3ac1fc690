using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Requests;

/// <summary>Requests that take another's place, follow it up, or lose a part.</summary>
public sealed class SupersedeTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm, DataCategory.Login]), new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "aunt_rosa"), [DataCategory.Login])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Supersede_OfAProposedOne_EndsItWithItsProposal_AndTellsBothAndTheAgency()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var earlier = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(earlier, Ct);
        await portal.Road.ProposeAsync(earlier, [], Ct);
        var draft = await DraftAsync(portal);
        await StateAsync(portal, DemoPeople.Officer, draft, earlier, replaces: false);
        await StateAsync(portal, DemoPeople.Officer, draft, earlier, replaces: true);
        await portal.Road.AsAsync(DemoPeople.Officer, (s, actor) => s.GetRequiredService<SubmitRequest>().ExecuteAsync(new(draft, true), actor, Ct), Ct);
        var by = await ReferenceAsync(portal, draft);

        await SupersedeAsync(portal, earlier, by);

        await portal.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<PortalDb>();
            Assert.Equal(RequestStatus.Superseded, (await db.Requests.AsNoTracking().SingleAsync(r => r.Id == earlier, Ct)).Status);
            Assert.Equal(ProposalOutcome.Overtaken, (await db.ScopeProposals.SingleAsync(Ct)).Outcome);
            var link = await db.EarlierLinks.SingleAsync(Ct);
            Assert.Equal((draft, earlier, EarlierLinkKind.Replaces), (link.RequestId, link.EarlierId, link.Kind));
            Assert.NotNull(link.DoneAt);
            Assert.Contains(by, (await db.Correspondence.SingleAsync(c => c.RequestId == earlier && c.TemplateName == "letters/superseded", Ct)).PlainText, StringComparison.Ordinal);
            return true;
        });
        var seen = await portal.Road.AsAsync(DemoPeople.Officer, (s, actor) => s.GetRequiredService<AgencyRequestQuery>().ExecuteAsync(earlier, actor, Ct), Ct);
        Assert.Equal((draft, true), (Assert.Single(seen.Linked).Id, seen.Linked[0].Later));
    }

    [Fact]
    public async Task Supersede_OfOneThatRecordsAreKeptFor_KeepsThemForTheOneThatTakesItsPlace()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var earlier = await SubmittedAsync(portal);
        var window = new UtcWindow(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        var kept = await portal.Road.AsAsync(DemoPeople.Officer, (s, actor) => s.GetRequiredService<RequestPreservation>()
            .ExecuteAsync(new("US_PRESERVE", IdentifierKind.Handle, "harbor_lights", window, "PE-1") { Fields = PreservationFields.Us }, actor, Ct), Ct);
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (s, actor) =>
        {
            await s.GetRequiredService<AcceptPreservation>().ExecuteAsync(kept.Id, actor, Ct);
            return await s.GetRequiredService<TakeSnapshots>().ExecuteAsync(kept.Id, Ct);
        }, Ct);
        await portal.Road.AsAsync(DemoPeople.Officer, async (s, actor) =>
        {
            await s.GetRequiredService<LinkPreservation>().ExecuteAsync(kept.Id, earlier, actor, Ct);
            return true;
        }, Ct);
        var later = await SubmittedAsync(portal);

        await SupersedeAsync(portal, earlier, await ReferenceAsync(portal, later));

        var now = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Preservations.SingleAsync(Ct));
        Assert.Equal((PreservationStatus.Linked, later), (now.Status, now.LinkedRequestId));
    }

    [Fact]
    public async Task Supersede_OnceItIsQueued_OrByAnothersOrAnEarlierOne_IsRefused()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var earlier = await SubmittedAsync(portal);
        var later = await SubmittedAsync(portal);
        var others = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Theirs")), Ct, DemoPeople.OtherOfficer);

        Assert.Equal("supersede.order", (await Assert.ThrowsAsync<RuleViolation>(async () => await SupersedeAsync(portal, later, await ReferenceAsync(portal, earlier)))).Code);
        Assert.Equal("supersede.by", (await Assert.ThrowsAsync<RuleViolation>(async () => await SupersedeAsync(portal, earlier, await ReferenceAsync(portal, others)))).Code);
        await portal.Road.ReviewAsync(earlier, Ct);
        await portal.Road.ApproveAsync(earlier, await portal.Road.ProposeAsync(earlier, [], Ct), Ct);
        Assert.Equal("transition.impossible", (await Assert.ThrowsAsync<RuleViolation>(async () => await SupersedeAsync(portal, earlier, await ReferenceAsync(portal, later)))).Code);
        Assert.Equal(RequestStatus.Queued, await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == earlier).Select(r => r.Status).SingleAsync(Ct)));
    }

    [Fact]
    public async Task StateEarlier_OfAnotherAgency_IsNotVisible()
    {
        await using var portal = await TestPortal.StartAsync();
        var earlier = await SubmittedAsync(portal);
        var draft = await portal.Road.DraftAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Theirs")), Ct, DemoPeople.OtherOfficer);

        await Assert.ThrowsAsync<NotVisible>(() => StateAsync(portal, DemoPeople.OtherOfficer, draft, earlier, replaces: true));
        await Assert.ThrowsAsync<NotVisible>(() => StateAsync(portal, DemoPeople.Officer, draft, earlier, replaces: true));
    }

    [Fact]
    public async Task JudgeEarlier_IsOfTheStaff_AndNeverInTheAgencysPages()
    {
        await using var portal = await TestPortal.StartAsync();
        var earlier = await SubmittedAsync(portal);
        var later = await SubmittedAsync(portal);
        await JudgeAsync(DemoPeople.Reviewer);

        var agency = await portal.Road.AsAsync(DemoPeople.Officer, (s, actor) => s.GetRequiredService<AgencyRequestQuery>().ExecuteAsync(later, actor, Ct), Ct);
        var staff = await portal.Road.AsAsync(DemoPeople.Reviewer, (s, actor) => s.GetRequiredService<EarlierRequestsQuery>().ExecuteAsync(later, actor, Ct), Ct);

        Assert.Empty(agency.Linked);
        Assert.DoesNotContain(agency.Timeline, e => e.What.Contains("Another account", StringComparison.Ordinal));
        Assert.Equal(EarlierLinkKind.NotDuplicate, Assert.Single(staff.Linked).Link.Kind);
        await Assert.ThrowsAsync<PermissionDenied>(() => JudgeAsync(DemoPeople.Officer));

        Task<bool> JudgeAsync(DemoPerson person) => portal.Road.AsAsync(person, async (s, actor) =>
        {
            await s.GetRequiredService<JudgeEarlier>().ExecuteAsync(new(later, earlier, "Another account is meant."), actor, Ct);
            return true;
        }, Ct);
    }

    [Fact]
    public async Task WithdrawPart_WhileAScopeWaits_TakesLinesAndTargetAndGoesBackToReview()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (s, actor) =>
        {
            await s.GetRequiredService<CutLine>().ExecuteAsync(new(id, "L3", CutKind.WholeLine, "ALL_DATA", "Not needed."), actor, Ct);
            return true;
        }, Ct);
        await portal.Road.ProposeAsync(id, [], Ct);

        Assert.Equal("withdraw-part.all", (await Assert.ThrowsAsync<RuleViolation>(() => WithdrawAsync("L1", "L2", "L3"))).Code);
        Assert.Equal("withdraw-part.lines", (await Assert.ThrowsAsync<RuleViolation>(() => WithdrawAsync("L9"))).Code);
        await WithdrawAsync("L3");

        await portal.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<PortalDb>();
            var request = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, Ct);
            Assert.Equal((RequestStatus.UnderReview, 2, 1), (request.Status, request.Lines.Count, request.Targets.Count));
            Assert.Equal(ProposalOutcome.Overtaken, (await db.ScopeProposals.SingleAsync(Ct)).Outcome);
            Assert.Empty((await db.ScopeDrafts.SingleAsync(Ct)).Cuts);
            Assert.Contains("L3: Login records of aunt_rosa", (await db.Correspondence.SingleAsync(c => c.RequestId == id, Ct)).PlainText, StringComparison.Ordinal);
            return true;
        });
        // What is left can be proposed and approved.
        await portal.Road.ApproveAsync(id, await portal.Road.ProposeAsync(id, [], Ct), Ct);
        Assert.Equal("withdraw-part.not-now", (await Assert.ThrowsAsync<RuleViolation>(() => WithdrawAsync("L1"))).Code);

        Task<bool> WithdrawAsync(params string[] lines) => portal.Road.AsAsync(DemoPeople.Officer, async (s, actor) =>
        {
            await s.GetRequiredService<WithdrawPart>().ExecuteAsync(new(id, lines, "The aunt is no part of it."), actor, Ct);
            return true;
        }, Ct);
    }

    [Fact]
    public async Task FollowUp_CopiesInstrumentFieldsAndTargets_AndIsTiedToIt()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await SubmittedAsync(portal);

        var draft = await portal.Road.AsAsync(DemoPeople.Officer, (s, actor) => s.GetRequiredService<FileFollowUp>().ExecuteAsync(id, actor, Ct), Ct);

        await portal.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<PortalDb>();
            var first = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, Ct);
            var copy = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == draft, Ct);
            Assert.Equal(first.OrderFields, copy.OrderFields);
            Assert.Equal(first.Targets.OrderBy(t => t.Number).Select(t => t.Identifier), copy.Targets.OrderBy(t => t.Number).Select(t => t.Identifier));
            Assert.Empty(copy.Lines);
            Assert.Equal(EarlierLinkKind.FollowsUp, (await db.EarlierLinks.SingleAsync(Ct)).Kind);
            return true;
        });
        await Assert.ThrowsAsync<NotVisible>(() => portal.Road.AsAsync(DemoPeople.OtherOfficer, (s, actor) => s.GetRequiredService<FileFollowUp>().ExecuteAsync(id, actor, Ct), Ct));
    }

    [Fact]
    public async Task ThirdParties_UndecidedOrAgainstTheCuts_AreRefusedByLine_AndStandInTheSignedScope()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        LineCuts[] sent = [new("L1", [ScopeCut.ToDirection(Direction.Sent, "COUNTERPARTY_LAWYER", "The other party is counsel.")])];
        ThirdPartyDecision whole = new("L1", CounterpartyDisclosure.Whole, "ORDER_NAMES_CONVERSATION", "The order reaches both sides", "It asks for both.");

        Assert.Equal(("third-parties.undecided", "L1"), await RefusedAsync(sent, []));
        Assert.Equal(("third-parties.differs", "Disclosure"), await RefusedAsync(sent, [whole]));
        Assert.Equal(("third-parties.reason", "ReasonCode"), await RefusedAsync([], [whole with { ReasonCode = "ORDER_REACHES_SENT_ONLY" }]));
        Assert.Equal(("third-parties.words", "L1"), await RefusedAsync([], [whole with { Words = " " }]));
        var proposal = await portal.Road.AsAsync(DemoPeople.Reviewer, (s, actor) => s.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, [], [whole, whole with { LineId = "L2" }]), actor, Ct), Ct);
        await portal.Road.ApproveAsync(id, proposal, Ct);

        await portal.InScopeAsync(async s =>
        {
            var stored = (await s.GetRequiredService<PortalDb>().Scopes.SingleAsync(Ct)).ToSigned();
            // Only the line with content has one: a login has no counterparty.
            Assert.Equal(whole, Assert.Single(s.GetRequiredService<ScopeSigner>().Open(stored).Statement.ThirdParties));
            return true;
        });

        async Task<(string, string?)> RefusedAsync(LineCuts[] cuts, ThirdPartyDecision[] decisions)
        {
            var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(DemoPeople.Reviewer, (s, actor) => s.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, cuts, decisions), actor, Ct), Ct));
            return (refusal.Code, refusal.Field);
        }
    }

    [Fact]
    public void Scope_FromBeforeThirdPartiesWereAsked_StillVerifies()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var window = new UtcWindow(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        var now = new ScopeSigner(key).Sign(new ScopeStatement(Guid.NewGuid(), Guid.NewGuid(), "PR-1", "Agency", "US_WARRANT", "2026-11", ["18 U.S.C. 2703"], [new ScopeLine("L1", "a", RecordSelector.For("a", null, DataCategory.ContentDm, window), [])], [], window.EndUtc));
        // The bytes as they were before: without the member.
        var text = System.Text.Encoding.UTF8.GetString(now.Signed.Statement.AsSpan());
        var old = System.Text.RegularExpressions.Regex.Replace(text, ",\\s*\"thirdParties\": \\[\\]", "");
        Assert.NotEqual(text, old);
        var bytes = System.Text.Encoding.UTF8.GetBytes(old);
        var signed = new SignedScope([.. bytes], Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), [.. key.SignData(bytes, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence)], now.Signed.KeyId);

        Assert.Empty(new ScopeSigner(key).Open(signed).Statement.ThirdParties);
    }

    private static Task<Guid> SubmittedAsync(TestPortal portal) => portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private static Task<Guid> DraftAsync(TestPortal portal) => portal.Road.DraftAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Amended warrant")), Ct);

    private static Task<string> ReferenceAsync(TestPortal portal, Guid id) =>
        portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Reference!).SingleAsync(Ct));

    private static Task<bool> StateAsync(TestPortal portal, DemoPerson person, Guid draft, Guid earlier, bool replaces) => portal.Road.AsAsync(person, async (s, actor) =>
    {
        await s.GetRequiredService<StateEarlier>().ExecuteAsync(new(draft, earlier, replaces, "The warrant was amended."), actor, Ct);
        return true;
    }, Ct);

    private static Task<bool> SupersedeAsync(TestPortal portal, Guid earlier, string by) => portal.Road.AsAsync(DemoPeople.Reviewer, async (s, actor) =>
    {
        await s.GetRequiredService<SupersedeRequest>().ExecuteAsync(new(earlier, by, "The amended warrant covers it."), actor, Ct);
        return true;
    }, Ct);
}
