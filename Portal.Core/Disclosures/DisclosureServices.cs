using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Sealing;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Notifications;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures;

/// <summary>Building, delivering and keeping packages.</summary>
public static class DisclosureServices
{
    /// <summary>
    /// Adds them. The caller adds what they stand on: scoped <see cref="PortalDb"/>, <see cref="UnitOfWork"/> and <see cref="AuditTrail"/>;
    /// <see cref="IMessageArchive"/>, <see cref="Storage.Blobs.IBlobStore"/>, <see cref="Storage.Keys.IKeyVault"/>, <see cref="ScopeSigner"/>, <see cref="ITranscriptComposer"/>,
    /// <see cref="Certificate.ICertificateComposer"/>, <see cref="TimeProvider"/> and logging.
    /// </summary>
    public static IServiceCollection AddDisclosures(this IServiceCollection services, DisclosureOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<LeaseTerms>();
        services.AddScoped<PackageOpening>();
        services.AddScoped<FencedCommit>();
        services.AddScoped<PackageParts>();
        services.AddScoped<PackageTotals>();
        services.AddScoped<SegmentReader>();
        services.AddScoped<AccountReader>();
        services.TryAddScoped<SnapshotStore>();
        services.TryAddScoped<ArchiveOfRequest>();
        services.AddScoped<ClosingPapers>();
        services.AddScoped<BuildRemains>();
        services.AddScoped<PlanVolumes>();
        services.AddScoped<DraftVolumes>();
        services.AddScoped<BindVolumes>();
        services.AddScoped<IBuildStage, ExtractRecords>();
        services.AddScoped<IBuildStage, RenderTranscript>();
        services.AddScoped<IBuildStage, WriteRecordFiles>();
        services.AddScoped<IBuildStage, RecountRecords>();
        services.AddScoped<IBuildStage, SealPackage>();
        services.TryAddScoped<MailQueue>();
        services.TryAddScoped<StartDownload>();
        services.TryAddScoped<CompleteDownload>();
        services.TryAddScoped<RecallPackage>();
        services.TryAddScoped<ConfirmDestruction>();
        services.TryAddScoped<ExpireDisclosures>();
        services.TryAddScoped<UnfinishedDisclosures>();
        services.AddScoped(provider => new BuildDisclosure(
            provider.GetRequiredService<PortalDb>(),
            provider.GetRequiredService<FencedCommit>(),
            provider.GetServices<IBuildStage>(),
            provider.GetRequiredService<BuildRemains>(),
            provider.GetRequiredService<IMessageArchive>(),
            provider.GetRequiredService<PackageOpening>(),
            provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<LeaseTerms>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BuildDisclosure>>()));
        services.AddScoped(provider => new RenderVolumes(
            provider.GetRequiredService<PortalDb>(), provider.GetRequiredService<PackageOpening>(), provider.GetRequiredService<DraftVolumes>(), provider.GetRequiredService<ILogger<RenderVolumes>>()));
        return services;
    }
}
