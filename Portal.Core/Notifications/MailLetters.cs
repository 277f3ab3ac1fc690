using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Notifications;

/// <summary>What stands in every mail. There is no more of a case in any of them than our own reference.</summary>
public sealed record MailHead
{
    /// <summary>The company that writes.</summary>
    public required string Provider { get; init; }

    /// <summary>Ours.</summary>
    public required string Reference { get; init; }

    /// <summary>Where it is seen after signing in.</summary>
    public required string Url { get; init; }

    /// <summary>The desk's telephone or address for questions.</summary>
    public required string Contact { get; init; }
}

/// <summary>A moment as its reader's clock shows it, and in UTC.</summary>
public sealed record MailTime
{
    /// <summary>Like <c>3 December 2026, 06:05 (America/Los_Angeles)</c>.</summary>
    public required string Local { get; init; }

    public required DateTimeOffset Utc { get; init; }
}

public sealed record RequestReceivedMail : ILetter
{
    public static string TemplateName => "emails/request-received";

    public required MailHead Head { get; init; }
}

public sealed record LetterWaitingMail : ILetter
{
    public static string TemplateName => "emails/letter-waiting";

    public required MailHead Head { get; init; }
}

public sealed record QuestionWaitingMail : ILetter
{
    public static string TemplateName => "emails/question-waiting";

    public required MailHead Head { get; init; }

    /// <summary>The last day for an answer; null where none is set.</summary>
    public required DateOnly? AnswerBy { get; init; }
}

public sealed record PackageReadyMail : ILetter
{
    public static string TemplateName => "emails/package-ready";

    public required MailHead Head { get; init; }

    /// <summary>When it stops being offered.</summary>
    public required MailTime? Until { get; init; }
}

public sealed record PackageExpiringMail : ILetter
{
    public static string TemplateName => "emails/package-expiring";

    public required MailHead Head { get; init; }

    public required MailTime? Until { get; init; }
}

public sealed record PackageRecalledMail : ILetter
{
    public static string TemplateName => "emails/package-recalled";

    public required MailHead Head { get; init; }
}

public sealed record RequestEndedMail : ILetter
{
    public static string TemplateName => "emails/request-ended";

    public required MailHead Head { get; init; }
}

public sealed record CoSignatureNeededMail : ILetter
{
    public static string TemplateName => "emails/co-signature-needed";

    public required MailHead Head { get; init; }
}

public sealed record PreservationExpiringMail : ILetter
{
    public static string TemplateName => "emails/preservation-expiring";

    public required MailHead Head { get; init; }

    public required MailTime? Until { get; init; }
}

public sealed record FollowUpDueMail : ILetter
{
    public static string TemplateName => "emails/follow-up-due";

    public required MailHead Head { get; init; }

    public required MailTime? Due { get; init; }
}

public sealed record FollowUpOverdueMail : ILetter
{
    public static string TemplateName => "emails/follow-up-overdue";

    public required MailHead Head { get; init; }

    public required MailTime? Due { get; init; }
}

public sealed record AnswerReceivedMail : ILetter
{
    public static string TemplateName => "emails/answer-received";

    public required MailHead Head { get; init; }
}

public sealed record MessageReceivedMail : ILetter
{
    public static string TemplateName => "emails/message-received";

    public required MailHead Head { get; init; }
}

public sealed record SecondPersonNeededMail : ILetter
{
    public static string TemplateName => "emails/second-person-needed";

    public required MailHead Head { get; init; }

    /// <summary>When we must answer; null if the law names no time.</summary>
    public required MailTime? Due { get; init; }
}

public sealed record ClockDueSoonMail : ILetter
{
    public static string TemplateName => "emails/clock-due-soon";

    public required MailHead Head { get; init; }

    public required MailTime? Due { get; init; }
}

public sealed record ClockOverdueMail : ILetter
{
    public static string TemplateName => "emails/clock-overdue";

    public required MailHead Head { get; init; }

    public required MailTime? Due { get; init; }
}

public sealed record NonDisclosureExpiringMail : ILetter
{
    public static string TemplateName => "emails/non-disclosure-expiring";

    public required MailHead Head { get; init; }

    public required MailTime? Until { get; init; }

    /// <summary>The last day, where the order names a day and no hour.</summary>
    public required DateOnly? UntilDay { get; init; }
}

public sealed record EmergencyArrivedMail : ILetter
{
    public static string TemplateName => "emails/emergency-arrived";

    public required MailHead Head { get; init; }

    /// <summary>When the first decision is due.</summary>
    public required MailTime? Due { get; init; }
}
