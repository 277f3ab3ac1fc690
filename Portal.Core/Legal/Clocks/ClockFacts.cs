using System.Collections.Immutable;

namespace Portal.Core.Legal.Clocks;

/// <summary>A time in which the authority owed us an answer. Whether a clock stood still in it is its rule's matter.</summary>
/// <param name="From">When we asked, UTC.</param>
/// <param name="Until">When the answer came, UTC; null while it is awaited.</param>
/// <param name="Why">The question, or its gist.</param>
public sealed record ClockPause(DateTimeOffset From, DateTimeOffset? Until, string Why);

/// <summary>A later end that was granted for one clock.</summary>
/// <param name="Until">The last moment, UTC.</param>
/// <param name="By">The court or authority that granted it.</param>
/// <param name="Finding">The document it stands in.</param>
public sealed record ClockExtension(DateTimeOffset Until, string By, string Finding);

/// <summary>What is known about a request when its clocks are worked out. No clock is read: the same facts give the same dates.</summary>
public sealed record ClockFacts
{
    /// <summary>When each event happened; an event that has not happened is absent.</summary>
    public ImmutableDictionary<ClockEvent, DateTimeOffset> Events { get; init; } = ImmutableDictionary<ClockEvent, DateTimeOffset>.Empty;

    /// <summary>Dates stated on the order, by field key (<see cref="RuleField.Key"/>), in the authority's calendar.</summary>
    public ImmutableDictionary<string, DateOnly> FaceDates { get; init; } = ImmutableDictionary<string, DateOnly>.Empty;

    public ImmutableArray<ClockPause> Pauses { get; init; } = [];

    /// <summary>Of the clock that is worked out.</summary>
    public ImmutableArray<ClockExtension> Extensions { get; init; } = [];

    /// <summary>The moment for which it is worked out, UTC: a pause that is still open has lasted until then. Null where none is open.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public ClockFacts With(ClockEvent happened, DateTimeOffset at) => this with { Events = Events.SetItem(happened, at) };

    public ClockFacts WithFaceDate(string field, DateOnly date) => this with { FaceDates = FaceDates.SetItem(field, date) };

    /// <summary>The pauses in order and without overlap; an open one ends at <see cref="AsOf"/>, or at once.</summary>
    internal IEnumerable<ClockPause> PausesInOrder()
    {
        ClockPause? last = null;
        foreach (var pause in Pauses.Select(p => p with { Until = Later(p.Until ?? AsOf ?? p.From, p.From) }).OrderBy(p => p.From))
        {
            if (last is not null && pause.From <= last.Until)
            {
                last = last with { Until = Later(last.Until!.Value, pause.Until!.Value) };
                continue;
            }
            if (last is not null) yield return last;
            last = pause;
        }
        if (last is not null) yield return last;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
