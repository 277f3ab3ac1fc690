using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Legal.Reading;

/// <summary>Turns a calendar's file into a <see cref="HolidayCalendar"/> and notes every problem it has.</summary>
internal static partial class HolidayReader
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <param name="fileName">Without extension: it must be the calendar's code. Null where there is no file.</param>
    /// <returns>Null where the file cannot be read at all.</returns>
    public static HolidayCalendar? Read(string json, ProblemList problems, string? fileName = null)
    {
        HolidayDocument? document;
        try
        {
            document = JsonSerializer.Deserialize<HolidayDocument>(json, Options);
        }
        catch (JsonException e)
        {
            problems.Add(fileName ?? "calendar", $"the file is no JSON of a calendar: {e.Message}");
            return null;
        }
        if (document is null)
        {
            problems.Add(fileName ?? "calendar", "the file holds nothing");
            return null;
        }

        var code = problems.Text(document.Code, fileName ?? "calendar", "code");
        if (fileName is not null && code != fileName)
            problems.Add(fileName, $"the code “{code}” is not the file's name");
        var applies = problems.Each(document.AppliesTo, code, "appliesTo").ToImmutableArray();
        foreach (var odd in applies.Where(c => !CountryCode().IsMatch(c)))
            problems.Add(code, $"“{odd}” is no code of ISO 3166");
        var rules = problems.Each(document.Holidays, code, "holidays").Select(h => ReadRule(h, code, problems)).ToImmutableArray();
        return new HolidayCalendar(
            code,
            problems.Text(document.Name, code, "name"),
            applies,
            ReadSource(document.Source, code, problems),
            problems.Text(document.Source?.Published, code, "source.published"),
            document.Source?.Url,
            rules);
    }

    private static LegalStatement ReadSource(HolidaySourceDocument? source, string code, ProblemList problems)
    {
        var mark = ConfidenceMarks.TryParse(source?.Mark);
        if (mark is null)
            problems.Add(code, $"“source.mark” is “{source?.Mark}”, which is none of V, S, P, B");
        return new LegalStatement(problems.Text(source?.Words, code, "source.words"), mark ?? ConfidenceMark.ToBeConfirmed, problems.Text(source?.Cite, code, "source.cite"));
    }

    private static HolidayRule ReadRule(HolidayRuleDocument rule, string code, ProblemList problems)
    {
        var name = problems.Text(rule.Name, code, "holidays.name");
        var where = $"{code}, {name}";
        var kind = problems.Name<HolidayRuleKind>(rule.Rule, where, "rule") ?? default;
        Expect(kind is HolidayRuleKind.Fixed or HolidayRuleKind.WeekdayOfMonth or HolidayRuleKind.WeekdayOnOrAfter, rule.Month is not null, "month");
        Expect(kind is HolidayRuleKind.Fixed or HolidayRuleKind.WeekdayOnOrAfter, rule.Day is not null, "day");
        Expect(kind is HolidayRuleKind.WeekdayOfMonth or HolidayRuleKind.WeekdayOnOrAfter, rule.Weekday is not null, "weekday");
        Expect(kind == HolidayRuleKind.WeekdayOfMonth, rule.Nth is not null, "nth");
        Expect(kind == HolidayRuleKind.Easter, rule.Days is not null, "days");
        Expect(kind == HolidayRuleKind.Once, rule.Date is not null, "date");
        var month = rule.Month ?? 1;
        var day = rule.Day ?? 1;
        // Any year without a leap day: a holiday of 29 February would be missing in most.
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2023, month))
            problems.Add(where, $"there is no day {day} of month {month} in every year");
        if (rule.Nth is not (null or -1 or (>= 1 and <= 4)))
            problems.Add(where, "“nth” must be 1 to 4, or -1 for the last");
        if (rule.Until <= rule.From)
            problems.Add(where, "“until” is the first year no longer and must come after “from”");
        return new HolidayRule
        {
            Name = name,
            Kind = kind,
            Month = month is < 1 or > 12 ? 1 : month,
            Day = day,
            Weekday = rule.Weekday is null ? default : problems.Name<DayOfWeek>(rule.Weekday, where, "weekday") ?? default,
            Nth = rule.Nth ?? 1,
            DaysFromEaster = rule.Days ?? 0,
            Date = problems.OptionalDate(rule.Date, where, "date") ?? default,
            Moves = ReadMoves(rule.Moves, where, problems),
            Substitute = rule.Substitute is null ? HolidaySubstitute.None : problems.Name<HolidaySubstitute>(rule.Substitute, where, "substitute") ?? default,
            From = rule.From,
            Until = rule.Until,
            NotIn = [.. rule.NotIn ?? []],
            Citation = problems.Text(rule.Cite, where, "cite"),
        };

        void Expect(bool wanted, bool present, string member)
        {
            if (wanted && !present) problems.Add(where, $"“{member}” is missing");
            if (!wanted && present) problems.Add(where, $"“{member}” has no meaning with this rule");
        }
    }

    private static ImmutableDictionary<DayOfWeek, int> ReadMoves(IReadOnlyDictionary<string, int>? moves, string where, ProblemList problems)
    {
        var read = ImmutableDictionary.CreateBuilder<DayOfWeek, int>();
        foreach (var (weekday, by) in moves ?? ImmutableDictionary<string, int>.Empty)
        {
            if (by is 0 or < -6 or > 6)
                problems.Add(where, $"“moves” by {by} days: it moves within its week, and by something");
            if (problems.Name<DayOfWeek>(weekday, where, "moves") is { } known)
                read[known] = by;
        }
        return read.ToImmutable();
    }

    [GeneratedRegex("^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    private static partial Regex CountryCode();
}
