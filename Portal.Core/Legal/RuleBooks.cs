using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Portal.Core.Legal;

/// <summary>
/// The editions that ship with the program. The host touches <see cref="All"/> at start, so that a faulty edition
/// stops it before it serves anyone.
/// </summary>
public static class RuleBooks
{
    private const string ResourceMarker = ".Legal.Rules.";

    private static readonly Lazy<ImmutableArray<RuleBook>> Editions = new(LoadEmbedded);

    /// <summary>Every edition, oldest first.</summary>
    /// <exception cref="RuleBookInvalidException">An edition is faulty, or two of them claim the same day.</exception>
    public static ImmutableArray<RuleBook> All => Editions.Value;

    /// <summary>The edition that judges requests received on a day.</summary>
    /// <exception cref="InvalidOperationException">No edition covers the day.</exception>
    public static RuleBook Current(DateOnly on) => Current(All, on);

    /// <summary>The edition of a version, as a request kept it.</summary>
    /// <exception cref="KeyNotFoundException">This program does not ship that edition.</exception>
    public static RuleBook Version(string version) =>
        All.FirstOrDefault(b => b.Version == version)
        ?? throw new KeyNotFoundException($"This program has no rule book “{version}”. It has {string.Join(", ", All.Select(b => b.Version))}.");

    /// <summary>An instrument as people call it, by the newest edition that knows it; the code where none does.</summary>
    public static string NameOf(string instrument) =>
        All.Reverse().SelectMany(b => b.Rules).FirstOrDefault(r => r.Code == instrument)?.Name ?? instrument;

    internal static RuleBook Current(ImmutableArray<RuleBook> editions, DateOnly on) =>
        editions.FirstOrDefault(b => on >= b.AppliesFrom && (b.AppliesUntil is not { } until || on < until))
        ?? throw new InvalidOperationException(
            $"No rule book covers {on.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. The first begins on {editions[0].AppliesFrom.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.");

    /// <summary>Sorts editions and refuses a repeated version, an overlap or a gap: every day since the first has exactly one.</summary>
    internal static ImmutableArray<RuleBook> Arrange(IEnumerable<RuleBook> books)
    {
        ImmutableArray<RuleBook> editions = [.. books.OrderBy(b => b.AppliesFrom)];
        var problems = new List<string>();
        if (editions.IsEmpty)
            problems.Add("No rule book is embedded in the program.");

        problems.AddRange(editions.GroupBy(b => b.Version).Where(g => g.Count() > 1).Select(g => $"Version {g.Key} exists {g.Count()} times."));
        problems.AddRange(editions.Zip(editions.Skip(1))
            .Where(pair => pair.First.AppliesUntil != pair.Second.AppliesFrom)
            .Select(pair => $"{pair.First.Version} must apply until the day on which {pair.Second.Version} begins."));

        return problems.Count == 0 ? editions : throw new RuleBookInvalidException("all editions", problems);
    }

    private static ImmutableArray<RuleBook> LoadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return Arrange(assembly.GetManifestResourceNames()
            .Where(name => name.Contains(ResourceMarker, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => RuleBook.Load(ReadResource(assembly, name))));
    }

    private static string ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
