using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Core.Disclosures.Verification;

/// <summary><c>bagit.txt</c>: the version and the encoding of the tag files.</summary>
internal sealed partial record BagDeclaration(string Version, Encoding Encoding)
{
    public const string Path = "bagit.txt";

    private static readonly string[] Versions = ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"];

    public bool IsFirstEdition => Version == "1.0";

    /// <exception cref="FormatException">It is no declaration, or one of a version or encoding that is not known.</exception>
    public static BagDeclaration Parse(byte[] content)
    {
        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) throw new FormatException("it begins with a byte order mark, which it must not.");
        var match = TwoLines().Match(Encoding.UTF8.GetString(content));
        if (!match.Success) throw new FormatException("it is not the two lines that declare a bag.");
        var version = match.Groups["version"].Value;
        if (!Versions.Contains(version)) throw new FormatException("it declares a version of BagIt that is not known.");
        return new BagDeclaration(version, match.Groups["encoding"].Value.ToUpperInvariant() switch
        {
            "UTF-8" or "US-ASCII" => new UTF8Encoding(false, throwOnInvalidBytes: true),
            "UTF-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
            "ISO-8859-1" => Encoding.Latin1,
            _ => throw new FormatException("it declares a character encoding that is not known."),
        });
    }

    [GeneratedRegex(@"\ABagIt-Version: (?<version>[0-9]{1,3}\.[0-9]{1,3})(\r\n|\n|\r)Tag-File-Character-Encoding: (?<encoding>[A-Za-z0-9_.:-]{1,40})(\r\n|\n|\r)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TwoLines();
}
