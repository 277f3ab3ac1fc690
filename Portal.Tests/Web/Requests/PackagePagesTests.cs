using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Sealing;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Tests.Support;

namespace Portal.Tests.Web.Requests;

/// <summary>A package on its way to the agency: its progress, its page, the file, its recall.</summary>
public sealed class PackagePagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private static readonly byte[] Archive = RandomNumberGenerator.GetBytes(200_000);

    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.AccountId, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_AfterAFreshCode_GivesTheBytesAndAReceipt()
    {
        var (request, package) = await QueuedAsync();
        await ReleaseAsync(package);
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var unproved = await browser.GetAsync($"/packages/{package}/file", Ct);
        Assert.Equal(HttpStatusCode.Redirect, unproved.StatusCode);
        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/packages/{package}", Ct));
        Assert.Null(page.QuerySelector("a[download]"));
        var back = await AgencyHost.ProveAsync(browser, page.QuerySelector("main a.button")!.GetAttribute("href")!);
        Assert.Equal($"/packages/{package}", back.Headers.Location!.ToString());

        page = await AgencyHost.PageAsync(await browser.GetAsync($"/packages/{package}", Ct));
        var file = await browser.GetAsync(page.QuerySelector("a[download]")!.GetAttribute("href"), Ct);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("application/zip", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"\"{Sha256}\"", file.Headers.ETag!.Tag);
        Assert.Equal(Archive, await file.Content.ReadAsByteArrayAsync(Ct));

        using var resume = new HttpRequestMessage(HttpMethod.Get, $"/packages/{package}/file");
        resume.Headers.Range = new RangeHeaderValue(150_000, null);
        resume.Headers.IfRange = new RangeConditionHeaderValue(file.Headers.ETag);
        var rest = await browser.SendAsync(resume, Ct);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(Archive[150_000..], await rest.Content.ReadAsByteArrayAsync(Ct));

        var receipts = await AskAsync(db => db.Receipts.Where(r => r.DisclosureId == package).OrderBy(r => r.From).ToListAsync(Ct));
        Assert.Equal([(0, 200_000), (150_000, 200_000)], receipts.Select(r => (r.From, r.To)));
        Assert.All(receipts, r => Assert.NotNull(r.CompletedAt));
        Assert.Equal(RequestStatus.Downloaded, await AskAsync(db => db.Requests.Where(r => r.Id == request).Select(r => r.Status).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Package_ForAnotherAgency_IsNotFound()
    {
        var (request, package) = await QueuedAsync();
        await ReleaseAsync(package);
        var other = await host.BrowserOfAsync(DemoPeople.OtherOfficer);

        foreach (var address in new[] { $"/packages/{package}", $"/packages/{package}/file", $"/requests/{request}/progress" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(address, Ct)).StatusCode);
    }

    [Fact]
    public async Task Package_Recalled_SaysSoAndTakesTheStatement()
    {
        var (_, package) = await QueuedAsync();
        await ReleaseAsync(package);
        await ChangeAsync(package, d => (d.RecalledAt, d.RecallReason) = (d.ReleasedAt, "One message too many."), RequestStatus.Recalled);
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var empty = await AgencyHost.PageAsync(await AgencyHost.SendAsync(browser, $"/packages/{package}", []));
        Assert.Contains("One message too many.", empty.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("#Statement", empty.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Null(empty.QuerySelector("a[download]"));

        await AgencyHost.SendAsync(browser, $"/packages/{package}", new() { ["Statement"] = "Both copies wiped by our forensics desk." });
        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/packages/{package}", Ct));
        Assert.Contains("Both copies wiped", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#Statement"));
    }

    [Fact]
    public async Task Package_Expired_SaysSoAndIsNotGiven()
    {
        var (_, package) = await QueuedAsync();
        await ReleaseAsync(package);
        await ChangeAsync(package, d => d.ExpiresAt = d.ReleasedAt, null);
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/packages/{package}", Ct));

        Assert.Contains("has expired", page.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await browser.GetAsync($"/packages/{package}/file", Ct)).StatusCode);
    }

    [Fact]
    public async Task Progress_OfABuild_TellsStagesAndEndsWithTheRelease()
    {
        var (request, package) = await QueuedAsync();
        await ChangeAsync(package, d => (d.Stage, d.StageDone, d.StageTotal) = (BuildStage.Render, 640, 2000), null);
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{request}", Ct));
        Assert.Equal($"/requests/{request}/progress", page.QuerySelector(".stages")!.GetAttribute("data-live"));
        Assert.NotNull(page.QuerySelector("head noscript"));
        using var stream = await browser.GetAsync($"/requests/{request}/progress", HttpCompletionOption.ResponseHeadersRead, Ct);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("event: stage", await events.ReadLineAsync(Ct));
        await ReleaseAsync(package);
        var rest = await events.ReadToEndAsync(Ct);

        Assert.Contains("640 of 2,000 records", rest, StringComparison.Ordinal);
        Assert.Contains("event: finished", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusPage_AfterRelease_ShowsTheCutWithItsReasonBesideWhatWasAsked()
    {
        var (request, package) = await QueuedAsync();
        var before = await AgencyHost.PageAsync(await (await host.BrowserOfAsync(DemoPeople.Officer)).GetAsync($"/requests/{request}", Ct));
        // Counts by counterparty would tell what nothing has let out yet.
        Assert.Null(before.QuerySelector("table.scope"));
        await ReleaseAsync(package);

        var page = await AgencyHost.PageAsync(await (await host.BrowserOfAsync(DemoPeople.Officer)).GetAsync($"/requests/{request}", Ct));

        var scope = page.QuerySelector("table.scope")!;
        Assert.Contains("Anybody, except aunt_rosa", scope.TextContent, StringComparison.Ordinal);
        Assert.Contains("Family, no part of the offence. ", scope.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 record withheld", scope.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 of 3 records", scope.TextContent, StringComparison.Ordinal);
    }

    private static string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Archive));

    private async Task<(Guid Request, Guid Package)> QueuedAsync()
    {
        await host.EnsureMessagesAsync();
        var id = await host.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await host.Road.ReviewAsync(id, Ct);
        var proposal = await host.Road.ProposeAsync(id, [new("L1", [ScopeCut.WithoutCounterparties(["aunt_rosa"], "ALL_DATA", "Family, no part of the offence.")])], Ct);
        return (id, await host.Road.ApproveAsync(id, proposal, Ct));
    }

    /// <summary>Puts a file in place of the one that the worker would build: what is tested here is what becomes of it.</summary>
    private async Task ReleaseAsync(Guid package)
    {
        var reference = await AskAsync(db => db.Disclosures.Where(d => d.Id == package).Select(d => d.PackageReference).SingleAsync(Ct));
        await using var blob = await host.Services.GetRequiredService<IBlobStore>().CreateAsync(PackageBlob.ContextOf(reference), Ct);
        await blob.WriteAsync(Archive, Ct);
        var kept = await blob.CompleteAsync(Ct);
        var now = TimeProvider.System.GetUtcNow();
        await ChangeAsync(
            package,
            d =>
            {
                (d.BlobKey, d.Bytes, d.Sha256, d.ManifestSha256) = (kept.Key, kept.Length, kept.Sha256, kept.Sha256);
                (d.Stage, d.SealedAt, d.ReleasedAt, d.ExpiresAt) = (BuildStage.Done, now, now, now.AddDays(30));
            },
            RequestStatus.Released);
    }

    private Task<int> ChangeAsync(Guid package, Action<Disclosure> change, RequestStatus? status) => host.Road.AsAsync(DemoPeople.Officer, async (services, _) =>
    {
        var db = services.GetRequiredService<PortalDb>();
        var row = await db.Disclosures.SingleAsync(d => d.Id == package, Ct);
        change(row);
        if (status is { } to) db.Entry(await db.Requests.SingleAsync(r => r.Id == row.RequestId, Ct)).Property(r => r.Status).CurrentValue = to;
        services.GetRequiredService<AuditTrail>().Record(new StepUpPassed("test", package), Actor.Worker("test"));
        return await db.SaveChangesAsync(Ct);
    }, Ct);

    private Task<T> AskAsync<T>(Func<PortalDb, Task<T>> ask) => host.Road.AsAsync(DemoPeople.Officer, (services, _) => ask(services.GetRequiredService<PortalDb>()), Ct);
}
