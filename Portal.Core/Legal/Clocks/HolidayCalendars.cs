using System.Collections.Immutable;
using System.Reflection;
using Portal.Core.Legal.Reading;

namespace Portal.Core.Legal.Clocks;

/// <summary>
/// The holiday calendars that ship with the program, one file each. The host touches <see cref="All"/> at start, so that a
/// faulty one stops it before it serves anyone.
/// </summary>
public static class HolidayCalendars
{
    private const string ResourceMarker = ".Legal.Holidays.";

    private static readonly Lazy<ImmutableArray<HolidayCalendar>> Calendars = new(LoadEmbedded);

    /// <summary>Every calendar, by code.</summary>
    /// <exception cref="HolidaysInvalidException">A file is faulty, or two of them claim the same code; with every problem of every file.</exception>
    public static ImmutableArray<HolidayCalendar> All => Calendars.Value;

    /// <summary>Saturdays and Sundays only: for authorities whose holidays are not held.</summary>
    public static HolidayCalendar WeekendsOnly { get; } = new(
        "NONE",
        "Weekends only; holidays of this country are not held",
        [],
        new LegalStatement("Saturdays and Sundays are left out and nothing else: a date may be earlier than the law's, and never later.", ConfidenceMark.OurPolicy, "Our policy on counting time"),
        "Nowhere",
        url: null,
        rules: []);

    /// <summary>The calendar of an authority, by its country or part of a country; <see cref="WeekendsOnly"/> where none is held.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 or ISO 3166-2, like <c>IE</c> or <c>GB-SCT</c>; case makes no difference.</param>
    public static HolidayCalendar ForAuthorityIn(string? country) =>
        All.FirstOrDefault(c => c.AppliesTo.Contains(country?.Trim() ?? "", StringComparer.OrdinalIgnoreCase)) ?? WeekendsOnly;

    /// <summary>The calendar of a code.</summary>
    /// <exception cref="KeyNotFoundException">This program does not ship it.</exception>
    public static HolidayCalendar Of(string code) =>
        All.FirstOrDefault(c => c.Code == code) ?? throw new KeyNotFoundException($"This program has no holiday calendar “{code}”.");

    /// <summary>Reads all files, or says everything that is wrong with any of them.</summary>
    internal static ImmutableArray<HolidayCalendar> Read(IEnumerable<(string Name, string Json)> files)
    {
        var problems = new ProblemList();
        var calendars = files.Select(f => HolidayReader.Read(f.Json, problems, f.Name)).OfType<HolidayCalendar>().OrderBy(c => c.Code, StringComparer.Ordinal).ToImmutableArray();
        problems.NoDuplicates(calendars.Select(c => c.Code), "all calendars", "the code");
        problems.NoDuplicates(calendars.SelectMany(c => c.AppliesTo), "all calendars", "the country");
        return problems.Problems.Count == 0 ? calendars : throw new HolidaysInvalidException(problems.Problems);
    }

    private static ImmutableArray<HolidayCalendar> LoadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return Read(assembly.GetManifestResourceNames()
            .Where(name => name.Contains(ResourceMarker, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => (name[(name.IndexOf(ResourceMarker, StringComparison.Ordinal) + ResourceMarker.Length)..^5], ReadResource(assembly, name))));
    }

    private static string ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
