using System.Collections.Concurrent;

namespace Portal.Core.Pdf.Fonts;

/// <summary>How a text style asks for a font.</summary>
internal enum FontRole
{
    Regular,
    Bold,
    Mono,
}

/// <summary>
/// The fonts of a machine. Files are listed once; a face is opened (its coverage read) the first time it might be needed and then kept
/// for the life of the process. Safe for many threads.
/// </summary>
public sealed class FontLibrary
{
    /// <summary>Environment variable: folders to look in instead of the usual ones, separated as in PATH.</summary>
    public const string FoldersVariable = "PORTAL_FONTS";

    private static readonly Lazy<FontLibrary> Installed = new(() => new FontLibrary(
        Environment.GetEnvironmentVariable(FoldersVariable) is { Length: > 0 } folders ? folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) : StandardDirectories()));

    private static readonly string[] Unwanted =
        ["Italic", "Oblique", "Condensed", "Light", "Thin", "Medium", "Black", "SemiBold", "ExtraBold", "Slanted", "Display", "Unjoined"];

    private readonly ConcurrentDictionary<(string Path, int Index), Lazy<FontFace?>> opened = new();
    private readonly Dictionary<string, string> pathByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<string> directories;
    private readonly string[] regularFiles;

    private FontLibrary(IReadOnlyList<string> directories)
    {
        this.directories = directories;
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var files = directories.Where(Directory.Exists).SelectMany(directory => Directory.EnumerateFiles(directory, "*", options))
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC")
            .Order(StringComparer.Ordinal).ToList();
        foreach (var path in files) pathByName.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        regularFiles = [.. pathByName.Values.Where(IsRegular).OrderBy(Rank).ThenBy(path => path, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The fonts installed on this machine, or those below the folders that <see cref="FoldersVariable"/> names: Noto first, then DejaVu,
    /// Liberation and whatever else is there.
    /// </summary>
    public static FontLibrary System => Installed.Value;

    /// <summary>Only the fonts below the given directories.</summary>
    public static FontLibrary FromDirectories(params IReadOnlyList<string> directories) => new(directories);

    /// <summary>Throws <see cref="FontsMissingException"/>, which names the packages to install, where no font can write plain Latin.</summary>
    public void EnsureUsable() => _ = Primary(FontRole.Regular);

    internal FontFace Primary(FontRole role)
    {
        ReadOnlySpan<string> names = role switch
        {
            FontRole.Bold => ["NotoSans-Bold", "DejaVuSans-Bold", "LiberationSans-Bold"],
            FontRole.Mono => ["NotoSansMono-Regular", "DejaVuSansMono", "LiberationMono-Regular"],
            _ => ["NotoSans-Regular", "DejaVuSans", "LiberationSans-Regular"],
        };
        foreach (var name in names)
        {
            if (Named(name) is { } face && CoversLatin(face)) return face;
        }
        if (role != FontRole.Regular) return Primary(FontRole.Regular);
        return AllRegular().FirstOrDefault(CoversLatin) ?? throw new FontsMissingException(directories);
    }

    internal FontFace? Named(string name, int index = 0) => pathByName.TryGetValue(name, out var path) ? Open(path, index) : null;

    /// <summary>Every upright, regular face, the preferred first, opened as the caller walks on.</summary>
    internal IEnumerable<FontFace> AllRegular() => regularFiles.Select(path => Open(path, 0)).OfType<FontFace>();

    internal FontFace? Colour() => Named("NotoColorEmoji") is { IsColour: true } face ? face : null;

    private static bool CoversLatin(FontFace face) => !face.IsColour && Enumerable.Range(0x20, 95).All(face.Covers);

    private static bool IsRegular(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return !name.Contains("Bold", StringComparison.Ordinal) && !Unwanted.Any(word => name.Contains(word, StringComparison.Ordinal));
    }

    private static int Rank(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name switch
        {
            "NotoSans-Regular" => 0,
            "NotoSansSymbols-Regular" or "NotoSansSymbols2-Regular" or "NotoSansMath-Regular" or "NotoMusic-Regular" => 1,
            "NotoSansCJK-Regular" => 2,
            _ when name.StartsWith("NotoSansMono", StringComparison.Ordinal) => 6,
            _ when name.StartsWith("NotoSans", StringComparison.Ordinal) => 3,
            _ when name.StartsWith("NotoSerif", StringComparison.Ordinal) => 4,
            _ when name.StartsWith("Noto", StringComparison.Ordinal) => 5,
            _ when name.StartsWith("DejaVuSans", StringComparison.Ordinal) => 7,
            _ when name.StartsWith("Liberation", StringComparison.Ordinal) => 8,
            _ => 9,
        };
    }

    private static string[] StandardDirectories()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] candidates =
        [
            "/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local/share/fonts"), Path.Combine(home, ".fonts"),
            "/System/Library/Fonts", "/Library/Fonts", Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        ];
        return [.. candidates.Where(path => path.Length > 0)];
    }

    private FontFace? Open(string path, int index) =>
        opened.GetOrAdd((path, index), key => new Lazy<FontFace?>(() => FontFace.TryOpen(key.Path, key.Index))).Value;
}
