namespace Portal.Core.Pdf;

/// <summary>
/// A line of our own words and of fields that somebody else wrote, in turns, beginning with words ("" where a field comes first). Each field is
/// isolated: no letter or control in it can turn round the words beside it, or another field. A text alone is words.
/// </summary>
public readonly record struct MixedText
{
    private readonly string[]? parts;

    public MixedText(params string[] wordsAndFields) => parts = wordsAndFields;

    internal ReadOnlySpan<string> Parts => parts;

    internal bool IsEmpty => parts is null || Array.TrueForAll(parts, string.IsNullOrEmpty);

    public static implicit operator MixedText(string words) => FromString(words);

    public static MixedText FromString(string words) => new(words);
}
