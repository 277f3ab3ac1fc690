using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>
/// The stamp at the right of a page's foot: a form that the page refers to and that is written later, when what it says is known. The
/// characters it may hold are shaped with the document, so that the font's subset has them.
/// </summary>
internal sealed class PageStamp(IReadOnlyList<StampCharacter> characters)
{
    private readonly Dictionary<char, StampCharacter> known = characters.ToDictionary(character => character.Character);
    private readonly PdfBuffer drawing = new(512);

    public static List<StampCharacter> Prepare(TextEngine text, string characters) =>
        [.. from character in characters.Distinct().Order()
            let word = text.Character(character, Typography.Running)
            select new StampCharacter(character, word.Font.ObjectNumber, word.Font.Resource, word.Glyphs, word.Width)];

    /// <summary>Writes the stamp, its right end on the origin.</summary>
    /// <exception cref="ArgumentException">It holds a character that the draft was not prepared for.</exception>
    public void Write(PdfUpdate update, int objectNumber, string words)
    {
        var size = Typography.Running.Size;
        var set = words.Select(c => known.GetValueOrDefault(c) ?? throw new ArgumentException($"The draft was not prepared for the character '{c}' in a stamp.", nameof(words))).ToList();
        var width = set.Sum(character => character.Width) * size;
        drawing.Clear();
        PageCanvas.AppendInk(drawing, Typography.Running.Ink);
        drawing.Append("BT "u8).AppendNumber(size).Append(" 0 0 "u8).AppendNumber(size).Append((byte)' ').AppendNumber(-width).Append(" 0 Tm"u8);
        var fonts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        string? current = null;
        foreach (var character in set)
        {
            if (character.Resource != current)
            {
                if (current is not null) drawing.Append("]TJ"u8);
                fonts[current = character.Resource] = character.Font;
                drawing.Append((byte)'/').Append(current).Append(" 1 Tf["u8);
            }
            // There is a stamp on every page, and two brackets a character would be a third of it.
            drawing.AppendJoined(character.Glyphs.Span);
        }
        drawing.Append(current is null ? " ET"u8 : "]TJ ET"u8);
        var resources = string.Concat(fonts.Select(font => FormattableString.Invariant($"/{font.Key} {font.Value} 0 R")));
        // Too short to be worth deflating.
        update.WriteStream(
            objectNumber,
            FormattableString.Invariant($"/Subtype/Form/BBox[{-Math.Ceiling(width) - 1} -4 1 {Math.Ceiling(Typography.Running.Leading)}]/Resources<</Font<<{resources}>>>>"),
            drawing.Written,
            deflate: false);
    }
}
