using Portal.Core.Disclosures.Transcript;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>What the files of a transcript are called.</summary>
internal static class VolumeFiles
{
    /// <summary>A transcript that is one file.</summary>
    public const string Whole = "data/disclosure.pdf";

    private const string Prefix = "data/disclosure-";
    private const string Suffix = ".pdf";

    /// <summary>A volume as it is delivered; the first is <see cref="FrontContent.Path"/>.</summary>
    public static string PathOf(int volume) => FormattableString.Invariant($"{Prefix}{volume:D3}{Suffix}");

    /// <summary>The number of the volume that is called so, or null.</summary>
    public static int? NumberOf(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal)
        && int.TryParse(path.AsSpan(Prefix.Length, Math.Max(0, path.Length - Prefix.Length - Suffix.Length)), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && PathOf(number) == path ? number : null;

    /// <summary>The draft, until the volume is bound from it.</summary>
    public static string DraftOf(int volume) => FormattableString.Invariant($"work/volume-{volume:D3}.pdf");

    /// <summary>What is known of the draft.</summary>
    public static string NoteOf(int volume) => FormattableString.Invariant($"work/volume-{volume:D3}.json");
}
