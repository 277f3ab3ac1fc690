using System.Collections.Immutable;
using Portal.Core.Legal;

namespace Portal.Core.Disclosures.Records;

/// <summary>
/// What the archive counts for one line of the scope, at the package's mark. Lines may overlap: a message two lines let out is counted
/// in both here, and stands in the records once, under the line that discloses most.
/// </summary>
/// <param name="Target">As the order names it.</param>
/// <param name="Window">As requested: UTC, half-open.</param>
/// <param name="Held">Whether the archive holds this category at all; where not, the counts are 0 and mean "not held".</param>
/// <param name="Requested">Records the line asks for; of a SUBSCRIBER line, accounts.</param>
/// <param name="Authorised">Records it lets out: <paramref name="Requested"/> less all of <paramref name="TakenByCut"/>.</param>
/// <param name="TakenByCut">What each cut takes away, in the order of the cuts.</param>
public sealed record LineFinding(
    string LineId,
    string Target,
    DataCategory Category,
    UtcWindow Window,
    bool Held,
    long Requested,
    long Authorised,
    ImmutableArray<long> TakenByCut)
{
    /// <summary>Searched, and nothing was there.</summary>
    public bool IsEmpty => Held && Requested == 0;
}

/// <summary>One row of <c>withheld.csv</c>: how much of a line was left out, and why. No content.</summary>
/// <param name="ReasonCode">A code of the rule book's list of reasons, or <see cref="NotHeld"/> or <see cref="NothingFound"/>.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Count">Records withheld under it; 0 in the two cases above.</param>
public sealed record WithheldRow(string LineId, string Target, DataCategory Category, string ReasonCode, string Reason, long Count)
{
    public const string NotHeld = "not-held";
    public const string NothingFound = "searched-empty";
}
