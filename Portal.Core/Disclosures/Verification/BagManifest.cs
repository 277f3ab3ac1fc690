using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Portal.Core.Disclosures.Verification;

/// <summary>A manifest or tag manifest: which file has which digest.</summary>
internal sealed partial class BagManifest
{
    // Old bags are made with the first two. A package of ours must have SHA-256.
    private static readonly FrozenDictionary<string, HashAlgorithmName> Algorithms = new Dictionary<string, HashAlgorithmName>
    {
        ["md5"] = HashAlgorithmName.MD5,
        ["sha1"] = HashAlgorithmName.SHA1,
        ["sha256"] = HashAlgorithmName.SHA256,
        ["sha384"] = HashAlgorithmName.SHA384,
        ["sha512"] = HashAlgorithmName.SHA512,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private BagManifest(string path, HashAlgorithmName algorithm, bool ofTags)
    {
        Path = path;
        Algorithm = algorithm;
        OfTags = ofTags;
    }

    public string Path { get; }

    public HashAlgorithmName Algorithm { get; }

    /// <summary>Whether it lists the tag files, not the payload.</summary>
    public bool OfTags { get; }

    /// <summary>Path within the bag to digest in lower-case hex.</summary>
    public Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    public static bool IsManifest(string path) => FileName().IsMatch(path);

    /// <exception cref="FormatException">Its algorithm or a line is not known, a path leads elsewhere or stands there twice.</exception>
    public static BagManifest Parse(string path, byte[] content, BagDeclaration declaration)
    {
        var name = FileName().Match(path);
        if (!Algorithms.TryGetValue(name.Groups["algorithm"].Value, out var algorithm)) throw new FormatException("its digest algorithm is not known.");
        var manifest = new BagManifest(path, algorithm, name.Groups["tag"].Success);
        var number = 0;
        using var lines = new StringReader(declaration.Encoding.GetString(content));
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            var match = Entry().Match(line);
            if (!match.Success) throw new FormatException($"line {number} is not a digest and a path.");
            var file = PathOf(match.Groups["path"].Value, declaration);
            if (!BagSource.IsInside(file) || file.StartsWith("data/", StringComparison.Ordinal) == manifest.OfTags)
                throw new FormatException($"line {number} names a file that does not belong to this manifest.");
            if (!manifest.Digests.TryAdd(file, match.Groups["digest"].Value.ToLowerInvariant()))
                throw new FormatException($"line {number} names a file a second time.");
        }
        return manifest;
    }

    /// <summary>Of a path as tag files write it. RFC 8493 escapes line ends and the per cent sign, earlier editions nothing.</summary>
    public static string PathOf(string written, BagDeclaration declaration)
    {
        var path = written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written;
        return declaration.IsFirstEdition
            ? path.Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase).Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal)
            : path;
    }

    [GeneratedRegex(@"\A(?<tag>tag)?manifest-(?<algorithm>[a-z0-9]{1,20})\.txt\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A(?<digest>[0-9A-Fa-f]{32,128})[ \t]+\*?(?<path>.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}
