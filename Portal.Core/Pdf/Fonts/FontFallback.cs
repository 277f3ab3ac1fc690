using Portal.Core.Pdf.Text;

namespace Portal.Core.Pdf.Fonts;

/// <summary>The look of Han characters, which Unicode unifies and readers do not: the order of faces in Noto Sans CJK.</summary>
internal enum HanForm
{
    Japanese = 0,
    Korean = 1,
    SimplifiedChinese = 2,
}

/// <summary>Chooses the font of each code point, and remembers. One a document.</summary>
internal sealed class FontFallback(FontLibrary library)
{
    private static readonly string[] SymbolFonts = ["NotoSansSymbols-Regular", "NotoSansSymbols2-Regular", "NotoSansMath-Regular", "NotoMusic-Regular"];
    private readonly FontFace[] primaries = [library.Primary(FontRole.Regular), library.Primary(FontRole.Bold), library.Primary(FontRole.Mono)];
    private readonly Dictionary<(int CodePoint, FontRole Role, HanForm Han), FontFace?> chosen = [];

    public FontFace? Colour { get; } = library.Colour();

    public FontFace Primary(FontRole role) => primaries[(int)role];

    /// <summary>
    /// The face for a code point, or null where no font of the machine has it. Marks and signs that belong to no script stay with the
    /// <paramref name="previous"/> face if it has them, so that a run is not cut in pieces.
    /// </summary>
    public FontFace? Find(int codePoint, FontRole role, FontFace? previous, HanForm han)
    {
        if (Primary(role).Covers(codePoint)) return Primary(role);
        if (previous is { IsColour: false } && previous.Covers(codePoint)) return previous;
        if (!chosen.TryGetValue((codePoint, role, han), out var face))
        {
            face = Search(codePoint, han);
            if (face is not null && role == FontRole.Bold) face = Bold(face, codePoint, han);
            chosen[(codePoint, role, han)] = face;
        }
        return face;
    }

    private FontFace? Search(int codePoint, HanForm han)
    {
        if (Primary(FontRole.Regular).Covers(codePoint)) return Primary(FontRole.Regular);
        return Preferred(codePoint, han).Concat(library.AllRegular()).FirstOrDefault(face => !face.IsColour && face.Covers(codePoint))
            ?? (Colour?.Covers(codePoint) == true ? Colour : null);
    }

    private IEnumerable<FontFace> Preferred(int codePoint, HanForm han)
    {
        var script = Icu.Script(codePoint);
        var names = script switch
        {
            "Han" or "Hiragana" or "Katakana" or "Hangul" or "Bopomofo" => [],
            "Common" or "Inherited" when codePoint is (>= 0x3000 and < 0x3100) or (>= 0xFE30 and < 0xFE50) or >= 0xFF00 => [],
            "Common" or "Inherited" or "Unknown" => SymbolFonts,
            _ => [$"NotoSans{script}-Regular", $"NotoSerif{script}-Regular"],
        };
        foreach (var name in names)
        {
            if (library.Named(name) is { } face) yield return face;
        }
        if (library.Named("NotoSansCJK-Regular", (int)han) is { } cjk) yield return cjk;
    }

    private FontFace Bold(FontFace regular, int codePoint, HanForm han)
    {
        if (!regular.Name.EndsWith("-Regular", StringComparison.Ordinal)) return regular;
        var index = regular.Name == "NotoSansCJK-Regular" ? (int)han : 0;
        var bold = library.Named(regular.Name.Replace("-Regular", "-Bold", StringComparison.Ordinal), index);
        return bold?.Covers(codePoint) == true ? bold : regular;
    }
}
