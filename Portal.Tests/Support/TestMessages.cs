using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive.Embedded;

namespace Portal.Tests.Support;

/// <summary>A handful of invented messages, enough to count by hand.</summary>
internal static class TestMessages
{
    public const string Lines = """
        {"message_id":"m1","conversation_id":"c1","sender":"harbor_lights","recipient":"quiet.mallard","sent_at":"2026-03-01T08:00:00Z","text":"Is the boat ready?"}
        {"message_id":"m2","conversation_id":"c1","sender":"quiet.mallard","recipient":"harbor_lights","sent_at":"2026-03-01T08:01:00Z","text":"Tomorrow."}
        {"message_id":"m3","conversation_id":"c2","sender":"harbor_lights","recipient":"aunt_rosa","sent_at":"2026-03-02T09:00:00Z","text":"Happy birthday"}
        {"message_id":"m4","conversation_id":"c1","sender":"harbor_lights","recipient":"quiet.mallard","sent_at":"2026-04-01T00:00:00Z","text":"Outside the window"}
        {"message_id":"m5","conversation_id":"c3","sender":"quiet.mallard","recipient":"somebody_else","sent_at":"2026-03-03T10:00:00Z","text":"Not of the target"}

        """;

    public static async Task ImportAsync(IServiceProvider services, string lines = Lines)
    {
        var import = new ArchiveImport(services.GetRequiredService<EmbeddedArchive>());
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        await import.FromStreamAsync(stream, "test.ndjson", null, null, CancellationToken.None);
    }
}
