using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Web.Features.Shared;
using Portal.Web.Security;

namespace Portal.Tests.Web.Parts;

/// <summary>The pages alone, on a real socket: the parts are tested as a browser gets them, without a database behind.</summary>
public sealed class PartsHost : IAsyncLifetime
{
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public HttpClient Client { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _app = await StartAsync(Environments.Development);
        Address = AddressOf(_app);
        Client.Dispose();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    internal static async Task<WebApplication> StartAsync(string environment)
    {
        var web = Path.Combine(Root(), "Portal.Web");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Portal.Web", EnvironmentName = environment, ContentRootPath = web, WebRootPath = Path.Combine(web, "wwwroot"),
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPortalPages().AddApplicationPart(typeof(PortalPages).Assembly);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseSecureHeaders();
        app.UsePortalProblemPages();
        app.UsePortalStaticFiles();
        app.UseRouting();
        app.MapGet("/throws", string () => throw new InvalidOperationException("the inside of it"));
        app.MapControllers();
        await app.StartAsync();
        return app;
    }

    internal static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"No Portal.sln above {AppContext.BaseDirectory}"));
    }
}
