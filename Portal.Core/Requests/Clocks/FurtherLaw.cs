using Portal.Core.Access;

namespace Portal.Core.Requests.Clocks;

/// <summary>A further instrument that the request is judged under: it adds its clocks and nothing else.</summary>
public sealed class FurtherLaw
{
    private FurtherLaw()
    {
    }

    internal FurtherLaw(string instrument, string? reason, Actor by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Instrument = instrument;
        Reason = reason;
        ByName = by.Name;
        At = now;
    }

    public Guid Id { get; private set; }

    /// <summary>A code of the rule book.</summary>
    public string Instrument { get; private set; } = "";

    /// <summary>Why staff added it; null where the officer ticked it.</summary>
    public string? Reason { get; private set; }

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
