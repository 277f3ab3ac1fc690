namespace Portal.Core.Desk;

/// <summary>What a member of the legal staff may have to do. The order is that of the desk: what cannot wait stands first.</summary>
public enum DeskMatter
{
    /// <summary>Emergencies that have not come to their end.</summary>
    Emergencies,

    /// <summary>Requests whose clock has run out.</summary>
    Overdue,

    /// <summary>Requests whose clock runs out within a day; what is overdue is not among them.</summary>
    DueSoon,

    /// <summary>Legal process after an emergency that has not come in time.</summary>
    ProcessOverdue,

    /// <summary>Scopes that wait for a second person, proposed by others than the reader.</summary>
    SecondPerson,

    /// <summary>Scopes that the second person has sent back.</summary>
    ScopeReturned,

    /// <summary>Letters and answers of agencies that nobody has opened.</summary>
    Unread,

    /// <summary>Requests to check for identity.</summary>
    ToCheck,

    /// <summary>Requests to triage and review.</summary>
    ToReview,

    /// <summary>Open requests that nobody has taken.</summary>
    Unassigned,

    /// <summary>Questions whose day for an answer is past: closing may be offered.</summary>
    AnswerOverdue,

    /// <summary>Packages whose building has stopped.</summary>
    BuildStopped,

    /// <summary>Preservations that wait for a decision.</summary>
    PreservationsToDecide,

    /// <summary>Alarms of notices and non-disclosure orders.</summary>
    NoticeAlarms,
}

/// <summary>How much of something there is to do.</summary>
public sealed record DeskCount(DeskMatter Matter, int Count);
