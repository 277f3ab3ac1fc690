namespace Portal.Core.Reminders;

/// <summary>What is due, in words that go into a sentence.</summary>
public static class ReminderWords
{
    public static string Of(ReminderMatter matter) => matter switch
    {
        ReminderMatter.Acknowledge => "the acknowledgement",
        ReminderMatter.Triage => "the first decision",
        ReminderMatter.Respond => "the answer",
        ReminderMatter.FollowUp => "the legal process",
        ReminderMatter.Preservation => "the end",
        _ => throw new ArgumentOutOfRangeException(nameof(matter)),
    };
}
