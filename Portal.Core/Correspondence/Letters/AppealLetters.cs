namespace Portal.Core.Correspondence.Letters;

/// <summary>Another request takes this one's place.</summary>
public sealed record SupersededLetter : ILetter
{
    public static string TemplateName => "letters/superseded";

    public required LetterHead Head { get; init; }

    /// <summary>The other request's reference.</summary>
    public required string ReplacedBy { get; init; }

    public required DateTimeOffset SupersededUtc { get; init; }

    /// <summary>Why, in the words of who decided it.</summary>
    public required string Words { get; init; }
}

/// <summary>What a person who took no part in a decision made of the appeal against it.</summary>
public sealed record AppealDecisionLetter : ILetter
{
    public static string TemplateName => "letters/appeal-decision";

    public required LetterHead Head { get; init; }

    /// <summary>The request is looked at again; otherwise the decision stands.</summary>
    public required bool Allowed { get; init; }

    /// <summary>Why.</summary>
    public required string Words { get; init; }
}
