namespace Portal.Core.Requests;

public enum CallBackOutcome
{
    /// <summary>The agency confirms the officer and the request.</summary>
    Confirmed,

    /// <summary>Nobody who could confirm was reached.</summary>
    NotReached,

    /// <summary>The agency does not know the officer or the request.</summary>
    Denied,
}

/// <summary>A call to the number in the register, never to one the request names: who, when, number, outcome.</summary>
public sealed class CallBack
{
    private CallBack()
    {
    }

    internal CallBack(Guid byId, string byName, DateTimeOffset at, string number, string spokeWith, CallBackOutcome outcome, string note)
    {
        Id = Guid.CreateVersion7();
        ById = byId;
        ByName = byName;
        At = at;
        Number = number;
        SpokeWith = spokeWith;
        Outcome = outcome;
        Note = note;
    }

    public Guid Id { get; private set; }

    public Guid ById { get; private set; }

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string Number { get; private set; } = "";

    public string SpokeWith { get; private set; } = "";

    public CallBackOutcome Outcome { get; private set; }

    public string Note { get; private set; } = "";
}

public static class CallBackWords
{
    public static string Of(CallBackOutcome outcome) => outcome switch
    {
        CallBackOutcome.Confirmed => "Officer and request confirmed",
        CallBackOutcome.NotReached => "Nobody reached who could confirm",
        CallBackOutcome.Denied => "The agency does not know the officer or the request",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
