using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage.Outbox;
using Portal.Tests.Support;

namespace Portal.Tests.Core.EuEvidence;

/// <summary>Orders of the Digital Services Act: those against content disclose nothing and go to moderation, those for information are answered.</summary>
public sealed class DsaOrderTests : IAsyncLifetime
{
    private readonly TestClock clock = new(EuRoad.Start);
    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task ContentOrder_FromDraftToModeration_TellsTheAuthorityAndLeavesOneFile()
    {
        var id = await portal.Road.InTriageAsync("DSA_ART9", EuRoad.ContentOrder, null);

        await RouteAsync(id);

        Assert.Equal(RequestStatus.Closed, await portal.StatusAsync(id));
        var letter = await portal.DbAsync(db => db.Correspondence.SingleAsync(c => c.RequestId == id, Ct));
        Assert.Equal("letters/moderation-referral", letter.TemplateName);
        Assert.Contains("https://harbour.example/p/417?page=2", letter.PlainText, StringComparison.Ordinal);
        Assert.Equal(1, await portal.DbAsync(db => db.Outbox.CountAsync(o => o.Kind == OutboxKind.DeliverReferral, Ct)));

        // Twice at once and a third time: one file, one delivery in the log.
        var delivered = await Task.WhenAll(Task.Run(DeliverAsync, Ct), Task.Run(DeliverAsync, Ct));
        Assert.Equal((1, 0), (delivered.Sum(), await DeliverAsync()));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(portal.Folder, "moderation")));
        Assert.Equal("PR-2026-000001.json", Path.GetFileName(file));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, Ct));
        Assert.Equal("https://harbour.example/p/417?page=2", json.RootElement.GetProperty("url").GetString());
        Assert.Equal("Example Media Act, s. 3", json.RootElement.GetProperty("legalBasis").GetString());
        Assert.Equal(1, (await portal.EventsAsync(id)).Count(e => e == "moderation.delivered"));
        var next = await portal.Road.AsAsync(DemoPeople.Officer, async (s, a) => (await s.GetRequiredService<AgencyRequestQuery>().ExecuteAsync(id, a, Ct)).Next, Ct);
        Assert.Contains("moderation desk", next.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_ThatDiedBeforeItsMark_WritesTheSameBytesAgain()
    {
        var id = await portal.Road.InTriageAsync("DSA_ART9", EuRoad.ContentOrder, null);
        await RouteAsync(id);
        await DeliverAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(portal.Folder, "moderation")));
        var first = await File.ReadAllBytesAsync(file, Ct);
        await portal.DbAsync(db => db.Database.ExecuteSqlAsync($"UPDATE ModerationReferrals SET DeliveredAt = NULL", Ct));
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await DeliverAsync());

        Assert.Equal(first, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Path.Combine(portal.Folder, "moderation"))), Ct));
    }

    /// <summary>Nothing leads from an order against content to a scope: not the form, not the review, not the proposal.</summary>
    [Fact]
    public async Task ContentOrder_CanNeverGetAScope()
    {
        var asked = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DraftedAsync("DSA_ART9", EuRoad.ContentOrder, DataCategory.Subscriber));
        Assert.Equal("category.not-compellable", asked.Code);
        var id = await portal.Road.InTriageAsync("DSA_ART9", EuRoad.ContentOrder, null);

        var accepted = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.AcceptForReview, null, Ct));
        await portal.DbAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Requests SET Status = 'UnderReview' WHERE Id = {id}", Ct));
        var proposed = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.ProposeAsync(id, [], Ct));

        Assert.Equal(("step.not-of-instrument", "step.not-of-instrument"), (accepted.Code, proposed.Code));
        Assert.Equal((0, 0, 0), (
            await portal.DbAsync(db => db.ScopeProposals.CountAsync(Ct)), await portal.DbAsync(db => db.Scopes.CountAsync(Ct)), await portal.DbAsync(db => db.Disclosures.CountAsync(Ct))));
        Assert.All(RuleBooks.All.SelectMany(b => b.Rules).Where(r => r.Code == "DSA_ART9"), r => Assert.All(r.Cells.Values, c => Assert.Equal(VerdictKind.RoutedElsewhere, c.Kind)));
    }

    [Fact]
    public async Task OtherOrders_CannotGoToModeration()
    {
        var id = await portal.Road.UnderReviewAsync();

        Assert.Equal("step.not-of-instrument", (await Assert.ThrowsAsync<RuleViolation>(() => RouteAsync(id))).Code);
    }

    [Theory]
    [InlineData("harbour.example/p/417")]
    [InlineData("the post of yesterday")]
    [InlineData("javascript:alert(1)")]
    public async Task ContentOrder_WithoutAnExactAddress_IsRefusedAtItsField(string url)
    {
        var fields = EuRoad.ContentOrder;
        fields["exactUrl"] = url;

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DraftedAsync("DSA_ART9", fields, null));

        Assert.Equal(("field.url", "exactUrl"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public async Task InformationOrder_IsAnsweredOnceItIsDecidedAndOnlyOnce()
    {
        var id = await portal.Road.UnderReviewAsync("DSA_ART10", EuRoad.InformationOrder, DataCategory.Subscriber);
        var early = await Assert.ThrowsAsync<RuleViolation>(() => TellAsync(id, EffectGiven.NotGiven));
        Assert.Equal("effect.too-early", early.Code);
        var draft = new RejectionDraft(["NO_LEGAL_BASIS"], "The provision named does not reach us.", null);
        await portal.Road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
        {
            var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
            await s.GetRequiredService<RejectRequest>().ExecuteAsync(new(id, RequestAction.Reject, draft, seen.Sha256), a, Ct);
        });

        Assert.Equal("effect.missing", (await Assert.ThrowsAsync<RuleViolation>(() => TellAsync(id, EffectGiven.InFull))).Code);
        await TellAsync(id, EffectGiven.NotGiven);

        var letter = await portal.DbAsync(db => db.Correspondence.SingleAsync(c => c.TemplateName == "letters/dsa-information", Ct));
        Assert.Contains("Effect: Not given", letter.PlainText, StringComparison.Ordinal);
        Assert.Contains("24 November 2026 at 09:00:00 UTC", letter.PlainText, StringComparison.Ordinal);
        Assert.Contains("effect.told", await portal.EventsAsync(id));
        Assert.Equal("effect.told", (await Assert.ThrowsAsync<RuleViolation>(() => TellAsync(id, EffectGiven.NotGiven))).Code);
    }

    [Fact]
    public async Task InformationOrder_WithoutWhatArticle10Asks_CannotBeSubmitted()
    {
        var id = await portal.Road.DraftedAsync("DSA_ART10", new() { ["issuingState"] = "US" }, null);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DoAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, true), a, Ct)));

        Assert.Superset(new HashSet<string?> { "legalProvision", "issuingAuthority", "issuingState", "reasons", "redress", "orderLanguage", "targets" }, refusal.All.Select(p => p.Field).ToHashSet());
        Assert.Contains(refusal.All, p => p.Code == "state.not-bound");
    }

    private Task RouteAsync(Guid id) => portal.Road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
    {
        var draft = new ReferralDraft("The desk answers within a day.");
        var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
        await s.GetRequiredService<RouteToModeration>().ExecuteAsync(new(id, draft, seen.Sha256), a, Ct);
    });

    private Task<int> DeliverAsync() => portal.InScopeAsync(s => s.GetRequiredService<DeliverReferrals>().ExecuteAsync(Actor.Worker(), Ct));

    private Task TellAsync(Guid id, EffectGiven effect) => portal.Road.DoAsync(DemoPeople.Reviewer, async (s, a) =>
    {
        var draft = new EffectDraft(effect, "The provision named does not reach us.");
        var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
        await s.GetRequiredService<TellEffect>().ExecuteAsync(new(id, draft, seen.Sha256), a, Ct);
    });
}
