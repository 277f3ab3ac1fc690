using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core;
using Portal.Core.Demo;
using Portal.Core.Storage;

namespace Portal.Tests.Support;

/// <summary>The real core over an embedded database and archive in a folder of its own, with the demo's people.</summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TestPortal(ServiceProvider services, string folder)
    {
        this.services = services;
        Folder = folder;
    }

    public string Folder { get; }

    public IServiceProvider Services => services;

    public DemoRoad Road => services.GetRequiredService<DemoRoad>();

    public static async Task<TestPortal> StartAsync(TimeProvider? clock = null, Action<IServiceCollection>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:DataFolder"] = folder, ["Portal:Demo"] = "true" })
            .Build();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        collection.AddSingleton<IConfiguration>(configuration);
        if (clock is not null) collection.AddSingleton(clock);
        collection.AddPortalCore(configuration);
        more?.Invoke(collection);
        var portal = new TestPortal(collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }), folder);
        await using var scope = portal.services.CreateAsyncScope();
        await PortalDbSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<DemoWorld>().EnsureAsync(CancellationToken.None);
        return portal;
    }

    /// <summary>Does something with the services of one scope, as one web request would.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
