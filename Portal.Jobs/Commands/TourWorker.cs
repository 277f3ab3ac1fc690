using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Jobs.Commands;

/// <summary>Builds the tour's one package without a job server: the builder, and as many helpers as it calls for.</summary>
internal sealed class TourWorker(IServiceProvider services)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public async Task BuildAsync(Guid disclosure, CancellationToken ct)
    {
        var build = InScopeAsync<BuildDisclosure>(b => b.ExecuteAsync(disclosure, ct));
        var helpers = new List<Task>();
        while (await Task.WhenAny(build, Task.Delay(Poll, ct)) != build)
        {
            var called = 0;
            await InScopeAsync<PortalDb>(async db => called = await db.Outbox.CountAsync(m => m.Kind == OutboxKind.RenderVolumes && m.SubjectId == disclosure, ct));
            while (helpers.Count < called) helpers.Add(InScopeAsync<RenderVolumes>(r => r.ExecuteAsync(disclosure, ct)));
        }
        await build;
        await Task.WhenAll(helpers);
    }

    private Task InScopeAsync<T>(Func<T, Task> use)
        where T : notnull =>
        Task.Run(async () =>
        {
            await using var scope = services.CreateAsyncScope();
            await use(scope.ServiceProvider.GetRequiredService<T>());
        });
}
