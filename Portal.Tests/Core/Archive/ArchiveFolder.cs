using System.Text;
using System.Text.Json;
using Portal.Core.Archive.Embedded;
using Portal.Core.Storage.Keys;

namespace Portal.Tests.Core.Archive;

/// <summary>A folder of its own with keys and embedded archives, gone afterwards.</summary>
internal sealed class ArchiveFolder : IDisposable
{
    private readonly List<EmbeddedArchive> archives = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("portal-archive-").FullName;

    public FileKeyVault Vault => field ??= FileKeyVault.Open(new KeyFolder(new KeyFolderOptions { Folder = Path.Combine(Folder, "keys"), CreateMissing = true }));

    public EmbeddedArchive New(TimeProvider? clock = null) => Open($"{Guid.NewGuid():N}.db", clock);

    public EmbeddedArchive Open(string name, TimeProvider? clock = null)
    {
        var archive = new EmbeddedArchive(new EmbeddedArchiveOptions { File = Path.Combine(Folder, name) }, Vault, clock ?? TimeProvider.System);
        archives.Add(archive);
        return archive;
    }

    public static async Task<ArchiveImportResult> Import(EmbeddedArchive archive, string ndjson, string name = "rows.ndjson", IProgress<QuarantinedLine>? setAside = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(ndjson));
        return await new ArchiveImport(archive).FromStreamAsync(stream, name, null, setAside, TestContext.Current.CancellationToken);
    }

    public static string Row(object row) => JsonSerializer.Serialize(row) + "\n";

    public static string Message(string id, string sentAt = "2024-03-01T10:00:00Z", string text = "hello", string sender = "ann", string? recipient = "bob", string conversation = "c1") =>
        Row(new { message_id = id, conversation_id = conversation, sender, recipient, sent_at = sentAt, text });

    public void Dispose()
    {
        foreach (var archive in archives) archive.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Collects what is reported, at once: <see cref="Progress{T}"/> reports later, on another thread.</summary>
internal sealed class Collected<T> : IProgress<T>
{
    public List<T> All { get; } = [];

    public void Report(T value) => All.Add(value);
}
