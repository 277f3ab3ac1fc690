using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;
using Portal.Tests.Web.Requests;

namespace Portal.Tests.Web.Review;

/// <summary>Requests for the legal staff's pages, and what is read and sent there.</summary>
internal static class ReviewDesk
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static DemoWarrant Warrant { get; } = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "tide_keeper"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    /// <summary>Of accounts that the demo's archive does not know, so that they can be counted by hand.</summary>
    private const string Messages = """
        {"message_id":"r1","conversation_id":"rc1","sender":"tide_keeper","recipient":"slow.heron","sent_at":"2026-03-01T08:00:00Z","text":"Is the ferry late?"}
        {"message_id":"r2","conversation_id":"rc1","sender":"slow.heron","recipient":"tide_keeper","sent_at":"2026-03-01T08:01:00Z","text":"An hour."}
        {"message_id":"r3","conversation_id":"rc2","sender":"tide_keeper","recipient":"grand_aunt","sent_at":"2026-03-02T09:00:00Z","text":"Happy birthday"}
        {"message_id":"r4","conversation_id":"rc1","sender":"tide_keeper","recipient":"slow.heron","sent_at":"2026-04-01T00:00:00Z","text":"Outside the window"}

        """;

    public static async Task<Guid> SubmittedAsync(this AgencyHost host, string docket = "26-SW-00417")
    {
        var known = await host.ReadAsync(services => services.GetRequiredService<IMessageArchive>().ResolveAsync(Warrant.Targets[0].Identifier, null, Ct));
        if (known.Outcome == ResolutionOutcome.Unknown) await TestMessages.ImportAsync(host.Services, Messages);
        return await host.Road.SubmitAsync(Warrant with { Docket = docket }, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
    }

    public static async Task<Guid> UnderReviewAsync(this AgencyHost host)
    {
        var id = await host.SubmittedAsync();
        await host.Road.ReviewAsync(id, Ct);
        return id;
    }

    public static async Task<T> ReadAsync<T>(this AgencyHost host, Func<IServiceProvider, Task<T>> read)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider);
    }

    public static Task<RequestStatus> StatusAsync(this AgencyHost host, Guid id) =>
        host.ReadAsync(services => services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Status).SingleAsync(Ct));

    public static Task<List<string>> EventsAsync(this AgencyHost host, Guid id) =>
        host.ReadAsync(services => services.GetRequiredService<PortalDb>().AuditEntries.Where(a => a.RequestId == id).OrderBy(a => a.Id).Select(a => a.Name).ToListAsync(Ct));

    public static async Task<IHtmlDocument> PageAsync(this HttpClient browser, string address) => await AgencyHost.PageAsync(await browser.GetAsync(address, Ct));

    /// <summary>Presses the button of the form that is sent to an address, as it stands on a page.</summary>
    public static Task<HttpResponseMessage> PressAsync(this HttpClient browser, string page, string address, params (string Name, string Value)[] typed) =>
        AgencyHost.SendAsync(browser, page, typed.ToDictionary(t => t.Name, t => t.Value), $"form[action='{address}']");

    /// <summary>Sends a letter's form to its preview, as the button beside it does.</summary>
    public static async Task<HttpResponseMessage> PreviewAsync(this HttpClient browser, string page, params (string Name, string Value)[] typed)
    {
        var shown = await browser.PageAsync(page);
        var token = shown.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await browser.PostAsync(page + "/preview", new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value))]), Ct);
    }

    public static string Words(this IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
