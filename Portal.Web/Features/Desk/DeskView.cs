using Portal.Core.Access;
using Portal.Core.Desk;
using Portal.Core.Reminders;
using Portal.Core.Requests;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Desk;

/// <summary>A count with what it says and where it leads.</summary>
public sealed record DeskFigure(string Label, int Count, string Href, Meaning Meaning, string Note);

public sealed record DeskView(StaffDesk Of, Actor Me)
{
    /// <summary>Of each matter the words, the note, and what it means to the reader where there is any.</summary>
    private static readonly Dictionary<DeskMatter, (string Label, string Note, Meaning Meaning)> Words = new()
    {
        [DeskMatter.Emergencies] = ("Emergencies", "open now", Meaning.ActNow),
        [DeskMatter.Overdue] = ("Overdue", "the clock has run out", Meaning.ActNow),
        [DeskMatter.DueSoon] = ("Due within 24 hours", "not overdue yet", Meaning.ActNow),
        [DeskMatter.ProcessOverdue] = ("Legal process overdue", "after an emergency", Meaning.ActNow),
        [DeskMatter.SecondPerson] = ("To approve", "proposed by a colleague", Meaning.ActNow),
        [DeskMatter.ScopeReturned] = ("Sent back", "by the second person", Meaning.ActNow),
        [DeskMatter.Unread] = ("New from agencies", "answers and messages", Meaning.ActNow),
        [DeskMatter.ToCheck] = ("To check", "where they come from", Meaning.Waiting),
        [DeskMatter.ToReview] = ("To triage and review", "by the clock", Meaning.Waiting),
        [DeskMatter.Unassigned] = ("Nobody's", "open, and taken by no one", Meaning.Waiting),
        [DeskMatter.AnswerOverdue] = ("Answers overdue", "you may close them", Meaning.Waiting),
        [DeskMatter.BuildStopped] = ("Building stopped", "a package needs a look", Meaning.Stopped),
        [DeskMatter.PreservationsToDecide] = ("Preservations", "to accept or decline", Meaning.Waiting),
        [DeskMatter.NoticeAlarms] = ("Notices", "alarms and orders that end", Meaning.ActNow),
    };

    /// <summary>What there is to do; what there is nothing of is left to <see cref="Nothing"/>.</summary>
    public IEnumerable<DeskFigure> Figures => Of.Counts.Where(c => c.Count > 0).Select(FigureOf);

    /// <summary>Matters of which there is nothing now, so that a missing figure is no riddle.</summary>
    public string Nothing => string.Join(", ", Of.Counts.Where(c => c.Count == 0).Select(c => Words[c.Matter].Label.ToLowerInvariant()));

    public string AllMine => QueueForm.AddressOf(new ReviewQuestion(ReviewGroup.Open, Mine: true));

    public bool IsOverdue(ReviewQueueLine line) => line.IsOverdueAt(Of.AsOf);

    public static string NameOf(DeskReminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return reminder.Matter switch
        {
            ReminderMatter.Acknowledge => "Acknowledge",
            ReminderMatter.Triage => "First decision",
            ReminderMatter.Respond => "Respond",
            ReminderMatter.FollowUp => "Legal process",
            _ => throw new ArgumentOutOfRangeException(nameof(reminder)),
        };
    }

    private static DeskFigure FigureOf(DeskCount count)
    {
        var (label, note, meaning) = Words[count.Matter];
        return new DeskFigure(label, count.Count, HrefOf(count.Matter), meaning, note);
    }

    private static string HrefOf(DeskMatter matter) => matter switch
    {
        DeskMatter.Emergencies or DeskMatter.ProcessOverdue => "/review/emergencies",
        DeskMatter.PreservationsToDecide => ReviewLinks.Preservations,
        DeskMatter.NoticeAlarms => "/review/notices",
        _ => QueueForm.AddressOf(RequestDeskCounts.Questions.First(q => q.Matter == matter).Question),
    };
}
