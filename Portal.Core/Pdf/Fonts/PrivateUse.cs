namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// Code points whose meaning is agreed in private. PDF/A-2a wants replacement text beside each (ISO 19005-2, 6.2.11.7.3): a glyph's reading
/// alone is not enough.
/// </summary>
internal static class PrivateUse
{
    public static bool Is(int codePoint) => codePoint is (>= 0xE000 and < 0xF900) or >= 0xF0000;

    /// <summary>Also true of planes 15 and 16, whose leading halves are U+DB80 to U+DBFF.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\uE000', '\uF8FF') || text.ContainsAnyInRange('\uDB80', '\uDBFF');
}
