using System.IO.Compression;

namespace Portal.Core.Disclosures.Verification;

/// <summary>The files of a bag, unpacked in a folder or still in its archive. Nothing is ever written or followed out of it.</summary>
internal abstract class BagSource : IAsyncDisposable
{
    private readonly SortedDictionary<string, long> files = new(StringComparer.Ordinal);

    /// <summary>Path within the bag, with forward slashes, to its length in bytes.</summary>
    public IReadOnlyDictionary<string, long> Files => files;

    /// <summary>What no honest bag holds: links, paths that lead out, a name twice.</summary>
    public List<string> Faults { get; } = [];

    public bool HasPayloadFolder { get; protected set; }

    /// <exception cref="FormatException">It is neither a folder nor an archive that can be read.</exception>
    public static async Task<BagSource> OpenAsync(string path, CancellationToken ct)
    {
        if (Directory.Exists(path)) return new FolderBag(path);
        if (!File.Exists(path)) throw new FormatException("there is no such file or folder.");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous);
        try
        {
            return new ZipBag(await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, ct));
        }
        catch (InvalidDataException)
        {
            await file.DisposeAsync();
            throw new FormatException("it is no ZIP archive, or a damaged one.");
        }
    }

    public abstract Task<Stream> OpenFileAsync(string path, CancellationToken ct);

    /// <summary>The whole file, where it must fit in memory.</summary>
    /// <exception cref="FormatException">It is missing, or longer than <paramref name="longest"/> bytes.</exception>
    public async Task<byte[]> ReadAsync(string path, int longest, CancellationToken ct)
    {
        if (!files.TryGetValue(path, out var length)) throw new FormatException("the file is missing.");
        if (length > longest) throw new FormatException($"the file has {length} bytes, more than such a file can have.");
        await using var stream = await OpenFileAsync(path, ct);
        var content = new byte[length];
        var read = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct);
        if (read < content.Length || await stream.ReadAsync(new byte[1], ct) > 0) throw new FormatException("the file is not as long as it claims.");
        return content;
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>A path that stays inside: relative, of plain segments.</summary>
    public static bool IsInside(string path) =>
        path.Length > 0
        && path[0] is not ('/' or '~')
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains('\0', StringComparison.Ordinal)
        && !(path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
        && path.Split('/').All(segment => segment is not ("" or "." or ".."));

    private void Add(string path, long length)
    {
        if (!files.TryAdd(path, length)) Faults.Add($"{path} is there twice.");
    }

    private sealed class FolderBag : BagSource
    {
        private readonly string root;

        public FolderBag(string root)
        {
            this.root = Path.GetFullPath(root);
            HasPayloadFolder = Directory.Exists(Path.Combine(root, "data"));
            Walk(new DirectoryInfo(this.root));
        }

        public override Task<Stream> OpenFileAsync(string path, CancellationToken ct) =>
            Task.FromResult<Stream>(new FileStream(Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar)), FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous));

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Walk(DirectoryInfo folder)
        {
            foreach (var item in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                var path = Path.GetRelativePath(root, item.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (item.LinkTarget is not null) Faults.Add($"{path} is a link, which leads who knows where.");
                else if (item is DirectoryInfo inner) Walk(inner);
                else Add(path, ((FileInfo)item).Length);
            }
        }
    }

    private sealed class ZipBag : BagSource
    {
        private const int FileTypeMask = 0xF000;
        private const int SymbolicLink = 0xA000;

        private readonly ZipArchive zip;
        private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

        public ZipBag(ZipArchive zip)
        {
            this.zip = zip;
            var tops = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
            {
                var name = entry.FullName;
                var isFolder = name.EndsWith('/');
                if (!IsInside(isFolder ? name[..^1] : name))
                {
                    Faults.Add("The archive names a file outside itself.");
                    continue;
                }
                if (((entry.ExternalAttributes >> 16) & FileTypeMask) == SymbolicLink) Faults.Add($"{name} is a link, which leads who knows where.");
                var slash = name.IndexOf('/', StringComparison.Ordinal);
                if (slash < 0)
                {
                    Faults.Add($"{name} stands beside the bag's folder, not in it.");
                    continue;
                }
                tops.Add(name[..slash]);
                var path = name[(slash + 1)..];
                HasPayloadFolder |= path.StartsWith("data/", StringComparison.Ordinal);
                if (isFolder) continue;
                Add(path, entry.Length);
                entries.TryAdd(path, entry);
            }
            if (tops.Count != 1) Faults.Add($"The archive has {tops.Count} folders at the top; a bag has one.");
        }

        public override async Task<Stream> OpenFileAsync(string path, CancellationToken ct) => await entries[path].OpenAsync(ct);

        public override ValueTask DisposeAsync() => zip.DisposeAsync();
    }
}
