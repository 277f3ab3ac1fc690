namespace Portal.Core.Pdf.Text;

/// <summary>
/// What a document could not show as it was written. Counts occurrences; a document prints them at its end so that no reader takes a box
/// for the text. Live while the document is open.
/// </summary>
public sealed class TextDiagnostics
{
    private const int MostListed = 1000;
    private readonly SortedSet<int> missing = [];

    /// <summary>Characters for which no installed font has a glyph: drawn as a box with their code point.</summary>
    public long UncoveredCharacters { get; private set; }

    /// <summary>The distinct code points among them, ascending, at most 1,000.</summary>
    public IReadOnlyCollection<int> UncoveredCodePoints => missing;

    /// <summary>Combining marks left out because so many were stacked on one character.</summary>
    public long ClippedMarks { get; private set; }

    /// <summary>Messages that lost such marks. Each says so below its text.</summary>
    public long ClippedRows { get; private set; }

    /// <summary>Control, formatting and non-characters drawn as a labelled box.</summary>
    public long VisibleControls { get; private set; }

    /// <summary>Halves of surrogate pairs without their other half, drawn as a labelled box.</summary>
    public long LoneSurrogates { get; private set; }

    public bool IsEmpty => UncoveredCharacters + ClippedMarks + VisibleControls + LoneSurrogates == 0;

    /// <summary>While set nothing is counted: what is laid out is drawn a second time.</summary>
    internal bool Paused { get; set; }

    internal void Uncovered(int codePoint)
    {
        if (Paused) return;
        UncoveredCharacters++;
        if (missing.Count < MostListed) missing.Add(codePoint);
    }

    internal void Clipped(int marks) => ClippedMarks += Paused ? 0 : marks;

    internal void ClippedRow() => ClippedRows++;

    internal void Control() => VisibleControls += Paused ? 0 : 1;

    internal void Surrogate() => LoneSurrogates += Paused ? 0 : 1;
}
