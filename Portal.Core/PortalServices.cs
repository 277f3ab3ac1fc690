using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Demo;
using Portal.Core.Desk;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Documents;
using Portal.Core.Documents.Pictures;
using Portal.Core.Notices;
using Portal.Core.Notifications;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Core.Signing;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;

namespace Portal.Core;

/// <summary>Puts the core together, the same for the web, the worker, the command line and the tests.</summary>
public static class PortalServices
{
    public static IServiceCollection AddPortalCore(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var options = configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new PortalOptions();
        options.Validate();
        services.Configure<PortalOptions>(configuration.GetSection(PortalOptions.Section));
        services.TryAddSingleton(TimeProvider.System);

        services.AddPortalDb(options.Database, options.DataFolder);
        services.AddScoped<RequestLaw>();
        services.AddScoped<DeskQuery>();
        services.AddScoped<DraftParts>();
        services.AddSingleton(_ => LetterTemplates.Load());
        services.AddSingleton<LetterComposer>();
        services.AddScoped<LetterHeads>();
        services.AddScoped<ComposeNotice>();
        services.TryAddSingleton<IAccountNotifier>(provider => new NoticeFolder(provider.GetRequiredService<IOptions<PortalOptions>>().Value.NoticesPath));
        services.AddSingleton<DemoRoad>();
        services.AddSingleton<DemoEmergency>();
        services.AddSingleton<DemoRequests>();
        services.AddUseCases();
        services.AddPreservation();
        services.AddKeysAndBlobs();
        services.AddArchive();
        services.AddDocuments();
        services.AddMail(options);
        services.AddPackages(options);
        return services;
    }

    /// <summary>Use cases and queries are found, not listed: whatever is built on the portal's database is made once a scope.</summary>
    private static void AddUseCases(this IServiceCollection services)
    {
        var built = typeof(PortalServices).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsSealed: true, IsAbstract: false })
            .Where(t => t.GetConstructors() is [var only] && only.GetParameters().Any(p => p.ParameterType == typeof(PortalDb) || p.ParameterType == typeof(UnitOfWork)));
        foreach (var type in built) services.TryAddScoped(type);
    }

    /// <summary>The embedded archive: one file beside the database.</summary>
    private static void AddArchive(this IServiceCollection services)
    {
        services.AddSingleton(provider => new EmbeddedArchive(
            new EmbeddedArchiveOptions { File = Path.Combine(provider.GetRequiredService<IOptions<PortalOptions>>().Value.DataFolder, "archive.db") },
            provider.GetRequiredService<IKeyVault>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMessageArchive>(provider => provider.GetRequiredService<EmbeddedArchive>());
    }

    /// <summary>Building and sealing. Where no signing key of a trusted authority is set up, a development authority signs, and every page says so.</summary>
    private static void AddPackages(this IServiceCollection services, PortalOptions options)
    {
        services.AddSigning(options.Signing);
        services.AddSingleton<ITranscriptComposer, TranscriptComposer>();
        services.AddSingleton<ICertificateComposer, CertificateComposer>();
        services.AddDisclosures(options.Disclosures);
    }

    private static void AddDocuments(this IServiceCollection services)
    {
        services.AddScoped<DocumentIntake>();
        services.AddSingleton(provider => new PageRenderer(new PageRenderingOptions(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddKeysAndBlobs(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<PortalOptions>>().Value;
            return new KeyFolder(new KeyFolderOptions
            {
                Folder = options.KeysPath,
                CreateMissing = options.Database.IsEmbedded,
            });
        });
        services.AddSingleton<IKeyVault>(provider => FileKeyVault.Open(provider.GetRequiredService<KeyFolder>()));
        services.AddSingleton(provider => ScopeSigningKey.Open(provider.GetRequiredService<KeyFolder>()));
        services.AddSingleton(provider => new LocalBlobStore(
            new LocalBlobStoreOptions { Folder = Path.Combine(provider.GetRequiredService<IOptions<PortalOptions>>().Value.DataFolder, "blobs") },
            provider.GetRequiredService<IKeyVault>()));
        services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<LocalBlobStore>());
    }
}
