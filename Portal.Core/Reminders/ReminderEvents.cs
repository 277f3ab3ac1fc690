using System.Globalization;
using Portal.Core.Audit;

namespace Portal.Core.Reminders;

/// <param name="DueAt">UTC.</param>
/// <param name="Day">Whole days past it.</param>
[AuditName("reminder.sent")]
public sealed record ReminderSent(Guid ReminderId, ReminderMatter Matter, string Reference, DateTimeOffset DueAt, ReminderStage Stage, int Day) : AuditEvent
{
    public override string Sentence => (Matter, Stage) switch
    {
        (ReminderMatter.Preservation, _) => $"Reminded the agency that preservation {Reference} ends on {When}.",
        (_, ReminderStage.Overdue) => $"Reminded that {ReminderWords.Of(Matter)} to {Reference} was due by {When} and had not come.",
        _ => $"Reminded that {ReminderWords.Of(Matter)} to {Reference} was due by {When}.",
    };

    private string When => string.Create(CultureInfo.InvariantCulture, $"{DueAt.UtcDateTime:d MMMM yyyy HH:mm} UTC");
}

[AuditName("reminder.seen")]
public sealed record ReminderPutAway(Guid ReminderId, ReminderMatter Matter, string Reference) : AuditEvent
{
    public override string Sentence => $"Put away a reminder of {ReminderWords.Of(Matter)} to {Reference}.";
}
