namespace Portal.Core.Notices;

/// <summary>States and outcomes in plain words, as pages and the log say them.</summary>
public static class NoticeWords
{
    /// <summary>What officer and reviewer read wherever the officer's wish stands.</summary>
    public const string WishDelaysNothing =
        "This is a wish, not an order. It delays nothing: only a court order with a last day, confirmed against its document, does.";

    public static string Of(NonDisclosureStatus status) => status switch
    {
        NonDisclosureStatus.Stated => "To be confirmed by staff",
        NonDisclosureStatus.Active => "In force",
        NonDisclosureStatus.Expiring => "Ends soon",
        NonDisclosureStatus.Expired => "Expired",
        NonDisclosureStatus.EndedEarly => "Ended early by the court",
        NonDisclosureStatus.Renewed => "Renewed by a later order",
        NonDisclosureStatus.NoticeSent => "Over, notice sent",
        NonDisclosureStatus.Declined => "Not accepted",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Done(NonDisclosureAction action) => action switch
    {
        NonDisclosureAction.Confirm => "Confirmed",
        NonDisclosureAction.Decline => "Declined",
        NonDisclosureAction.RaiseAlarm => "Raised the alarm for",
        NonDisclosureAction.Expire => "Recorded the end of",
        NonDisclosureAction.EndEarly => "Recorded that the court ended",
        NonDisclosureAction.Renew => "Renewed",
        NonDisclosureAction.RecordNotice => "Recorded that notice was sent after",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    public static string Of(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.TellFirst => "Tell the account holder first, and wait",
        NoticeOutcome.DelayedByOrder => "Delayed by a court order",
        NoticeOutcome.Barred => "Not now: danger to life, or a statute",
        NoticeOutcome.WithRelease => "Tell the account holder when the records are released",
        NoticeOutcome.NotRequired => "We tell nobody",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>What will happen, in a sentence.</summary>
    public static string Consequence(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.TellFirst => "The notice goes out with the approval. The records wait for the notice period, but never beyond the law's own clock.",
        NoticeOutcome.DelayedByOrder => "The records do not wait. The notice is sent by itself when the order ends.",
        NoticeOutcome.Barred => "The records do not wait. The notice waits until the danger has passed; we look again by the day you set.",
        NoticeOutcome.WithRelease => "The records do not wait. The notice is sent when the package is released.",
        NoticeOutcome.NotRequired => "No notice is sent.",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static string Of(UserNoticeStatus status) => status switch
    {
        UserNoticeStatus.Drafted => "Waits for the release",
        UserNoticeStatus.Delayed => "Delayed by a court order",
        UserNoticeStatus.Barred => "Barred for now",
        UserNoticeStatus.Due => "Being sent",
        UserNoticeStatus.Sent => "Sent",
        UserNoticeStatus.NotRequired => "Not required",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
