using System.Text.Json;
using Portal.Core.Access;
using Portal.Core.Requests;

namespace Portal.Web.Features.Requests;

/// <summary>The building of a package, as it happens: server-sent events, read from the package's row every half second.</summary>
internal static class BuildEvents
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Then the browser asks again by itself, and whether the person may still look is asked again with it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <exception cref="NotVisible">The request does not exist for this actor; nothing has been answered yet.</exception>
    public static async Task TellAsync(this HttpResponse response, BuildProgressQuery progress, Guid requestId, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        // Asked before the answer begins, so that what is not visible is still a plain 404.
        var now = await progress.ExecuteAsync(requestId, actor, ct);
        response.ContentType = "text/event-stream";
        var until = clock.GetUtcNow() + Longest;
        BuildProgress? told = null;
        while (now is { IsReleased: false, HasStopped: false } && clock.GetUtcNow() < until)
        {
            if (now != told)
            {
                foreach (var stage in BuildStages.Of(now)) await SendAsync(response, "stage", stage.ToEvent(), ct);
                await response.Body.FlushAsync(ct);
                told = now;
            }
            await Task.Delay(Pause, clock, ct);
            now = await progress.ExecuteAsync(requestId, actor, ct);
        }
        if (now is null or { IsReleased: false, HasStopped: false }) return;
        await SendAsync(response, "finished", new { now.HasStopped }, ct);
    }

    private static Task SendAsync(HttpResponse response, string name, object data, CancellationToken ct) =>
        response.WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}\n\n", ct);
}
