using System.Collections.Immutable;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Legal;

/// <summary>One thing that two editions say differently of an instrument.</summary>
/// <param name="Part">What it is about: “Clock: Respond”, “Messages”, “Who approves”.</param>
/// <param name="Before">What the earlier edition says; null where it says nothing.</param>
/// <param name="After">What the later edition says; null where it says nothing any more.</param>
public sealed record RuleChange(string Part, string? Before, string? After);

/// <summary>What changed in one row of the book.</summary>
/// <param name="Key">The instrument's code and the row's first day, since an instrument may have several rows.</param>
public sealed record RowChanges(string Key, string Code, string Name, ImmutableArray<RuleChange> Changes);

/// <summary>Two editions beside each other, row by row.</summary>
public static class RuleBookComparison
{
    /// <summary>Only rows that differ, in the order of the later edition; those it dropped stand last.</summary>
    public static ImmutableArray<RowChanges> Compare(RuleBook before, RuleBook after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var earlier = before.Rules.ToDictionary(KeyOf, StringComparer.Ordinal);
        var later = after.Rules.ToDictionary(KeyOf, StringComparer.Ordinal);
        return
        [
            .. after.Rules.Select(row => Compare(earlier.GetValueOrDefault(KeyOf(row)), row)).OfType<RowChanges>(),
            .. before.Rules.Where(row => !later.ContainsKey(KeyOf(row))).Select(row => Compare(row, null)).OfType<RowChanges>(),
        ];
    }

    private static RowChanges? Compare(LegalRule? before, LegalRule? after)
    {
        var row = after ?? before!;
        var old = before is null ? [] : PartsOf(before);
        var now = after is null ? [] : PartsOf(after);
        ImmutableArray<RuleChange> changes =
        [
            .. now.Select(p => new RuleChange(p.Key, old.GetValueOrDefault(p.Key), p.Value)).Where(c => c.Before != c.After),
            .. old.Where(p => !now.ContainsKey(p.Key)).Select(p => new RuleChange(p.Key, p.Value, null)),
        ];
        return changes.IsEmpty ? null : new RowChanges(KeyOf(row), row.Code, row.Name, changes);
    }

    /// <summary>Every part of a row in words, so that whatever a reader would see differently is a change.</summary>
    private static OrderedDictionary<string, string> PartsOf(LegalRule row)
    {
        var parts = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Name"] = row.Name,
            ["Offered from the start"] = row.EnabledByDefault ? "Yes" : "No",
            ["In effect"] = $"{Day(row.EffectiveFrom)} to {(row.EffectiveUntil is { } until ? Day(until.AddDays(-1)) : "no end known")}. {row.EffectiveNote}",
            ["Citations"] = string.Join("; ", row.Citations.Select(c => c.Cite)),
            ["Who may issue it"] = $"{string.Join(", ", row.Issuers.Select(IssuerKinds.Name))}. {Words(row, row.IssuerStatement)}",
            ["Reach"] = Words(row, row.Reach),
        };
        foreach (var category in DataCategories.All)
            parts[DataCategories.Name(category)] = $"{Spoken(row.Cells[category].Kind)}. {Words(row, row.Cells[category].Statement)}";
        foreach (var clock in row.Clocks)
            Add(parts, $"Clock: {ClockKinds.Name(clock.Kind)}{(clock.When == ClockCondition.Always ? "" : $", {Spoken(clock.When).ToLowerInvariant()}")}", ClockOf(row, clock));
        if (row.Hold is { } hold) parts["Before anything is released"] = Words(row, hold);
        parts["Notice to the account holder"] = $"{Spoken(row.Notice.Policy)}{(row.Notice.Days is { } days ? $", {days} days" : "")}. {Words(row, row.Notice.Statement)}";
        parts["Who approves"] = $"{row.Approvers.Count}, content {row.Approvers.CountForContent}, emergency {row.Approvers.CountForEmergency}{(row.Approvers.OneSenior ? ", one senior" : "")}. {Words(row, row.Approvers.Statement)}";
        foreach (var field in row.Fields)
            parts[$"Field: {field.Definition.Label}"] = $"{Spoken(field.Demand)}{(field.Section is { } section ? $", {section}" : "")}";
        if (row.Note is { } note) parts["Note"] = Words(row, note);
        return parts;
    }

    private static string ClockOf(LegalRule row, ClockRule clock) =>
        $"{Words(row, clock.Statement)}{(clock.Extendable ? " A court may extend it." : "")}{(clock.Pause is { } pause ? $" Pauses: {Words(row, pause)}" : "")}";

    private static void Add(OrderedDictionary<string, string> parts, string key, string value) =>
        parts[parts.ContainsKey(key) ? $"{key} (second)" : key] = value;

    /// <summary>A policy names the edition it stands in: that alone is no change.</summary>
    private static string Words(LegalRule row, LegalStatement statement) =>
        $"{statement.Words} ({statement.Citation.Replace($" (rule book {row.BookVersion})", "", StringComparison.Ordinal)}; {ConfidenceMarks.Letter(statement.Mark)})";

    /// <summary>A member's name as a reader says it: “Not compellable”.</summary>
    private static string Spoken<T>(T member)
        where T : struct, Enum
    {
        var name = member.ToString();
        return string.Concat(name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
    }

    private static string KeyOf(LegalRule row) => $"{row.Code} {Day(row.EffectiveFrom)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
