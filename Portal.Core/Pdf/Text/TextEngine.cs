using System.Buffers;
using Portal.Core.Pdf.Fonts;

namespace Portal.Core.Pdf.Text;

/// <summary>
/// Lays text out in lines: splits it in paragraphs, sends plain Latin down a short path and everything else through the Unicode
/// algorithms. Each call is a field of its own: no direction control reaches beyond it. One a document, one thread.
/// </summary>
internal sealed class TextEngine : IDisposable
{
    private static readonly SearchValues<char> PlainLatin = SearchValues.Create(PlainCharacters());
    private static readonly SearchValues<char> ParagraphEnds = SearchValues.Create("\n\r\v\f\u0085\u2028\u2029");
    private const string Opening = "([{\u00A1\u00BF", Closing = ")]}!?:;,./", Quotation = "\"'\u00AB\u00BB";
    private const string Numbers = "0123456789:.,-";
    private static readonly string Identifiers = string.Concat(Enumerable.Range(0x20, 0x5F).Select(c => (char)c)) + '\u00B7';
    private readonly DocumentFonts fonts;
    private readonly TextShaper shaper;
    private readonly LineFiller filler;
    private readonly UnicodeParagraph unicode;
    private readonly ParagraphText paragraph;
    private readonly Stack<TextLine> idle = new();
    private readonly bool[] plainPath;
    private readonly SearchValues<char>[] unjoinedCharacters;

    public TextEngine(DocumentFonts fonts)
    {
        this.fonts = fonts;
        shaper = new TextShaper(fonts);
        filler = new LineFiller(fonts, shaper, Rent, Diagnostics);
        paragraph = new ParagraphText(Diagnostics);
        unicode = new UnicodeParagraph(fonts.Fallback, shaper, filler, Diagnostics);
        unjoinedCharacters = [.. Enum.GetValues<FontRole>().Select(role => SearchValues.Create(UnjoinedAlphabet(role)))];
        plainPath = [.. Enum.GetValues<FontRole>().Select(role => PlainCharacters().All(c => fonts.Fallback.Primary(role).Covers(c)))];
    }

    public TextDiagnostics Diagnostics { get; } = new();

    /// <summary>Appends the lines of <paramref name="text"/> to <paramref name="lines"/>; at least one, even for empty text.</summary>
    /// <param name="width">In points.</param>
    public void Layout(ReadOnlySpan<char> text, TextStyle style, double width, List<TextLine> lines)
    {
        while (true)
        {
            var end = text.IndexOfAny(ParagraphEnds);
            LayoutParagraph(end < 0 ? text : text[..end], style, width, lines);
            if (end < 0) return;
            var wide = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1;
            text = text[(end + wide)..];
        }
    }

    /// <summary>Lays out words and fields; each field is isolated from what stands beside it.</summary>
    public void Layout(MixedText text, TextStyle style, double width, List<TextLine> lines)
    {
        var parts = text.Parts;
        if (parts.Length == 1)
        {
            Layout(parts[0], style, width, lines);
            return;
        }
        var plain = plainPath[(int)style.Role];
        foreach (var part in parts) plain &= !part.AsSpan().ContainsAnyExcept(PlainLatin);
        paragraph.Clear();
        for (var i = 0; i < parts.Length; i++)
        {
            if (plain || i % 2 == 0) paragraph.Append(parts[i]);
            else paragraph.AppendIsolated(parts[i]);
        }
        LayoutMade(style, width, lines);
    }

    /// <summary>Lays out the paragraph that was put together.</summary>
    private void LayoutMade(TextStyle style, double width, List<TextLine> lines)
    {
        var characters = paragraph.Characters;
        if (!characters.ContainsAnyExcept(unjoinedCharacters[(int)style.Role]) && filler.TryFillUnjoined(characters, style, width, lines)) return;
        if (IsPlain(characters, style.Role)) filler.FillPlain(characters, style, width, lines);
        else unicode.Fill(paragraph, style, width, lines);
    }

    /// <summary>A single line, as wide as it needs to be.</summary>
    public TextLine Line(ReadOnlySpan<char> text, TextStyle style)
    {
        var lines = new List<TextLine>(1);
        LayoutParagraph(text, style, double.MaxValue, lines);
        return lines[0];
    }

    /// <summary>One character of the style's own face, as it stands by itself.</summary>
    /// <exception cref="ArgumentException">The face does not have it.</exception>
    public ShapedWord Character(char character, TextStyle style)
    {
        var face = fonts.Fallback.Primary(style.Role);
        if (!face.Covers(character)) throw new ArgumentException($"The text face has no glyph for U+{(int)character:X4}.", nameof(character));
        return shaper.Shape([character], face, rightToLeft: false);
    }

    /// <summary>Takes lines back for use by others. The caller must not touch them again.</summary>
    public void Return(List<TextLine> lines)
    {
        foreach (var line in lines) idle.Push(line);
        lines.Clear();
    }

    /// <summary>Whether a paragraph is set by the short path: Latin, and no break to be decided that needs the Unicode rules.</summary>
    public bool IsPlain(ReadOnlySpan<char> text, FontRole role) => plainPath[(int)role] && !text.ContainsAnyExcept(PlainLatin) && !HasBoundSpace(text);

    public void Dispose()
    {
        shaper.Dispose();
        unicode.Dispose();
    }

    private static string PlainCharacters() =>
        string.Concat(Enumerable.Range(0x20, 0x5F).Concat(Enumerable.Range(0xA0, 0xE0)).Where(c => c != 0xAD).Select(c => (char)c));

    /// <summary>The longest alphabet that the face sets glyph by glyph: printable ASCII in a fixed-width face, digits in most others.</summary>
    private string UnjoinedAlphabet(FontRole role)
    {
        var face = fonts.Fallback.Primary(role);
        string[] alphabets = role == FontRole.Mono ? [Identifiers, Numbers] : [Numbers];
        return alphabets.FirstOrDefault(face.SetsUnjoined) ?? "";
    }

    private void LayoutParagraph(ReadOnlySpan<char> text, TextStyle style, double width, List<TextLine> lines)
    {
        if (!text.ContainsAnyExcept(unjoinedCharacters[(int)style.Role]) && filler.TryFillUnjoined(text, style, width, lines)) return;
        if (IsPlain(text, style.Role))
        {
            filler.FillPlain(text, style, width, lines);
            return;
        }
        paragraph.Clear();
        paragraph.Append(text);
        unicode.Fill(paragraph, style, width, lines);
    }

    /// <summary>A space at which no line may end: behind an opening bracket, before a sign that closes, from a quotation mark to a bracket (UAX 14, LB13 to LB15).</summary>
    private static bool HasBoundSpace(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf(' '); at >= 0;)
        {
            var before = at > 0 ? text[at - 1] : 'x';
            if (Opening.Contains(before)) return true;
            var end = at + 1;
            while (end < text.Length && text[end] == ' ') end++;
            if (end < text.Length && (Closing.Contains(text[end]) || (Quotation.Contains(before) && Opening.Contains(text[end])))) return true;
            var next = text[end..].IndexOf(' ');
            at = next < 0 ? -1 : end + next;
        }
        return false;
    }

    private TextLine Rent() => idle.TryPop(out var line) ? line : new TextLine();
}
