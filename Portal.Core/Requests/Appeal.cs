using Portal.Core.Access;

namespace Portal.Core.Requests;

public enum AppealOutcome
{
    Pending,

    /// <summary>The decision stands.</summary>
    Upheld,

    /// <summary>The request is looked at again.</summary>
    Allowed,

    /// <summary>What a released package withheld is asked for again, in a request of its own.</summary>
    FollowedUp,
}

/// <summary>An agency's appeal against a decision: one for each request, and never a second.</summary>
public sealed class Appeal
{
    private Appeal()
    {
    }

    internal Appeal(Guid requestId, string grounds, AppealOutcome outcome, Actor by, DateTimeOffset at)
    {
        RequestId = requestId;
        Grounds = grounds;
        Outcome = outcome;
        FiledById = by.PersonId;
        FiledByName = by.Name;
        FiledAt = at;
    }

    public Guid RequestId { get; private set; }

    /// <summary>In the agency's words.</summary>
    public string Grounds { get; private set; } = "";

    public Guid FiledById { get; private set; }

    public string FiledByName { get; private set; } = "";

    public DateTimeOffset FiledAt { get; private set; }

    public AppealOutcome Outcome { get; private set; }

    public Guid? DecidedById { get; private set; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was decided so; the agency reads it in the letter.</summary>
    public string? Words { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    internal void Decide(bool allowed, string words, Actor by, DateTimeOffset at)
    {
        Outcome = allowed ? AppealOutcome.Allowed : AppealOutcome.Upheld;
        Words = words;
        DecidedById = by.PersonId;
        DecidedByName = by.Name;
        DecidedAt = at;
        Version = Guid.NewGuid();
    }

    public static string Of(AppealOutcome outcome) => outcome switch
    {
        AppealOutcome.Pending => "Waiting for a decision",
        AppealOutcome.Upheld => "The decision stands",
        AppealOutcome.Allowed => "Allowed: the request is looked at again",
        AppealOutcome.FollowedUp => "Asked for again in a request of its own",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
