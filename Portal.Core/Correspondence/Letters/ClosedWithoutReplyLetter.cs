namespace Portal.Core.Correspondence.Letters;

/// <summary>We close the request because our question stayed without an answer.</summary>
public sealed record ClosedWithoutReplyLetter : ILetter
{
    public static string TemplateName => "letters/closed-without-reply";

    public required LetterHead Head { get; init; }

    /// <summary>When we asked, UTC.</summary>
    public required DateTimeOffset AskedUtc { get; init; }

    /// <summary>What was asked for and did not come, in the writer's words.</summary>
    public required string Words { get; init; }
}
