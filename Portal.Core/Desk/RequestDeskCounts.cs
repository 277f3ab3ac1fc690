using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>What requests ask of the reader. Each count is the queue's own filter, so that the link behind it shows as many.</summary>
public sealed class RequestDeskCounts(PortalDb db, QueueFilter filter)
{
    /// <summary>What the queue is asked for each matter, and the permission without which it is nobody's business.</summary>
    public static ImmutableArray<(DeskMatter Matter, Permission Permission, ReviewQuestion Question)> Questions { get; } =
    [
        (DeskMatter.Emergencies, Permission.ViewCasework, new(ReviewGroup.Open) { EmergencyOnly = true }),
        (DeskMatter.Overdue, Permission.ViewCasework, new(ReviewGroup.Open) { DueWithinHours = 0 }),
        (DeskMatter.DueSoon, Permission.ViewCasework, new(ReviewGroup.Open) { DueWithinHours = 24 }),
        (DeskMatter.SecondPerson, Permission.ApproveScope, new(ReviewGroup.ToApprove) { Focus = QueueFocus.SecondPerson }),
        (DeskMatter.ScopeReturned, Permission.ProposeScope, new(ReviewGroup.ToReview) { Focus = QueueFocus.ScopeReturned }),
        // An agency may still write when the request is done.
        (DeskMatter.Unread, Permission.CorrespondWithAgency, new(ReviewGroup.All) { Focus = QueueFocus.Unread }),
        (DeskMatter.ToCheck, Permission.CheckIdentity, new(ReviewGroup.ToCheck)),
        (DeskMatter.ToReview, Permission.TriageRequest, new(ReviewGroup.ToReview)),
        (DeskMatter.Unassigned, Permission.TriageRequest, new(ReviewGroup.Open) { Unassigned = true }),
        (DeskMatter.AnswerOverdue, Permission.CloseRequest, new(ReviewGroup.Waiting) { Focus = QueueFocus.AnswerOverdue }),
        (DeskMatter.BuildStopped, Permission.ApproveScope, new(ReviewGroup.Building) { Focus = QueueFocus.BuildStopped }),
    ];

    public async Task<IReadOnlyList<DeskCount>> OfAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var counts = new List<DeskCount>();
        foreach (var (matter, permission, question) in Questions.Where(q => actor.Can(q.Permission)))
        {
            var statuses = ReviewGroups.Statuses(question.Group).ToArray();
            var narrowed = await filter.NarrowAsync(db.Requests.AsNoTracking().VisibleTo(actor), question, actor, ct);
            counts.Add(new(matter, await narrowed.CountAsync(r => statuses.Contains(r.Status), ct)));
        }
        return counts;
    }
}
