using System.Collections.Immutable;

namespace Portal.Core.Legal.Clocks;

/// <summary>What is known about a request when its clocks are worked out. No clock is read: the same facts give the same dates.</summary>
public sealed record ClockFacts
{
    /// <summary>When each event happened; an event that has not happened is absent.</summary>
    public ImmutableDictionary<ClockEvent, DateTimeOffset> Events { get; init; } = ImmutableDictionary<ClockEvent, DateTimeOffset>.Empty;

    /// <summary>Dates stated on the order, by field key (<see cref="RuleField.Key"/>), in the authority's calendar.</summary>
    public ImmutableDictionary<string, DateOnly> FaceDates { get; init; } = ImmutableDictionary<string, DateOnly>.Empty;

    public ClockFacts With(ClockEvent happened, DateTimeOffset at) => this with { Events = Events.SetItem(happened, at) };

    public ClockFacts WithFaceDate(string field, DateOnly date) => this with { FaceDates = FaceDates.SetItem(field, date) };
}
