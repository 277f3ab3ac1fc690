namespace Portal.Core.Legal;

/// <summary>How far a statement of the rule book may be relied on.</summary>
public enum ConfidenceMark
{
    /// <summary>V: read in the law or the provider's own text.</summary>
    ReadInLaw,

    /// <summary>S: second-hand.</summary>
    SecondHand,

    /// <summary>P: our policy, not the law.</summary>
    OurPolicy,

    /// <summary>B: counsel must confirm it before use.</summary>
    ToBeConfirmed,
}

/// <summary>The letters and words of <see cref="ConfidenceMark"/>.</summary>
public static class ConfidenceMarks
{
    /// <summary>What stands beside the statement on screen.</summary>
    public static string Label(ConfidenceMark mark) => mark switch
    {
        ConfidenceMark.ReadInLaw => "Read in the law",
        ConfidenceMark.SecondHand => "Second-hand",
        ConfidenceMark.OurPolicy => "Our policy",
        ConfidenceMark.ToBeConfirmed => "To be confirmed by counsel",
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "No such mark."),
    };

    /// <summary>The letter of the rule book: V, S, P or B.</summary>
    public static char Letter(ConfidenceMark mark) => mark switch
    {
        ConfidenceMark.ReadInLaw => 'V',
        ConfidenceMark.SecondHand => 'S',
        ConfidenceMark.OurPolicy => 'P',
        ConfidenceMark.ToBeConfirmed => 'B',
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "No such mark."),
    };

    /// <summary>Whether the reader must be told that this is not settled law: the marks P and B.</summary>
    public static bool MustBeShown(ConfidenceMark mark) => mark is ConfidenceMark.OurPolicy or ConfidenceMark.ToBeConfirmed;

    internal static ConfidenceMark? TryParse(string? letter) => letter switch
    {
        "V" => ConfidenceMark.ReadInLaw,
        "S" => ConfidenceMark.SecondHand,
        "P" => ConfidenceMark.OurPolicy,
        "B" => ConfidenceMark.ToBeConfirmed,
        _ => null,
    };
}
