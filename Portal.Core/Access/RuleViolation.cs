namespace Portal.Core.Access;

/// <summary>
/// A rule of the business refused an action: what is wrong and how to mend it, in the reader's words. Translated once, at the edge.
/// </summary>
/// <param name="code">Stable, for the audit and the tests, like <c>window.reversed</c>.</param>
/// <param name="message">For people; names the field and the mend; never holds message content.</param>
/// <param name="field">The form field it stands at, or null.</param>
public sealed class RuleViolation(string code, string message, string? field = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;

    /// <summary>Further problems found at the same time, each at its own field.</summary>
    public IReadOnlyList<RuleViolation> All { get; private init; } = [];

    /// <summary>One exception for everything that is wrong, so that it can all be mended at once.</summary>
    public static RuleViolation Of(IReadOnlyList<RuleViolation> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var first = problems[0];
        return new RuleViolation(first.Code, first.Message, first.Field) { All = problems };
    }
}
