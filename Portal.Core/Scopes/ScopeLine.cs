using System.Collections.Immutable;

namespace Portal.Core.Scopes;

/// <summary>
/// A line of the order beside what was approved of it. What is authorised is not stored but computed, by applying the cuts to
/// what was requested: a line can therefore never authorise more than the order asked for.
/// </summary>
/// <param name="LineId">Stable within the scope, like <c>L1</c>; every record disclosed names the line that lets it out.</param>
/// <param name="TargetLabel">The target as the order names it, for people: never used to select.</param>
/// <param name="Requested">What the order asks for.</param>
/// <param name="Cuts">Narrowings in the order they are applied; empty where the line stands as asked.</param>
public sealed record ScopeLine(string LineId, string TargetLabel, RecordSelector Requested, ImmutableArray<ScopeCut> Cuts)
{
    /// <summary>What is authorised, or null where the cuts leave nothing.</summary>
    public RecordSelector? Authorised()
    {
        RecordSelector? selector = Requested;
        foreach (var cut in Cuts)
        {
            if (selector is null) return null;
            selector = cut.Apply(selector);
        }
        return selector;
    }
}
