using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Core.Pdf.Signing;

/// <summary>What a signature's dictionary claims beside its value. Only for display and for choosing a parser: nothing here is proof.</summary>
internal sealed partial record SignatureDictionary(string SubFilter, DateTimeOffset? ClaimedUtc)
{
    private const int Reach = 4096;

    public static SignatureDictionary Read(Stream file, SignedRanges ranges)
    {
        var start = Math.Max(0, ranges.FirstLength - Reach);
        var before = ReadText(file, start, ranges.FirstLength - start);
        var after = ReadText(file, ranges.SecondStart, Math.Min(Reach, ranges.SecondLength));
        var opening = before.LastIndexOf(" obj", StringComparison.Ordinal);
        var closing = after.IndexOf("endobj", StringComparison.Ordinal);
        var text = before[Math.Max(0, opening)..] + " " + (closing < 0 ? after : after[..closing]);
        var filter = SubFilterPattern().Match(text);
        var time = TimePattern().Match(text);
        return new SignatureDictionary(filter.Success ? filter.Groups[1].Value : "", time.Success ? PdfTime.Parse(time.Groups[1].Value) : null);
    }

    private static string ReadText(Stream file, long start, long length)
    {
        var bytes = new byte[length];
        file.Position = start;
        file.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    [GeneratedRegex(@"/SubFilter\s*/([A-Za-z0-9._]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SubFilterPattern();

    [GeneratedRegex(@"/M\s*\(D:([0-9+\-Z']{14,23})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TimePattern();
}
