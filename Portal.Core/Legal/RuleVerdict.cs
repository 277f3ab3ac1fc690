namespace Portal.Core.Legal;

/// <summary>What the rule book says about one instrument, category, issuer and day.</summary>
/// <param name="Sentence">Plain words, fit to be shown and to be quoted in a letter.</param>
/// <param name="Rule">The row judged by. For <see cref="VerdictKind.NotInEffect"/>, the nearest row of that instrument.</param>
public sealed record RuleVerdict(
    VerdictKind Kind,
    DataCategory Category,
    string Sentence,
    string Citation,
    ConfidenceMark Mark,
    LegalRule Rule)
{
    /// <summary>“To be confirmed by counsel” or “Our policy” where the reader must be told; otherwise null.</summary>
    public string? Caution => ConfidenceMarks.MustBeShown(Mark) ? ConfidenceMarks.Label(Mark) : null;

    /// <summary>Whether a scope may hold this category without more: the law compels it or permits it.</summary>
    public bool AllowsDisclosure => Kind is VerdictKind.Compellable or VerdictKind.MayDisclose;

    /// <summary>Whether a lawyer must read the order, and say so, before a scope may hold this category.</summary>
    public bool NeedsReading => Kind is VerdictKind.AsOrdered;
}
