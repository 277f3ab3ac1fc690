using System.Collections.Immutable;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Legal;

/// <summary>What one instrument does for one category.</summary>
public sealed record RuleCell(VerdictKind Kind, LegalStatement Statement);

/// <summary>One row of the rule book: an instrument during the days the row is in effect.</summary>
public sealed record LegalRule
{
    /// <summary>The instrument's code, such as <c>US_WARRANT</c>.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The legal family that groups instruments in a list: US, EU, UK, IN, International.</summary>
    public required string Family { get; init; }

    /// <summary>The version of the rule book the row belongs to.</summary>
    public required string BookVersion { get; init; }

    /// <summary>Whether the instrument is offered before an administrator switches it on.</summary>
    public required bool EnabledByDefault { get; init; }

    /// <summary>The first day the row is in effect.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The first day the row is no longer in effect; null while no end is known.</summary>
    public required DateOnly? EffectiveUntil { get; init; }

    /// <summary>Where the effective dates come from.</summary>
    public required string EffectiveNote { get; init; }

    public required ImmutableArray<LegalCitation> Citations { get; init; }

    public required ImmutableArray<IssuerKind> Issuers { get; init; }

    public required LegalStatement IssuerStatement { get; init; }

    /// <summary>The States whose authorities may issue it, where the law names them; null where the edition names none.</summary>
    public required IssuingStates? IssuingStates { get; init; }

    /// <summary>The most the instrument may compel, in words.</summary>
    public required LegalStatement Reach { get; init; }

    public required ImmutableDictionary<DataCategory, RuleCell> Cells { get; init; }

    public required ImmutableArray<ClockRule> Clocks { get; init; }

    /// <summary>What must happen before anything is released; null where nothing must.</summary>
    public required LegalStatement? Hold { get; init; }

    /// <summary>Whether and when the account holder is told.</summary>
    public required NoticeRule Notice { get; init; }

    public required ApproverRule Approvers { get; init; }

    /// <summary>What the intake form asks for, in order.</summary>
    public required ImmutableArray<RuleField> Fields { get; init; }

    /// <summary>Whether a paper must be uploaded; a sworn emergency statement stands in the form itself.</summary>
    public required bool DocumentRequired { get; init; }

    /// <summary>How far back a disclosure that nothing compels may look without particular reasons; null where the order sets the limits.</summary>
    public required MinimumRule? Minimum { get; init; }

    /// <summary>A reservation about the whole row; null where there is none.</summary>
    public required LegalStatement? Note { get; init; }

    public bool IsInEffect(DateOnly on) => on >= EffectiveFrom && (EffectiveUntil is not { } until || on < until);

    /// <summary>The clocks that run for a request of this kind.</summary>
    public IEnumerable<ClockRule> ClocksFor(bool emergency) => Clocks.Where(c => c.Runs(emergency));

    /// <summary>Whether any statement of the row is our policy or waits for counsel, so that the row shows as such.</summary>
    public bool HasCautions => Statements().Any(s => ConfidenceMarks.MustBeShown(s.Mark));

    /// <summary>Whether any statement of the row waits for counsel.</summary>
    public bool WaitsForCounsel => Statements().Any(s => s.Mark == ConfidenceMark.ToBeConfirmed);

    /// <summary>Every statement of the row, in the order in which a page shows them.</summary>
    public IEnumerable<LegalStatement> Statements()
    {
        yield return IssuerStatement;
        if (IssuingStates is not null)
            yield return IssuingStates.Statement;
        yield return Reach;
        foreach (var category in DataCategories.All)
            yield return Cells[category].Statement;
        foreach (var clock in Clocks)
        {
            yield return clock.Statement;
            if (clock.Pause is not null)
                yield return clock.Pause;
        }

        if (Hold is not null)
            yield return Hold;
        yield return Notice.Statement;
        yield return Approvers.Statement;
        if (Minimum is not null)
            yield return Minimum.Statement;
        if (Note is not null)
            yield return Note;
    }
}
