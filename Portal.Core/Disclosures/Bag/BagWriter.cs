using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Disclosures.Bag;

/// <param name="Path">Within the bag, with forward slashes, beginning <c>data/</c>; of letters, digits, <c>. - _ /</c> only.</param>
/// <param name="Sha256">Lower-case hex; checked while the file is copied.</param>
internal sealed record BagFile(string Path, long Bytes, string Sha256, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>
/// A BagIt 1.0 bag (RFC 8493) as one ZIP, streamed: nothing is held but a copy buffer. The same files and time give the same bytes.
/// </summary>
internal static class BagWriter
{
    private const UnixMode ReadableFile = UnixMode.RegularFile | UnixMode.Rw_r__r__;

    /// <param name="folder">The one folder at the top of the archive.</param>
    /// <param name="info">Elements of bag-info.txt, in order; the Payload-Oxum is added.</param>
    /// <param name="at">The time of every entry; UTC, to two seconds as ZIP has it.</param>
    /// <param name="progress">Told how many payload bytes are in.</param>
    /// <returns>SHA-256 of <c>tagmanifest-sha256.txt</c>, lower-case hex.</returns>
    /// <exception cref="BagFileChangedException">A file is not what its digest says.</exception>
    public static async Task<string> WriteAsync(
        Stream output, string folder, IEnumerable<BagFile> payload, IEnumerable<KeyValuePair<string, string>> info, DateTimeOffset at, Action<long> progress, CancellationToken ct)
    {
        var files = payload.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var oxum = string.Create(CultureInfo.InvariantCulture, $"{files.Sum(file => file.Bytes)}.{files.Count}");
        List<(string Name, byte[] Content)> tags =
        [
            ("bagit.txt", Utf8("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")),
            ("bag-info.txt", Utf8(string.Concat(info.Append(new("Payload-Oxum", oxum)).Select(Element)))),
            ("manifest-sha256.txt", Utf8(string.Concat(files.Select(file => $"{file.Sha256}  {file.Path}\n")))),
        ];
        var tagManifest = Utf8(string.Concat(tags.Select(tag => $"{Convert.ToHexStringLower(SHA256.HashData(tag.Content))}  {tag.Name}\n")));
        tags.Add(("tagmanifest-sha256.txt", tagManifest));

        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        foreach (var (name, content) in tags)
        {
            await using var entry = await EntryAsync(zip, $"{folder}/{name}", CompressionLevel.Optimal, at, ct);
            await entry.WriteAsync(content, ct);
        }
        long done = 0;
        foreach (var file in files)
        {
            await using var source = await file.OpenAsync(ct);
            await using var entry = await EntryAsync(zip, $"{folder}/{file.Path}", LevelFor(file.Path), at, ct);
            done = await CopyAsync(file, source, entry, done, progress, ct);
        }
        return Convert.ToHexStringLower(SHA256.HashData(tagManifest));
    }

    private static async Task<long> CopyAsync(BagFile file, Stream source, Stream entry, long done, Action<long> progress, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        while (await source.ReadAsync(buffer, ct) is > 0 and var read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            await entry.WriteAsync(buffer.AsMemory(0, read), ct);
            done += read;
            progress(done);
        }
        if (!string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Sha256, StringComparison.Ordinal)) throw new BagFileChangedException(file.Path);
        return done;
    }

    private static async Task<Stream> EntryAsync(ZipArchive zip, string name, CompressionLevel level, DateTimeOffset at, CancellationToken ct)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = at.ToUniversalTime();
        entry.ExternalAttributes = (int)ReadableFile << 16;
        return await entry.OpenAsync(ct);
    }

    // A PDF's streams are deflated already. Packing the records harder would make the archive a tenth smaller and sealing take half as long again.
    private static CompressionLevel LevelFor(string path) => path.EndsWith(".pdf", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest;

    /// <summary>One line: what would fold or break it becomes a space.</summary>
    private static string Element(KeyValuePair<string, string> element) =>
        $"{element.Key}: {string.Join(' ', element.Value.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}\n";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    [Flags]
    private enum UnixMode
    {
        Rw_r__r__ = 0b110_100_100,
        RegularFile = 0x8000,
    }
}

/// <summary>A file was another when the bag was made than when it was entered in the manifest.</summary>
internal sealed class BagFileChangedException(string path) : Exception($"{path} is not what it was when it was written. The package was not sealed; check the storage.");
