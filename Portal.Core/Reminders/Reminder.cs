namespace Portal.Core.Reminders;

/// <summary>What a person is reminded of.</summary>
public enum ReminderMatter
{
    /// <summary>The agency is to be told that its request has arrived.</summary>
    Acknowledge,

    /// <summary>The first decision on an emergency.</summary>
    Triage,

    /// <summary>The answer to the request.</summary>
    Respond,

    /// <summary>Legal process that an agency owes after an emergency.</summary>
    FollowUp,

    /// <summary>The end of a preservation.</summary>
    Preservation,
}

public enum ReminderStage
{
    /// <summary>Long before, where there is much to prepare.</summary>
    Early,

    /// <summary>Shortly before.</summary>
    Soon,

    /// <summary>The time is past.</summary>
    Overdue,
}

/// <summary>A date of which somebody is to be told, and how near it is.</summary>
/// <param name="SubjectId">The request, or the preservation.</param>
/// <param name="RequestId">The request whose log holds the reminder; null for a preservation.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Day">Whole days past <paramref name="DueAt"/>; 0 before and on the first.</param>
internal sealed record ReminderDue(ReminderMatter Matter, Guid SubjectId, Guid? RequestId, string Reference, DateTimeOffset DueAt, ReminderStage Stage, int Day = 0);

/// <summary>
/// A reminder that was sent. There is one for each date, stage and day: whoever looks for what is due finds it told, and a date that is worked
/// out anew is told anew.
/// </summary>
public sealed class Reminder
{
    private Reminder()
    {
    }

    internal Reminder(ReminderDue due, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Matter = due.Matter;
        SubjectId = due.SubjectId;
        Reference = due.Reference;
        DueAt = due.DueAt;
        Stage = due.Stage;
        Day = due.Day;
        SentAt = now;
    }

    public Guid Id { get; private set; }

    public ReminderMatter Matter { get; private set; }

    /// <summary>The request, or the preservation.</summary>
    public Guid SubjectId { get; private set; }

    public string Reference { get; private set; } = "";

    /// <summary>When the time runs out, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public ReminderStage Stage { get; private set; }

    /// <summary>Whole days past <see cref="DueAt"/>; 0 before and on the first.</summary>
    public int Day { get; private set; }

    public DateTimeOffset SentAt { get; private set; }
}

/// <summary>A person has put a reminder away from their desk.</summary>
public sealed class SeenReminder
{
    private SeenReminder()
    {
    }

    internal SeenReminder(Guid reminderId, Guid personId, DateTimeOffset at)
    {
        ReminderId = reminderId;
        PersonId = personId;
        SeenAt = at;
    }

    public Guid ReminderId { get; private set; }

    public Guid PersonId { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }
}
