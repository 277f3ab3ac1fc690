using Portal.Core.Pdf.Fonts;

namespace Portal.Core.Pdf.Text;

/// <summary>
/// Decides, cluster by cluster, which font draws what, and what no font draws. A cluster is never spread over two fonts unless a mark in it
/// has to become a box.
/// </summary>
internal sealed class FontRuns(FontFallback fallback, TextDiagnostics diagnostics)
{
    private const int WavingBlackFlag = 0x1F3F4, FirstTag = 0xE0020, LastTag = 0xE007F;
    private const char ZeroWidthJoiner = '\u200D';
    private const char EmojiStyle = '\uFE0F', TextStyleSelector = '\uFE0E', Keycap = '\u20E3';

    /// <summary>
    /// Fills <paramref name="faces"/> (null: a box, a silent control) and adds boxes and cluster boundaries where characters cannot be drawn.
    /// </summary>
    public void Assign(ParagraphText text, Span<bool> clusters, Span<FontFace?> faces, FontRole role)
    {
        var characters = text.Characters;
        var boxes = text.Boxes;
        var han = HanFormOf(characters);
        FontFace? previous = null;
        for (var start = 0; start < characters.Length;)
        {
            var end = start + 1;
            while (!clusters[end]) end++;
            if (boxes[start] != 0)
            {
                faces[start++] = null;
                clusters[start] = true;
                continue;
            }
            var codePoint = CodePointAt(characters, start, out var length);
            if (IsEmoji(characters[start..end], codePoint) && fallback.Colour?.Covers(codePoint) == true)
            {
                // What is no part of the picture starts a cluster of its own, and is drawn or boxed there.
                var pictured = PicturedLength(characters[start..end], fallback.Colour);
                faces.Slice(start, pictured).Fill(fallback.Colour);
                start += pictured;
                clusters[start] = true;
                continue;
            }
            var face = FaceFor(characters[start..end], codePoint, role, previous, han);
            if (face is null)
            {
                Box(boxes, clusters, faces, start, length, codePoint);
                start += length;
                continue;
            }
            // What the face cannot draw of the cluster starts one of its own.
            var drawn = DrawnLength(characters[start..end], face, length, out var hidden);
            faces.Slice(start, drawn).Fill(face);
            start += drawn;
            clusters[start] = true;
            if (hidden is { } invisible)
            {
                var size = invisible > 0xFFFF ? 2 : 1;
                Box(boxes, clusters, faces, start, size, invisible);
                start += size;
            }
            previous = face;
        }
    }

    private void Box(Span<int> boxes, Span<bool> clusters, Span<FontFace?> faces, int at, int length, int codePoint)
    {
        if (Icu.IsDefaultIgnorable(codePoint)) diagnostics.Control();
        else diagnostics.Uncovered(codePoint);
        boxes[at] = codePoint + 1;
        faces[at] = null;
        if (length == 2)
        {
            boxes[at + 1] = ParagraphText.Silent;
            faces[at + 1] = null;
        }
        clusters[at] = clusters[at + length] = true;
    }

    private FontFace? FaceFor(ReadOnlySpan<char> cluster, int codePoint, FontRole role, FontFace? previous, HanForm han)
    {
        if (VisibleMark.IsOrdinaryInvisible(codePoint)) return previous ?? fallback.Primary(role);
        // Text hidden in invisible characters is text all the same, and is shown.
        if (Icu.IsDefaultIgnorable(codePoint)) return null;
        var face = fallback.Find(codePoint, role, previous, han);
        if (face is null || cluster.Length == 1) return face;
        for (var i = 0; i < cluster.Length;)
        {
            var mark = CodePointAt(cluster, i, out var length);
            i += length;
            if (face.Covers(mark) || Icu.IsDefaultIgnorable(mark)) continue;
            // The mark's own font may know the base as well; then the two can be joined.
            if (fallback.Find(mark, role, null, han) is { } other && other.Covers(codePoint)) return other;
        }
        return face;
    }

    /// <summary>How many units of an emoji's cluster are its picture: what the colour font has, joiners, one selector at a time, the tags of a flag.</summary>
    private static int PicturedLength(ReadOnlySpan<char> cluster, FontFace colour)
    {
        var flag = CodePointAt(cluster, 0, out var at) == WavingBlackFlag;
        var joined = false;
        while (at < cluster.Length)
        {
            var codePoint = CodePointAt(cluster, at, out var length);
            var silent = codePoint is ZeroWidthJoiner or EmojiStyle;
            if (silent ? joined && codePoint == EmojiStyle : !(flag && codePoint is >= FirstTag and <= LastTag) && (Icu.IsDefaultIgnorable(codePoint) || !colour.Covers(codePoint))) break;
            joined = silent;
            at += length;
        }
        return at;
    }

    /// <summary>How many units of the cluster the face can draw, and what hidden text follows them.</summary>
    private static int DrawnLength(ReadOnlySpan<char> cluster, FontFace face, int baseLength, out int? hidden)
    {
        var selectors = 0;
        hidden = null;
        for (var i = baseLength; i < cluster.Length;)
        {
            var codePoint = CodePointAt(cluster, i, out var length);
            // One variation selector is spelling, a row of them is a message; tags outside a flag are another.
            if ((VisibleMark.IsVariationSelector(codePoint) && ++selectors > 1) || codePoint is >= 0xE0000 and < 0xE0080)
            {
                hidden = codePoint;
                return i;
            }
            if (!face.Covers(codePoint) && !Icu.IsDefaultIgnorable(codePoint)) return i;
            i += length;
        }
        return cluster.Length;
    }

    private static bool IsEmoji(ReadOnlySpan<char> cluster, int codePoint)
    {
        if (codePoint < 0x80 && cluster.IndexOf(Keycap) < 0) return false;
        if (cluster.Contains(TextStyleSelector)) return false;
        return cluster.ContainsAny(EmojiStyle, Keycap) || (codePoint > 0x2000 && Icu.IsEmojiPresentation(codePoint));
    }

    private static HanForm HanFormOf(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyInRange('\u3040', '\u30FF')) return HanForm.Japanese;
        return text.ContainsAnyInRange('\uAC00', '\uD7A3') ? HanForm.Korean : HanForm.SimplifiedChinese;
    }

    private static int CodePointAt(ReadOnlySpan<char> text, int index, out int length)
    {
        var c = text[index];
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(c, text[index + 1]);
        }
        length = 1;
        return c;
    }
}
