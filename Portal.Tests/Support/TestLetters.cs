using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Storage;

namespace Portal.Tests.Support;

/// <summary>Letters of the demo's reviewer, previewed and sent as from the page.</summary>
internal static class TestLetters
{
    /// <summary>Does what the worker does after a letter was sent.</summary>
    public static async Task<bool> PrintAsync(IServiceProvider services, Guid letterId, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PrintLetter>().ExecuteAsync(letterId, ct);
    }

    /// <returns>The letter's id.</returns>
    public static Task<Guid> SendAsync(DemoRoad road, Guid requestId, string subject, string text, CancellationToken ct) => road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
    {
        var draft = new MessageDraft(subject, text);
        var seen = await services.GetRequiredService<PreviewLetter>().ExecuteAsync(requestId, draft, actor, ct);
        await services.GetRequiredService<WriteToAgency>().ExecuteAsync(new(requestId, draft, seen.Sha256), actor, ct);
        return await services.GetRequiredService<PortalDb>().Correspondence.Where(c => c.RequestId == requestId && c.Subject == seen.Letter.Subject).Select(c => c.Id).SingleAsync(ct);
    }, ct);
}
