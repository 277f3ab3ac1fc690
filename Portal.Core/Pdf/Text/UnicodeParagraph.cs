using Portal.Core.Pdf.Fonts;

namespace Portal.Core.Pdf.Text;

/// <summary>
/// One paragraph by the Unicode rules: levels (UAX 9), break opportunities (UAX 14), clusters (UAX 29), fonts, then words into lines.
/// </summary>
internal sealed class UnicodeParagraph(FontFallback fallback, TextShaper shaper, LineFiller filler, TextDiagnostics diagnostics) : IDisposable
{
    /// <summary>No piece this long fits a line of ours, so it is broken at clusters without being measured whole.</summary>
    public const int LongestPiece = 400;
    private const int LongestCluster = 64;
    private readonly Icu.Bidi bidi = new();
    private readonly Icu.Breaks lineBreaks = new(Icu.LineBreaks);
    private readonly Icu.Breaks clusterBreaks = new(Icu.CharacterBreaks);
    private readonly FontRuns fontRuns = new(fallback, diagnostics);
    private readonly List<(ShapedWord Word, int Level)> piece = [];
    private readonly List<ShapedWord> pictures = [];
    private byte[] levels = [];
    private bool[] breaks = [];
    private bool[] clusters = [];
    private FontFace?[] faces = [];
    private int countedTo;

    public void Fill(ParagraphText text, TextStyle style, double width, List<TextLine> lines)
    {
        var length = text.Length;
        if (length == 0)
        {
            filler.Begin(style, width, 0, lines);
            filler.Break();
            return;
        }
        Grow(length);
        var level = bidi.Levels(text.Characters, levels);
        PlaceControls(text, level);
        lineBreaks.Mark(text.Characters, breaks);
        clusterBreaks.Mark(text.Characters, clusters);
        // The Thai dictionary now and then breaks inside a cluster.
        for (var i = 1; i < length; i++) breaks[i] &= clusters[i];
        LimitClusters(text.Characters);
        fontRuns.Assign(text, clusters, faces, style.Role);
        filler.Begin(style, width, level, lines);
        countedTo = 0;
        for (var start = 0; start < length;)
        {
            var end = start + 1;
            while (!breaks[end]) end++;
            AddSegment(text, start, end, style.Role);
            start = end;
        }
        filler.Break();
    }

    public void Dispose()
    {
        bidi.Dispose();
        lineBreaks.Dispose();
        clusterBreaks.Dispose();
    }

    private void AddSegment(ParagraphText text, int start, int end, FontRole role)
    {
        var trimmed = end;
        while (trimmed > start && text.Characters[trimmed - 1] == ' ') trimmed--;
        if (trimmed - start > LongestPiece) AddInParts(text, start, trimmed);
        else if (trimmed > start)
        {
            var width = ShapeRange(text, start, trimmed);
            if (width > filler.Measure) AddInParts(text, start, trimmed);
            else
            {
                if (width > filler.Left && !filler.IsEmpty) filler.Break();
                AddPiece();
            }
        }
        if (trimmed == end) return;
        // The space of the word before it: of its width, and without a change of font.
        var face = trimmed > start && faces[trimmed - 1] is { IsColour: false } before && before.Covers(' ') ? before : fallback.Primary(role);
        var space = shaper.Shape(" ", face, rightToLeft: false);
        for (var i = trimmed; i < end; i++) filler.Add(space, levels[i], isSpace: true);
    }

    /// <summary>Breaks a piece wider than the line between clusters; each part is shaped whole, so joined letters stay joined.</summary>
    private void AddInParts(ParagraphText text, int start, int end)
    {
        if (!filler.IsEmpty && filler.Left < filler.Measure / 3) filler.Break();
        while (start < end)
        {
            var fits = start;
            double width = 0;
            while (fits < end && fits - start < LongestPiece)
            {
                var next = NextCluster(fits, end);
                width += ShapeRange(text, fits, next);
                if (width > filler.Left && (fits > start || !filler.IsEmpty)) break;
                fits = next;
            }
            if (fits == start)
            {
                filler.Break();
                continue;
            }
            // Shaped together a part may come out wider than its clusters apart; then it gives one back.
            while (ShapeRange(text, start, fits) > filler.Left && PreviousCluster(fits, start) is var shorter && shorter > start) fits = shorter;
            AddPiece();
            start = fits;
            if (start < end) filler.Break();
        }
    }

    private void AddPiece()
    {
        foreach (var (word, level) in piece) filler.Add(word, level, isSpace: false);
    }

    /// <summary>Shapes a range into <see cref="piece"/>; returns its width in ems.</summary>
    private double ShapeRange(ParagraphText text, int start, int end)
    {
        piece.Clear();
        double width = 0;
        for (var i = start; i < end;)
        {
            var box = text.Boxes[i];
            if (box != 0)
            {
                if (box != ParagraphText.Silent) Add(shaper.Box(box - 1), levels[i]);
                i++;
                continue;
            }
            var face = faces[i]!;
            var stop = i + 1;
            while (stop < end && ReferenceEquals(faces[stop], face) && levels[stop] == levels[i] && !(face.IsColour && clusters[stop])) stop++;
            if (face.IsColour) AddEmoji(text, i, stop);
            else Add(shaper.Shape(text.Characters[i..stop], face, (levels[i] & 1) != 0), levels[i]);
            i = stop;
        }
        return width;

        void Add(ShapedWord word, int level)
        {
            piece.Add((word, level));
            width += word.Width;
        }

        void AddEmoji(ParagraphText source, int from, int to)
        {
            pictures.Clear();
            var character = source.Characters[from];
            var pair = char.IsHighSurrogate(character);
            if (!shaper.TryShapeEmoji(source.Characters[from..to], faces[from]!, pictures)
                && !shaper.TryShapeEmoji(source.Characters.Slice(from, pair ? 2 : 1), faces[from]!, pictures))
            {
                var codePoint = pair ? char.ConvertToUtf32(character, source.Characters[from + 1]) : character;
                // A range may be shaped more than once before it is placed.
                if (from >= countedTo) diagnostics.Uncovered(codePoint);
                countedTo = Math.Max(countedTo, to);
                pictures.Add(shaper.Box(codePoint));
            }
            foreach (var picture in pictures) Add(picture, levels[from]);
        }
    }

    /// <summary>A shown direction control stands where its text begins, not carried off to the far end of the run it opens.</summary>
    private void PlaceControls(ParagraphText text, int level)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text.Boxes[i] > 0 && VisibleMark.IsBidiControl(text.Characters[i])) levels[i] = i == 0 ? (byte)level : levels[i - 1];
        }
    }

    private int NextCluster(int from, int end)
    {
        var next = from + 1;
        while (next < end && !clusters[next]) next++;
        return next;
    }

    private int PreviousCluster(int from, int start)
    {
        var previous = from - 1;
        while (previous > start && !clusters[previous]) previous--;
        return previous;
    }

    /// <summary>A chain of a million joiners is one cluster to Unicode; to us it is many.</summary>
    private void LimitClusters(ReadOnlySpan<char> text)
    {
        var since = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (clusters[i]) since = i;
            else if (i - since >= LongestCluster && !char.IsLowSurrogate(text[i]))
            {
                clusters[i] = true;
                since = i;
            }
        }
    }

    private void Grow(int length)
    {
        if (faces.Length >= length + 1) return;
        var size = Math.Max(1024, length * 2) + 1;
        (levels, breaks, clusters, faces) = (new byte[size], new bool[size], new bool[size], new FontFace?[size]);
    }
}
