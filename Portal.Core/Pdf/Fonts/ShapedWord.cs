namespace Portal.Core.Pdf.Fonts;

/// <summary>A font of one document: what a page's resources name.</summary>
internal abstract class FontSlot(int index, int objectNumber, double ascent, double descent)
{
    /// <summary>Resource name without its slash.</summary>
    public string Resource { get; } = FormattableString.Invariant($"F{index}");

    public int Index { get; } = index;

    public int ObjectNumber { get; } = objectNumber;

    /// <summary>In ems.</summary>
    public double Ascent { get; } = ascent;

    /// <summary>In ems, positive.</summary>
    public double Descent { get; } = descent;
}

/// <summary>
/// A word ready to be put on a page at any size: its bytes are the inside of a TJ array, in thousandths of an em. Immutable, so that the
/// same word is shaped once and drawn a thousand times.
/// </summary>
/// <param name="Width">In ems.</param>
/// <param name="Rises">Where in <paramref name="Glyphs"/> a number is to be put in, and what it is in ems; null where there is none.</param>
/// <param name="ReplacementText">What a reader should extract where the glyphs alone would mislead; null where they do not.</param>
/// <param name="ClippedMarks">Combining marks left out because they would have run into other lines.</param>
internal sealed record ShapedWord(
    FontSlot Font, byte[] Glyphs, double Width, string? ReplacementText = null, int ClippedMarks = 0, (int Offset, double Ems)[]? Rises = null);
