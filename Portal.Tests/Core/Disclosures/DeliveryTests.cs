using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Tests.Core.Disclosures;

public sealed class DeliveryTests
{
    private static readonly Actor Reviewer = new(Guid.NewGuid(), "Rita Reviewer", [Role.LegalReviewer], null, "test");

    [Fact]
    public async Task Download_AfterProvingWhoIsThere_GivesTheSealedBytesAndAReceipt()
    {
        await using var host = await DisclosureHost.CreateAsync();
        var id = await ReleasedAsync(host);
        await GrantAsync(host, id);

        var opened = await StartAsync(host, id);
        await using (opened.Content)
            Assert.Equal(opened.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(opened.Content, TestContext.Current.CancellationToken)));
        await host.DoAsync<CompleteDownload>(async use =>
        {
            await use.ExecuteAsync(opened.ReceiptId, host.OfficerActor, TestContext.Current.CancellationToken);
            await use.ExecuteAsync(opened.ReceiptId, host.OfficerActor, TestContext.Current.CancellationToken);
        });

        var row = await host.RowAsync(id);
        Assert.Equal($"{row.PackageReference}.zip", opened.FileName);
        Assert.Equal(RequestStatus.Downloaded, await host.StatusAsync(id));
        var receipt = await host.WithDbAsync(db => db.Receipts.SingleAsync());
        Assert.Equal((0, row.Bytes), (receipt.From, receipt.To));
        Assert.NotNull(receipt.CompletedAt);
        Assert.Equal(["access.step-up-passed", "download.started", "request.moved", "download.completed"], (await host.EventsAsync())[^4..]);
    }

    [Fact]
    public async Task Download_ResumedWithinTheFiveMinutes_NeedsNoNewProofAndMovesNothing()
    {
        await using var host = await DisclosureHost.CreateAsync();
        var id = await ReleasedAsync(host);
        await GrantAsync(host, id);
        await (await StartAsync(host, id)).Content.DisposeAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(4));

        var rest = await StartAsync(host, id, from: 100);
        await rest.Content.DisposeAsync();

        Assert.Equal(100, rest.From);
        Assert.Equal(2, await host.WithDbAsync(db => db.Receipts.CountAsync()));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<StepUpRequired>(() => StartAsync(host, id, from: 200));
        await GrantAsync(host, id);
        Assert.Equal("download.range", (await Assert.ThrowsAsync<RuleViolation>(() => StartAsync(host, id, from: rest.Length))).Code);
    }

    [Fact]
    public async Task Download_ByAnybodyElse_IsNotThere()
    {
        await using var host = await DisclosureHost.CreateAsync();
        var id = await ReleasedAsync(host);
        var stranger = new Actor(Guid.NewGuid(), "Other Officer", [Role.Officer], Guid.NewGuid(), "test");
        await GrantAsync(host, id, stranger);
        await GrantAsync(host, id, Reviewer);

        await Assert.ThrowsAsync<NotVisible>(() => StartAsync(host, id, actor: stranger));
        await Assert.ThrowsAsync<PermissionDenied>(() => StartAsync(host, id, actor: Reviewer));
        await Assert.ThrowsAsync<StepUpRequired>(() => StartAsync(host, id));
        Assert.Empty(await host.WithDbAsync(db => db.Receipts.ToListAsync()));
        Assert.Equal(2, (await host.EventsAsync()).Count(e => e == "action.refused"));
    }

    [Fact]
    public async Task Recall_StopsTheOfferOpensAnIncidentAndAsksForDestruction()
    {
        await using var host = await DisclosureHost.CreateAsync();
        var id = await ReleasedAsync(host);
        await GrantAsync(host, id);
        await (await StartAsync(host, id)).Content.DisposeAsync();
        Assert.Equal("package.not-recalled", (await Assert.ThrowsAsync<RuleViolation>(() => ConfirmAsync(host, id, "Shredded."))).Code);
        Assert.Equal("reason.missing", (await Assert.ThrowsAsync<RuleViolation>(() => RecallAsync(host, id, " "))).Code);

        await RecallAsync(host, id, "One day too many was disclosed.");

        Assert.Equal(RequestStatus.Recalled, await host.StatusAsync(id));
        Assert.Equal("package.recalled", (await Assert.ThrowsAsync<RuleViolation>(() => StartAsync(host, id))).Code);
        var incident = await host.WithDbAsync(db => db.AuditEntries.SingleAsync(e => e.Name == "incident.opened"));
        Assert.Contains(host.Officer.Name, incident.Sentence, StringComparison.Ordinal);
        Assert.Equal("statement.missing", (await Assert.ThrowsAsync<RuleViolation>(() => ConfirmAsync(host, id, ""))).Code);
        await ConfirmAsync(host, id, "Shredded.");
        Assert.Equal("destruction.confirmed", (await Assert.ThrowsAsync<RuleViolation>(() => ConfirmAsync(host, id, "Shredded."))).Code);
        Assert.Equal("Shredded.", (await host.RowAsync(id)).DestructionStatement);
    }

    [Fact]
    public async Task Expiry_ClosesOnlyWhatNobodyDownloaded()
    {
        await using var host = await DisclosureHost.CreateAsync();
        var unread = await ReleasedAsync(host);
        var read = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await host.BuildAsync(read);
        await GrantAsync(host, read);
        await (await StartAsync(host, read)).Content.DisposeAsync();
        Assert.Equal(0, await ExpireAsync());
        host.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(1, await ExpireAsync());
        Assert.Equal(0, await ExpireAsync());

        Assert.Equal(RequestStatus.Expired, await host.StatusAsync(unread));
        Assert.Equal(RequestStatus.Downloaded, await host.StatusAsync(read));
        await GrantAsync(host, read);
        Assert.Equal("package.expired", (await Assert.ThrowsAsync<RuleViolation>(() => StartAsync(host, read))).Code);

        Task<int> ExpireAsync() => host.UseAsync<ExpireDisclosures, int>(use => use.ExecuteAsync(Actor.Worker(), TestContext.Current.CancellationToken));
    }

    private static async Task<Guid> ReleasedAsync(DisclosureHost host)
    {
        await host.ImportAsync(12);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await host.BuildAsync(id);
        return id;
    }

    private static Task<OpenedDownload> StartAsync(DisclosureHost host, Guid id, long from = 0, Actor? actor = null) =>
        host.UseAsync<StartDownload, OpenedDownload>(use => use.ExecuteAsync(new(id, from), actor ?? host.OfficerActor, TestContext.Current.CancellationToken));

    private static Task GrantAsync(DisclosureHost host, Guid id, Actor? actor = null) => host.DoAsync<StepUp>(use => use.GrantAsync(actor ?? host.OfficerActor, StepUp.Download, id, TestContext.Current.CancellationToken));

    private static Task RecallAsync(DisclosureHost host, Guid id, string reason) => host.DoAsync<RecallPackage>(use => use.ExecuteAsync(new(id, reason), Reviewer, TestContext.Current.CancellationToken));

    private static Task ConfirmAsync(DisclosureHost host, Guid id, string statement) => host.DoAsync<ConfirmDestruction>(use => use.ExecuteAsync(new(id, statement), host.OfficerActor, TestContext.Current.CancellationToken));
}
