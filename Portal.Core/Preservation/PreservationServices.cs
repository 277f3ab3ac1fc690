using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Building;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Preservation;

/// <summary>What of preservation is not found by itself: it is made with parts that stay inside the core.</summary>
internal static class PreservationServices
{
    public static IServiceCollection AddPreservation(this IServiceCollection services)
    {
        services.TryAddScoped<StartHold>();
        services.AddScoped(provider => new TakeSnapshots(
            provider.GetRequiredService<PortalDb>(),
            provider.GetRequiredService<UnitOfWork>(),
            provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<IMessageArchive>(),
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<IKeyVault>(),
            provider.GetRequiredService<LeaseTerms>(),
            provider.GetRequiredService<StartHold>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TakeSnapshots>>()));
        return services;
    }
}
