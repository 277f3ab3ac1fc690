using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Pdf.Text;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>What of the texts could not be shown as written, counted over one file or, joined, over all volumes. Counts and code points, never content.</summary>
/// <param name="UncoveredCodePoints">Distinct, ascending; at most 1,000 of each file.</param>
/// <param name="ClippedMessages">Messages that lost such marks; each says so below its text.</param>
public sealed record TextOddities(
    long UncoveredCharacters, ImmutableArray<int> UncoveredCodePoints, long ClippedMarks, long ClippedMessages, long VisibleControls, long LoneSurrogates)
{
    private const int MostListedCodePoints = 40;

    public static readonly TextOddities None = new(0, [], 0, 0, 0, 0);

    /// <summary>As they stand now; the counts of an open document go on growing.</summary>
    public static TextOddities Of(TextDiagnostics found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new(found.UncoveredCharacters, [.. found.UncoveredCodePoints], found.ClippedMarks, found.ClippedRows, found.VisibleControls, found.LoneSurrogates);
    }

    /// <summary>Counts summed, code points united.</summary>
    public TextOddities And(TextOddities other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            UncoveredCharacters + other.UncoveredCharacters,
            [.. UncoveredCodePoints.Union(other.UncoveredCodePoints).Order()],
            ClippedMarks + other.ClippedMarks,
            ClippedMessages + other.ClippedMessages,
            VisibleControls + other.VisibleControls,
            LoneSurrogates + other.LoneSurrogates);
    }

    /// <summary>A sentence for each kind that occurs.</summary>
    public ImmutableArray<string> Sentences()
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        if (UncoveredCharacters > 0)
        {
            var listed = string.Join(" ", UncoveredCodePoints.Take(MostListedCodePoints).Select(c => $"U+{c:X4}"));
            var more = UncoveredCodePoints.Length > MostListedCodePoints ? " and more" : "";
            sentences.Add($"{Number(UncoveredCharacters)} characters have no glyph in the fonts installed and are drawn as a box with their code point: {listed}{more}.");
        }
        if (ClippedMarks > 0) sentences.Add($"{Number(ClippedMarks)} combining marks stacked on one character were left out, in {Number(ClippedMessages)} messages; each of them says so below its text.");
        if (VisibleControls > 0) sentences.Add($"{Number(VisibleControls)} control or formatting characters are drawn as labelled boxes.");
        if (LoneSurrogates > 0) sentences.Add($"{Number(LoneSurrogates)} halves of characters, broken at the source, are drawn as labelled boxes.");
        return sentences.ToImmutable();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
