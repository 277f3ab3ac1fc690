using System.Collections.Immutable;

namespace Portal.Core.Correspondence.Letters;

/// <summary>A letter in the writer's own words.</summary>
public sealed record MessageLetter : ILetter
{
    public static string TemplateName => "letters/message";

    public required LetterHead Head { get; init; }

    public required string Subject { get; init; }

    public required ImmutableArray<string> Paragraphs { get; init; }

    /// <summary>Names of the documents that go with it; may be empty.</summary>
    public required ImmutableArray<string> Enclosures { get; init; }
}
