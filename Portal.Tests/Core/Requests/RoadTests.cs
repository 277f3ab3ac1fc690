using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Requests;

public sealed class RoadTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Road_FromDraftToApproval_SignsTheNarrowedScopeAndQueuesOnePackage()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);

        LineCuts[] cuts = [new("L1", [ScopeCut.WithoutCounterparties(["aunt_rosa"], "OUTSIDE_ORDER", "Family, no part of the offence.")])];
        var counted = await portal.Road.CountAsync(id, cuts, Ct);
        var proposal = await portal.Road.ProposeAsync(id, cuts, Ct);
        var disclosure = await portal.Road.ApproveAsync(id, proposal, Ct);

        Assert.Equal(new LineCount("L1", 3, 2, [1]), counted.Counts[0], LineCountComparer.Instance);
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var stored = await db.Scopes.SingleAsync(Ct);
            var scope = services.GetRequiredService<ScopeSigner>().Open(stored.ToSigned());
            Assert.Equal(["aunt_rosa"], scope.Lines[0].Selector.ExceptCounterparties);
            Assert.Equal("[2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z)", scope.Lines[0].Selector.Window.ToString());
            Assert.Equal(RequestStatus.Queued, (await db.Requests.SingleAsync(Ct)).Status);
            Assert.Equal(disclosure, (await db.Outbox.SingleAsync(m => m.Kind == OutboxKind.BuildDisclosure, Ct)).SubjectId);
            Assert.Equal(2, scope.Statement.Approvals.Select(a => a.PersonId).Distinct().Count());
            return true;
        });
    }

    [Fact]
    public async Task ApproveScope_ByTheProposer_IsRefusedAndRecorded()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        // An approver may propose; the same person must then not approve.
        var proposal = await portal.Road.AsAsync(DemoPeople.Approver, async (services, actor) => await services.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, [], await DemoThirdParties.OfAsync(services, id, [], actor, Ct)), actor, Ct), Ct);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.ApproveAsync(id, proposal, Ct));

        Assert.Equal("second-person", refusal.Code);
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            Assert.Equal(0, await db.Scopes.CountAsync(Ct));
            Assert.True(await db.AuditEntries.AnyAsync(a => a.Name == "action.refused" && a.RequestId == id, Ct));
            return true;
        });
    }

    [Fact]
    public async Task ApproveScope_WithoutAFreshProof_AsksForOne()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        var proposal = await portal.Road.ProposeAsync(id, [], Ct);

        await Assert.ThrowsAsync<StepUpRequired>(() => portal.Road.AsAsync(DemoPeople.Approver, async (services, actor) =>
        {
            await services.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposal), actor, Ct);
            return true;
        }, Ct));
    }

    [Fact]
    public async Task ResolveTargets_HandleThatChangedHandsWithinTheWindow_IsAmbiguous()
    {
        await using var portal = await TestPortal.StartAsync();
        // Nobody holds it on the window's first day, and only the second holder on its last.
        await TestMessages.ImportAsync(portal.Services, """
            {"record":"account","account_id":"a1","handle":"was-heron","handles":[{"handle":"heron","from":"2026-03-05T00:00:00Z","until":"2026-03-20T00:00:00Z"},{"handle":"was-heron","from":"2026-03-20T00:00:00Z","until":null}]}
            {"record":"account","account_id":"a2","handle":"heron","handles":[{"handle":"heron","from":"2026-03-25T00:00:00Z","until":null}]}
            {"message_id":"h1","conversation_id":"c1","sender":"a1","recipient":"a2","sent_at":"2026-03-10T08:00:00Z","text":"One"}
            {"message_id":"h2","conversation_id":"c1","sender":"a2","recipient":"a1","sent_at":"2026-03-28T08:00:00Z","text":"Two"}

            """);
        var warrant = Warrant with { Targets = [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "heron"), [DataCategory.ContentDm])] };
        var id = await portal.Road.SubmitAsync(warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

        await portal.Road.ReviewAsync(id, Ct);

        await portal.InScopeAsync(async services =>
        {
            Assert.Equal(TargetResolution.Ambiguous, (await services.GetRequiredService<PortalDb>().Requests.Include(r => r.Targets).SingleAsync(Ct)).Targets[0].Resolution);
            return true;
        });
    }

    [Fact]
    public async Task ApproveScope_WithATargetThatMeansNobody_SignsThatItWasAskedFor()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var warrant = Warrant with { Targets = [.. Warrant.Targets, new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "no_such_handle"), [DataCategory.ContentDm])] };
        var id = await portal.Road.SubmitAsync(warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await portal.Road.ReviewAsync(id, Ct);

        await portal.Road.ApproveAsync(id, await portal.Road.ProposeAsync(id, [], Ct), Ct);

        await portal.InScopeAsync(async services =>
        {
            var stored = await services.GetRequiredService<PortalDb>().Scopes.SingleAsync(Ct);
            var unresolved = Assert.Single(services.GetRequiredService<ScopeSigner>().Open(stored.ToSigned()).Statement.Unresolved);
            Assert.Equal(("L2", "IDENTIFIER_UNKNOWN"), (unresolved.LineId, unresolved.ReasonCode));
            return true;
        });
    }

    [Fact]
    public async Task EditDraft_ByTheSupervisor_IsRefused()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_EDR", actor, Ct), Ct);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(DemoPeople.Supervisor, async (services, actor) =>
        {
            await services.GetRequiredService<EditDraft>().SaveOrderAsync(id, new Dictionary<string, string?> { ["whyImminent"] = "Mine now" }, actor, Ct);
            return true;
        }, Ct));

        Assert.Equal("draft.of-another", refusal.Code);
    }

    [Fact]
    public async Task SaveOrder_WithAYearThatNoOrderHas_IsRefusedAtItsField()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_WARRANT", actor, Ct), Ct);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(DemoPeople.Officer, async (services, actor) =>
        {
            await services.GetRequiredService<EditDraft>().SaveOrderAsync(id, new Dictionary<string, string?> { ["authorityTo"] = "9999-12-31" }, actor, Ct);
            return true;
        }, Ct));

        Assert.Equal(("field.date", "authorityTo"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public async Task ConfirmIdentity_AfterAFraudHold_NeedsANewCall()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        await portal.Road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.HoldForFraud, "The mailbox may be hijacked.", Ct);
        await portal.Road.MoveAsync(DemoPeople.SecondReviewer, id, RequestAction.ClearFraudHold, "The agency says it was not.", Ct);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, actor, Ct);
            return true;
        }, Ct));

        Assert.Equal("identity.not-confirmed", refusal.Code);
    }

    [Fact]
    public async Task Requests_OfAnotherAgency_AreNotThere()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);

        await Assert.ThrowsAsync<NotVisible>(() => portal.Road.MoveAsync(DemoPeople.OtherOfficer, id, RequestAction.Withdraw, "Mine now", Ct));
    }

    [Fact]
    public async Task SubmitRequest_WithNothingFilledIn_SaysEverythingAtOnceAndChangesNothing()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_WARRANT", actor, Ct), Ct);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(
            DemoPeople.Officer, (services, actor) => services.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: false), actor, Ct), Ct));

        Assert.Contains(refusal.All, p => p.Field == "court");
        Assert.Contains(refusal.All, p => p.Code == "document.missing");
        Assert.Contains(refusal.All, p => p.Code == "target.missing");
        Assert.Contains(refusal.All, p => p.Code == "declaration.missing");
        await portal.InScopeAsync(async services =>
        {
            Assert.Equal(RequestStatus.Draft, (await services.GetRequiredService<PortalDb>().Requests.SingleAsync(Ct)).Status);
            return true;
        });
    }

    private static Task<Guid> SubmittedAsync(TestPortal portal) =>
        portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant 26-SW-00417")), Ct);

    private sealed class LineCountComparer : IEqualityComparer<LineCount>
    {
        public static readonly LineCountComparer Instance = new();

        public bool Equals(LineCount? x, LineCount? y) =>
            x!.LineId == y!.LineId && x.Requested == y.Requested && x.Authorised == y.Authorised && x.TakenByCut.SequenceEqual(y.TakenByCut);

        public int GetHashCode(LineCount obj) => obj.LineId.GetHashCode(StringComparison.Ordinal);
    }
}
