using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Building;

/// <summary>The committed files of a package being built, and how to add more.</summary>
internal sealed class PackageParts(IBlobStore blobs, PortalDb db, IServiceScopeFactory scopes)
{
    /// <summary>How notes from one stage to the next, and the package's own JSON files, are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public IBlobStore Blobs => blobs;

    public PortalDb Db => db;

    public IServiceScopeFactory Scopes => scopes;

    public PartBatch Begin(PackageInWork package) => Begin(package.Id);

    public PartBatch Begin(Guid disclosureId) => new(disclosureId, this);

    public async Task<IReadOnlyList<PackagePart>> AllAsync(PackageInWork package, CancellationToken ct) =>
        await db.Parts.AsNoTracking().Where(p => p.DisclosureId == package.Id).OrderBy(p => p.Path).ToListAsync(ct);

    public Task<Stream> OpenAsync(PackagePart part, CancellationToken ct) => blobs.OpenReadAsync(part.BlobKey, part.BlobContext, ct);

    public static Task WriteNoteAsync<T>(PartBatch batch, string path, T note, CancellationToken ct) =>
        batch.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(note, Json), ct);

    public async Task<T> ReadNoteAsync<T>(PackageInWork package, string path, CancellationToken ct)
    {
        var part = await db.Parts.AsNoTracking().SingleAsync(p => p.DisclosureId == package.Id && p.Path == path, ct);
        await using var stream = await OpenAsync(part, ct);
        return await JsonSerializer.DeserializeAsync<T>(stream, Json, ct) ?? throw new InvalidOperationException($"{path} is empty.");
    }
}
