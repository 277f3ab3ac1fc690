using System.Globalization;

namespace Portal.Core.Pdf.Text;

/// <summary>The label and the extractable text of characters that have no look of their own.</summary>
internal static class VisibleMark
{
    private static readonly string[] ControlNames =
    [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
        "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
    ];

    public static bool IsBidiControl(int codePoint) => codePoint is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    public static bool IsControl(int codePoint) => codePoint is < 0x20 or (>= 0x7F and < 0xA0);

    public static bool IsSurrogate(int codePoint) => codePoint is >= 0xD800 and < 0xE000;

    public static bool IsNonCharacter(int codePoint) => (codePoint & 0xFFFE) == 0xFFFE || codePoint is >= 0xFDD0 and < 0xFDF0;

    /// <summary>They count as marks, but stack nothing: a row of them is hidden text, and is shown.</summary>
    public static bool IsVariationSelector(int codePoint) => codePoint is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>Joiners, direction marks and break hints: invisible by nature, and part of honest text.</summary>
    public static bool IsOrdinaryInvisible(int codePoint) => codePoint is 0x00AD or 0x034F or 0x061C or (>= 0x200B and <= 0x200F) or 0x2060;

    public static string Label(int codePoint) => codePoint switch
    {
        < 0x20 => ControlNames[codePoint],
        0x7F => "DEL",
        0x202A => "LRE",
        0x202B => "RLE",
        0x202C => "PDF",
        0x202D => "LRO",
        0x202E => "RLO",
        0x2066 => "LRI",
        0x2067 => "RLI",
        0x2068 => "FSI",
        0x2069 => "PDI",
        0xFEFF => "BOM",
        _ => "U+" + codePoint.ToString("X4", CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// What a search or copy finds. Never the control itself: it would take effect in whatever it is pasted into, and PDF/A forbids some.
    /// </summary>
    public static string Text(int codePoint) => codePoint switch
    {
        < 0x20 => ((char)(0x2400 + codePoint)).ToString(),
        0x7F => "\u2421",
        _ when IsSurrogate(codePoint) => "\uFFFD",
        _ when IsBidiControl(codePoint) || IsControl(codePoint) || IsNonCharacter(codePoint) || Icu.IsDefaultIgnorable(codePoint) => $"[{Label(codePoint)}]",
        _ => char.ConvertFromUtf32(codePoint),
    };
}
