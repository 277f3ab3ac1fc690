using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Documents;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;
using Portal.Web.Security;

namespace Portal.Tests.Web.Guards;

[CollectionDefinition(Name)]
public sealed class GuardedPortals : ICollectionFixture<GuardedPortal>
{
    public const string Name = "guarded portal";
}

/// <summary>An address of the running application and what it asks of whoever comes.</summary>
/// <param name="Needs">The permissions of its policies; empty where any signed-in person may come.</param>
public sealed record Door(string Method, string Route, string Action, bool IsOpen, IReadOnlyList<string> Policies, IReadOnlyList<Permission> Needs)
{
    public bool Admits(Role role) => Needs.All(RolePermissions.Of(role).Contains);

    /// <summary>It leads to something of one agency, named by an id in the address.</summary>
    public bool IsOfOneAgency => Route.Contains("{id", StringComparison.Ordinal) && Route.Split('/')[0] is "requests" or "packages" or "preservation";
}

/// <summary>The real application with a request in each stage that has pages of its own, and every address it serves.</summary>
public sealed class GuardedPortal : IAsyncLifetime
{
    private static readonly string[] PagesOfADraft = ["instrument", "order", "documents", "targets", "records", "check", "discard", "earlier"];

    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private readonly Dictionary<string, string> things = [];

    public PortalHost Web { get; } = new();

    public IReadOnlyList<Door> Doors { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Doors = [.. Web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(DoorsOf)];
        await FileAsync();
    }

    /// <summary>An address with things of the demo's officer in it: a draft for the pages of a draft, a released package for its pages, and so on.</summary>
    public string Fill(Door door)
    {
        ArgumentNullException.ThrowIfNull(door);
        var parts = door.Route.Split('/').Select(p => p.StartsWith('{') ? p.Trim('{', '}').Split(':')[0] : p).ToArray();
        var last = parts[^1];
        var id = parts[0] switch
        {
            _ when last is "minimum" or "legal-process" => "emergency",
            "requests" => parts.Length > 2 && PagesOfADraft.Contains(parts[2]) ? "draft" : "released",
            "review" => last is "recall" or "progress" ? "released" : "proposed",
            "packages" => "package",
            "preservation" => "preservation",
            _ => "released",
        };
        var filled = door.Route.Split('/').Zip(parts, (written, name) => !written.StartsWith('{') ? written : name switch
        {
            "id" => things[id],
            "documentId" => things[$"document of {id}"],
            "letterId" => things[$"letter of {id}"],
            "step" => parts.Contains("turn-down") ? nameof(RequestAction.Reject) : nameof(RequestAction.HoldForFraud),
            "lineId" => parts[0] == "review" ? "L1" : Guid.NewGuid().ToString(),
            "number" => "1",
            "index" => "0",
            "status" => "404",
            "version" => RuleBooks.All[^1].Version,
            "instrument" => "US_WARRANT",
            "targetId" or "reminderId" or "viewId" => Guid.NewGuid().ToString(),
            "agencyId" => things["flagged agency"],
            _ => things[name],
        });
        var address = "/" + string.Join('/', filled);
        return parts[0] == "confirm-it-is-you" ? $"{address}?stepUpAction={StepUp.Download}&objectId={things["package"]}" : address;
    }

    public Guid IdOf(string thing) => Guid.Parse(things[thing]);

    /// <summary>What a request is, so that a test can see that nothing has changed: status, version, documents, lines.</summary>
    public async Task<string> StateAsync()
    {
        await using var scope = Web.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var ct = TestContext.Current.CancellationToken;
        var requests = await db.Requests.AsNoTracking().OrderBy(r => r.Id).Select(r => $"{r.Id} {r.Status} {r.Version}").ToListAsync(ct);
        var documents = await db.Documents.AsNoTracking().OrderBy(d => d.Id).Select(d => d.Id.ToString()).ToListAsync(ct);
        var packages = await db.Disclosures.AsNoTracking().OrderBy(d => d.Id).Select(d => $"{d.Id} {d.Version}").ToListAsync(ct);
        var preservations = await db.Preservations.AsNoTracking().OrderBy(d => d.Id).Select(d => $"{d.Id} {d.Version}").ToListAsync(ct);
        var orders = await db.NonDisclosureOrders.AsNoTracking().OrderBy(o => o.Id).Select(o => $"{o.Id} {o.Version}").ToListAsync(ct);
        var notices = await db.UserNotices.AsNoTracking().OrderBy(n => n.Id).Select(n => $"{n.Id} {n.Version}").ToListAsync(ct);
        return string.Join('\n', [.. requests, .. orders, .. notices, .. documents, .. packages, .. preservations, $"{await db.Receipts.CountAsync(ct)} receipts"]);
    }

