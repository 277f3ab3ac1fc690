namespace Portal.Core.Notifications;

/// <summary>What a mail tells. Each has a model and a template of its own, <c>templates/emails/{kind}</c>.</summary>
public enum MailKind
{
    // To the agency
    RequestReceived,
    LetterWaiting,
    QuestionWaiting,
    PackageReady,
    PackageExpiring,
    PackageRecalled,
    RequestEnded,
    CoSignatureNeeded,
    PreservationExpiring,
    FollowUpDue,
    FollowUpOverdue,

    // To legal staff
    AnswerReceived,
    MessageReceived,
    SecondPersonNeeded,
    ClockDueSoon,
    ClockOverdue,
    NonDisclosureExpiring,
    EmergencyArrived,
}

/// <summary>Kinds in words, for the log and the administrator.</summary>
public static class MailKinds
{
    public static string Words(MailKind kind) => kind switch
    {
        MailKind.RequestReceived => "request received",
        MailKind.LetterWaiting => "letter waiting",
        MailKind.QuestionWaiting => "question waiting",
        MailKind.PackageReady => "package ready",
        MailKind.PackageExpiring => "package expiring soon",
        MailKind.PackageRecalled => "package recalled",
        MailKind.RequestEnded => "request ended",
        MailKind.CoSignatureNeeded => "co-signature needed",
        MailKind.PreservationExpiring => "preservation expiring",
        MailKind.FollowUpDue => "follow-up due",
        MailKind.FollowUpOverdue => "follow-up overdue",
        MailKind.AnswerReceived => "answer received",
        MailKind.MessageReceived => "message received",
        MailKind.SecondPersonNeeded => "second person needed",
        MailKind.ClockDueSoon => "clock due soon",
        MailKind.ClockOverdue => "clock overdue",
        MailKind.NonDisclosureExpiring => "non-disclosure order expiring",
        MailKind.EmergencyArrived => "emergency arrived",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of mail without words."),
    };

    /// <summary>Told once for each date: whoever looks for what is due may queue it as often as they look.</summary>
    public static bool IsReminder(MailKind kind) => kind is
        MailKind.PackageExpiring or MailKind.PreservationExpiring or MailKind.FollowUpDue or MailKind.FollowUpOverdue
        or MailKind.ClockDueSoon or MailKind.ClockOverdue or MailKind.NonDisclosureExpiring;
}
