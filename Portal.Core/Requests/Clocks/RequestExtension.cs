using Portal.Core.Access;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

/// <summary>A later end of one clock, granted by a court or another authority that may.</summary>
public sealed class RequestExtension
{
    private RequestExtension()
    {
    }

    internal RequestExtension(string law, ClockKind kind, DateTimeOffset before, DateTimeOffset until, string grantedBy, string finding, string reason, Actor by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Law = law;
        Kind = kind;
        Before = before;
        Until = until;
        GrantedBy = grantedBy;
        Finding = finding;
        Reason = reason;
        ById = by.PersonId;
        ByName = by.Name;
        At = now;
    }

    public Guid Id { get; private set; }

    /// <summary>Code of the instrument whose clock it is.</summary>
    public string Law { get; private set; } = "";

    public ClockKind Kind { get; private set; }

    /// <summary>When it would have run out, UTC.</summary>
    public DateTimeOffset Before { get; private set; }

    /// <summary>The last moment now, UTC.</summary>
    public DateTimeOffset Until { get; private set; }

    public string GrantedBy { get; private set; } = "";

    /// <summary>The document, and the place in it, where the extension stands.</summary>
    public string Finding { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public Guid ById { get; private set; }

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}
