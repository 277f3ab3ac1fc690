namespace Portal.Core.Legal.Clocks;

/// <summary>What is said of each kind of clock.</summary>
public static class ClockKinds
{
    /// <summary>In the imperative or as a noun, as a chip shows it.</summary>
    public static string Name(ClockKind kind) => kind switch
    {
        ClockKind.Acknowledge => "Acknowledge",
        ClockKind.Respond => "Respond",
        ClockKind.Hold => "Hold",
        ClockKind.HoldExtension => "Renewed hold",
        ClockKind.Triage => "First decision",
        ClockKind.FollowUp => "Follow-up process",
        ClockKind.Preserve => "Take the snapshot",
        ClockKind.Alarm => "Alarm",
        ClockKind.Notice => "Tell the account holder",
        ClockKind.Objection => "Objection",
        ClockKind.AuthorityAnswer => "Authority's answer",
        ClockKind.LaterObjection => "Objection afterwards",
        ClockKind.Service => "Service",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such clock."),
    };

    /// <summary>Whether the duty is ours: past its end the clock is overdue. The end of the others only passes.</summary>
    public static bool IsOurDuty(ClockKind kind) =>
        kind is ClockKind.Acknowledge or ClockKind.Respond or ClockKind.Triage or ClockKind.Preserve or ClockKind.Alarm or ClockKind.Notice;
}
