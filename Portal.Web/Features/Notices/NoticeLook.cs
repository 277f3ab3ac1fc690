using Portal.Core.Notices;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Notices;

/// <summary>What a state means to whoever reads it.</summary>
internal static class NoticeLook
{
    public static Meaning Of(NonDisclosureStatus status) => status switch
    {
        NonDisclosureStatus.Stated or NonDisclosureStatus.Expiring => Meaning.ActNow,
        NonDisclosureStatus.Active => Meaning.Waiting,
        NonDisclosureStatus.Declined => Meaning.Stopped,
        NonDisclosureStatus.NoticeSent => Meaning.Good,
        _ => Meaning.Neutral,
    };

    public static Meaning Of(UserNoticeStatus status) => status switch
    {
        UserNoticeStatus.Sent => Meaning.Good,
        UserNoticeStatus.NotRequired => Meaning.Neutral,
        _ => Meaning.Waiting,
    };

    public static string DaysLeft(int days) => days == 0 ? "today" : $"{InWords.Count(days, "day")} left";
}
