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

    /// <summary>Words, then fields with commas between them.</summary>
    internal static MixedText List(string words, IReadOnlyList<string> fields)
    {
        var parts = new string[fields.Count * 2];
        for (var i = 0; i < fields.Count; i++) (parts[i * 2], parts[(i * 2) + 1]) = (i == 0 ? words : ", ", fields[i]);
        return new MixedText(parts);
    }

    public static implicit operator MixedText(string words) => FromString(words);

    public static MixedText FromString(string words) => new(words);
}
