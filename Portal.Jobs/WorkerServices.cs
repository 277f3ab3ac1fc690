using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Jobs;

/// <summary>The worker: in a process of its own, or inside the web process on one machine.</summary>
public static class WorkerServices
{
    /// <summary>
    /// Adds Hangfire, kept in memory, and what feeds it. It stands on the core's services, <c>AddDisclosures</c> among them.
    /// </summary>
    public static IServiceCollection AddPortalWorker(this IServiceCollection services, WorkerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        // Hangfire's own defaults are statics of the process: with two hosts in one, a job of the first could run in the second.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) }));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = options.Builders;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            server.ShutdownTimeout = TimeSpan.FromSeconds(15);
        });
        services.AddHangfireServer(server =>
        {
            server.Queues = [BuildUrgentDisclosureJob.Name];
            server.WorkerCount = 1;
            server.ShutdownTimeout = TimeSpan.FromSeconds(15);
        });
        if (options.VolumeHelpers > 0)
        {
            services.AddHangfireServer(server =>
            {
                server.Queues = [RenderVolumesJob.Name];
                server.WorkerCount = options.VolumeHelpers;
                server.ShutdownTimeout = TimeSpan.FromSeconds(15);
            });
        }
        services.AddHangfireServer(server =>
        {
            server.Queues = [PostQueue.Name];
            server.WorkerCount = options.Posters;
            server.ShutdownTimeout = TimeSpan.FromSeconds(15);
        });
        services.AddSingleton<BuildQueue>();
        services.AddSingleton<PostQueue>();
        services.AddSingleton<NoticeQueue>();
        services.AddScoped<SendNoticeJob>();
        services.AddScoped<BuildDisclosureJob>();
        services.AddScoped<BuildUrgentDisclosureJob>();
        services.AddScoped<RenderVolumesJob>();
        services.AddScoped<SendMailJob>();
        services.AddScoped<PrintLetterJob>();
        services.AddScoped<DeliverReferralsJob>();
        services.AddHostedService<AuthoritySweep>();
        services.AddScoped<TakeSnapshotsJob>();
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<DisclosureSweep>();
        services.AddHostedService<PostSweep>();
        services.AddHostedService<NoticeSweep>();
        return services;
    }
}
