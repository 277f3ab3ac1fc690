using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests.Clocks;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared;

/// <summary>How a clock of a request is shown.</summary>
public static class ClockLook
{
    public static ClockState StateOf(RequestClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return clock.Standing switch
        {
            ClockStanding.Met or ClockStanding.Ended or ClockStanding.Passed => ClockState.Met,
            ClockStanding.Paused => ClockState.Paused,
            _ => ClockState.Running,
        };
    }

    public static string Words(ClockStanding standing) => standing switch
    {
        ClockStanding.NoFixedTime => "No fixed time",
        ClockStanding.NotStarted => "Not started",
        ClockStanding.Running => "Running",
        ClockStanding.Paused => "Stands still",
        ClockStanding.Met => "Done",
        ClockStanding.Overdue => "Overdue",
        ClockStanding.Passed => "Over",
        ClockStanding.Ended => "Ended with the request",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    public static Meaning MeaningOf(ClockStanding standing) => standing switch
    {
        ClockStanding.Paused => Meaning.Waiting,
        ClockStanding.Met => Meaning.Good,
        ClockStanding.Overdue => Meaning.ActNow,
        _ => Meaning.Neutral,
    };

    /// <summary>The letter of a mark, as <c>p-source</c> takes it.</summary>
    public static string Letter(LegalStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return ConfidenceMarks.Letter(statement.Mark).ToString();
    }

    public static string TermOf(ClockRule clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return clock.When switch
        {
            ClockCondition.Emergency => $"{ClockKinds.Name(clock.Kind)}, in an emergency",
            ClockCondition.NotEmergency => $"{ClockKinds.Name(clock.Kind)}, unless an emergency",
            _ => ClockKinds.Name(clock.Kind),
        };
    }
}
