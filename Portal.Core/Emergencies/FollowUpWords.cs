namespace Portal.Core.Emergencies;

/// <summary>A follow-up's state as pages say it.</summary>
public static class FollowUpWords
{
    public static string Of(FollowUpStatus status) => status switch
    {
        FollowUpStatus.FollowUpDue => "Legal process is owed for this emergency",
        FollowUpStatus.Confirmed => "Legal process for this emergency is confirmed",
        FollowUpStatus.AgencyFlagged => "Legal process did not come in time; the agency is flagged",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