    public async Task SqlAsync(string sql)
    {
        await using var scope = Web.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PortalDb>().Database.ExecuteSqlRawAsync(sql);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();

    private static IEnumerable<Door> DoorsOf(RouteEndpoint endpoint)
    {
        var action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>();
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"])
        {
            yield return new Door(
                method,
                endpoint.RoutePattern.RawText!.TrimStart('/'),
                action is null ? endpoint.DisplayName ?? "?" : $"{action.ControllerName}.{action.MethodInfo.Name}",
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                [.. policies.Select(p => p.Policy ?? "")],
                [.. policies.OfType<NeedsAttribute>().Select(n => n.Permission)]);
        }
    }

    /// <summary>A draft, a submitted request, a proposed scope and a released package, all of the demo's officer; and a preservation.</summary>
    private async Task FileAsync()
    {
        await TestMessages.ImportAsync(Web.Services);
        await KeepAsync("draft", await Web.Road.DraftAsync(Warrant, Order, default));
        await KeepAsync("submitted", await Web.Road.SubmitAsync(Warrant, Order, default));
        things["earlierId"] = things["submitted"];
        things["proposalId"] = (await ProposedAsync("proposed")).ToString();
        var approved = await ProposedAsync("released");
        var package = await Web.Road.ApproveAsync(IdOf("released"), approved, default);
        things["package"] = package.ToString();
        await Web.Road.AsAsync(DemoPeople.Officer, async (services, actor) =>
        {
            await services.GetRequiredService<WriteToLegalStaff>().ExecuteAsync(new(IdOf("released"), "A page", "It was missing.", [new UploadedPdf("page.pdf", Order())]), actor, default);
            return true;
        }, default);
        things["enclosureId"] = (await ReadAsync(db => db.Documents.Where(d => d.Purpose == DocumentPurpose.Enclosure).Select(d => d.Id).SingleAsync())).ToString();
        var preservation = await Web.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<RequestPreservation>().ExecuteAsync(
            new("US_PRESERVE", IdentifierKind.Handle, "harbor_lights", new UtcWindow(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)), "PE-1") { Fields = PreservationFields.Us }, actor, default), default);
        things["orderId"] = (await ReadAsync(db => db.NonDisclosureOrders.Where(o => o.RequestId == IdOf("proposed")).Select(o => o.Id).SingleAsync())).ToString();
        things["closing"] = nameof(NonDisclosureAction.EndEarly);
        things["preservation"] = things["preservationId"] = preservation.Id.ToString();

        things["emergency"] = (await ReleasedEmergencyAsync()).ToString();
        things["flagged agency"] = (await FlaggedAgencyAsync()).ToString();

        // The worker in the web process builds the package as soon as it finds it.
        for (var waited = 0; await ReadAsync(db => db.Requests.CountAsync(r => r.Status == RequestStatus.Released)) < 2; waited++)
        {
            Assert.True(waited < 600, "The packages were not released within two minutes.");
            await Task.Delay(200);
        }
    }

    private async Task<Guid> ProposedAsync(string name)
    {
        var id = await Web.Road.SubmitAsync(Warrant, Order, default);
        await Web.Road.ReviewAsync(id, default);
        await KeepAsync(name, id);
        things[$"letter of {name}"] = (await TestLetters.SendAsync(Web.Road, id, "Your telephone call", "We spoke about the second account.", default)).ToString();
        return await Web.Road.ProposeAsync(id, [], default);
    }

    private async Task<Guid> ReleasedEmergencyAsync()
    {
        var road = Web.Services.GetRequiredService<DemoEmergency>();
        var id = await road.SubmitAsync(Warrant.Targets[0], Warrant.From, Warrant.To, default);
        await road.CoSignAsync(id, default);
        await road.ReviewAsync(id, default);
        await Web.Road.ApproveAsync(id, await road.ProposeAsync(id, [], default), default);
        return id;
    }

    private async Task<Guid> FlaggedAgencyAsync()
    {
        var since = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        await ReadAsync(db => db.Agencies.Where(a => a.Name == DemoPeople.Cascade).ExecuteUpdateAsync(a => a.SetProperty(x => x.FlaggedSince, since)));
        return await ReadAsync(db => db.Agencies.Where(a => a.Name == DemoPeople.Cascade).Select(a => a.Id).SingleAsync());
    }

    private async Task KeepAsync(string name, Guid id)
    {
        things[name] = id.ToString();
        things[$"document of {name}"] = (await ReadAsync(db => db.Documents.Where(d => d.RequestId == id).Select(d => d.Id).FirstAsync())).ToString();
    }

    private async Task<T> ReadAsync<T>(Func<PortalDb, Task<T>> read)
    {
        await using var scope = Web.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }

    private static MemoryStream Order() => new(TestPdf.OnePage("Search warrant"));
}
