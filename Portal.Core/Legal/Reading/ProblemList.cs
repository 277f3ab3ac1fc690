using System.Globalization;

namespace Portal.Core.Legal.Reading;

/// <summary>Collects faults with the place they stand in, so that one start names them all.</summary>
internal sealed class ProblemList
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public void Add(string where, string what) => _problems.Add($"{where}: {what}");

    public string Text(string? value, string where, string member)
    {
        if (!string.IsNullOrWhiteSpace(value))
            return value;
        Add(where, $"“{member}” is missing");
        return "";
    }

    public LegalStatement Statement(StatementDocument? statement, string where)
    {
        if (statement is null)
        {
            Add(where, "is missing");
            return new LegalStatement("", ConfidenceMark.ToBeConfirmed, "");
        }

        var mark = ConfidenceMarks.TryParse(statement.Mark);
        if (mark is null)
            Add(where, $"“mark” is “{statement.Mark}”, which is none of V, S, P, B");
        if (string.IsNullOrWhiteSpace(statement.Cite))
            Add(where, "the citation is missing");
        return new LegalStatement(Text(statement.Words, where, "words"), mark ?? ConfidenceMark.ToBeConfirmed, statement.Cite ?? "");
    }

    public T Value<T>(T? value, string where, string member)
        where T : struct
    {
        if (value is { } present)
            return present;
        Add(where, $"“{member}” is missing");
        return default;
    }

    public DateOnly Date(string? value, string where, string member) =>
        OptionalDate(Text(value, where, member), where, member) ?? default;

    public DateOnly? OptionalDate(string? value, string where, string member)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Add(where, $"“{member}” is “{value}”, which is no date like 2026-11-23");
        return null;
    }

    /// <summary>Reads an enum member written in camel case or as is; numbers and other cases are refused.</summary>
    public T? Name<T>(string? value, string where, string member)
        where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(where, $"“{member}” is missing");
            return null;
        }

        foreach (var name in Enum.GetNames<T>())
        {
            if (value == name || value == char.ToLowerInvariant(name[0]) + name[1..])
                return Enum.Parse<T>(name);
        }

        Add(where, $"“{member}” is “{value}”, which is none of {string.Join(", ", Enum.GetNames<T>())}");
        return null;
    }

    public IEnumerable<T> Each<T>(IReadOnlyList<T?>? items, string where, string member)
        where T : class
    {
        if (items is null or { Count: 0 })
        {
            Add(where, $"“{member}” is missing or empty");
            return [];
        }

        if (items.Any(i => i is null))
            Add(where, $"“{member}” has an empty entry");
        return items.OfType<T>();
    }

    public void NoDuplicates(IEnumerable<string> keys, string where, string member)
    {
        foreach (var twice in keys.Where(k => k.Length > 0).GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Add(where, $"{member} “{twice.Key}” stands there {twice.Count()} times");
    }
}
