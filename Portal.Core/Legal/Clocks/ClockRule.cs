namespace Portal.Core.Legal.Clocks;

/// <summary>What must be done before the clock runs out.</summary>
public enum ClockKind
{
    /// <summary>Tell the authority that the order has arrived.</summary>
    Acknowledge,

    /// <summary>Send the data, or say why not.</summary>
    Respond,

    /// <summary>Keep or hold back data for this long.</summary>
    Hold,

    /// <summary>Keep it for so much longer, once.</summary>
    HoldExtension,

    /// <summary>Decide the next step of an emergency.</summary>
    Triage,

    /// <summary>The agency sends legal process after an emergency disclosure.</summary>
    FollowUp,

    /// <summary>Take the snapshot.</summary>
    Preserve,

    /// <summary>Be reminded that a non-disclosure order is about to end.</summary>
    Alarm,

    /// <summary>Tell the account holder.</summary>
    Notice,

    /// <summary>Object that another country's law forbids disclosure.</summary>
    Objection,

    /// <summary>The authority answers us.</summary>
    AuthorityAnswer,

    /// <summary>The enforcing authority may still object to the use of what an emergency disclosed.</summary>
    LaterObjection,

    /// <summary>The order must have been served.</summary>
    Service,
}

/// <summary>How the end of a clock is found.</summary>
public enum ClockTerm
{
    /// <summary>An amount of time after an event.</summary>
    After,

    /// <summary>On a date that the order itself states.</summary>
    OnFace,

    /// <summary>An amount of time before a date that the order itself states.</summary>
    BeforeFace,

    /// <summary>As soon as the event happens.</summary>
    AtOnce,

    /// <summary>The law says “without undue delay” or names no time.</summary>
    NoFixedTime,
}

/// <summary>The unit of a clock's amount.</summary>
public enum ClockUnit
{
    /// <summary>Elapsed hours: changes of the clocks and weekends make no difference.</summary>
    Hours,

    /// <summary>Days of the authority's calendar; the day of the event is not counted; ends with the last day.</summary>
    CalendarDays,

    /// <summary>The same, counting neither Saturdays, Sundays nor holidays.</summary>
    BusinessDays,

    /// <summary>Months; ends with the day of the same number, or the last day of a shorter month.</summary>
    Months,
}

/// <summary>What starts a clock.</summary>
public enum ClockEvent
{
    /// <summary>The request reached us.</summary>
    Received,

    /// <summary>The order was signed.</summary>
    OrderSigned,

    /// <summary>A disclosure was released.</summary>
    Released,

    /// <summary>A snapshot was taken.</summary>
    Preserved,

    /// <summary>The preservation was renewed; the extension counts from the end of the first hold.</summary>
    HoldRenewed,

    /// <summary>We sent the Annex III form.</summary>
    RefusalFormSent,

    /// <summary>The enforcing authority was notified of the certificate.</summary>
    AuthorityNotified,
}

/// <summary>Which requests a clock runs for.</summary>
public enum ClockCondition
{
    Always,
    Emergency,
    NotEmergency,
}

/// <summary>One clock of a row. Which members are set follows from <see cref="Term"/>; the reader checks it.</summary>
/// <param name="Amount">Positive, for <see cref="ClockTerm.After"/> and <see cref="ClockTerm.BeforeFace"/>; otherwise null.</param>
/// <param name="From">For <see cref="ClockTerm.After"/> and <see cref="ClockTerm.AtOnce"/>; otherwise null.</param>
/// <param name="Field">The key of a date field, for <see cref="ClockTerm.OnFace"/> and <see cref="ClockTerm.BeforeFace"/>; otherwise null.</param>
/// <param name="Extendable">Whether a court may extend it.</param>
/// <param name="Pause">The law by which the clock stands still while the authority owes us an answer; null where it keeps running.</param>
public sealed record ClockRule(
    ClockKind Kind,
    ClockCondition When,
    ClockTerm Term,
    int? Amount,
    ClockUnit? Unit,
    ClockEvent? From,
    string? Field,
    bool Extendable,
    LegalStatement? Pause,
    LegalStatement Statement)
{
    /// <summary>Whether it stands still while the authority owes us an answer. A date that the order itself states never does.</summary>
    public bool CanPause => Pause is not null && Term == ClockTerm.After;

    /// <summary>Whether the clock runs for a request of this kind.</summary>
    public bool Runs(bool emergency) =>
        When == ClockCondition.Always || (When == ClockCondition.Emergency) == emergency;
}
