using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Notices;

public enum UserNoticeStatus
{
    /// <summary>Waits for the records to be released.</summary>
    Drafted,

    /// <summary>Waits for a non-disclosure order to end.</summary>
    Delayed,

    /// <summary>Waits for a danger to pass, or for a statute's bar to fall.</summary>
    Barred,

    /// <summary>Its text is fixed and it is on its way.</summary>
    Due,

    Sent,

    /// <summary>Nobody is told, for the reason given.</summary>
    NotRequired,
}

public enum UserNoticeAction
{
    HoldBack,
    MakeDue,
    RecordSent,
    Drop,
}

/// <param name="Permissions">Any one of these is enough.</param>
public sealed record UserNoticeTransition(UserNoticeStatus From, UserNoticeAction Action, UserNoticeStatus To, ImmutableArray<Permission> Permissions);

/// <summary>The life of a notice to one account holder.</summary>
public static class UserNoticeTransitions
{
    private static readonly ImmutableArray<Permission> Worker = [Permission.SendNotice];
    private static readonly ImmutableArray<Permission> StaffOrWorker = [Permission.DecideNotice, Permission.SendNotice];

    public static ImmutableArray<UserNoticeTransition> All { get; } =
    [
        .. new[] { UserNoticeStatus.Drafted, UserNoticeStatus.Delayed, UserNoticeStatus.Barred }.SelectMany(from => new UserNoticeTransition[]
        {
            new(from, UserNoticeAction.HoldBack, UserNoticeStatus.Delayed, StaffOrWorker),
            new(from, UserNoticeAction.MakeDue, UserNoticeStatus.Due, StaffOrWorker),
            new(from, UserNoticeAction.Drop, UserNoticeStatus.NotRequired, Worker),
        }),
        new(UserNoticeStatus.Due, UserNoticeAction.HoldBack, UserNoticeStatus.Delayed, StaffOrWorker),
        new(UserNoticeStatus.Due, UserNoticeAction.RecordSent, UserNoticeStatus.Sent, Worker),
    ];

    /// <summary>The row for an action in a status, or null where the table has none.</summary>
    public static UserNoticeTransition? Find(UserNoticeStatus from, UserNoticeAction action) =>
        All.FirstOrDefault(row => row.From == from && row.Action == action);
}

/// <summary>The notice of one request to one account holder. It never holds content of messages.</summary>
public sealed class UserNotice
{
    private UserNotice()
    {
    }

    /// <param name="status">As the request's decision makes it.</param>
    internal UserNotice(Guid requestId, string accountId, string? handle, UserNoticeStatus status, string? reason, NonDisclosureOrder? order, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        AccountId = accountId;
        Handle = handle;
        Status = status;
        Reason = reason;
        OrderId = order?.Id;
        DelayedUntil = order?.EndsAt;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    /// <summary>The archive's stable id.</summary>
    public string AccountId { get; private set; } = "";

    public string? Handle { get; private set; }

    public UserNoticeStatus Status { get; private set; }

    /// <summary>Why it is barred or not required; null otherwise.</summary>
    public string? Reason { get; private set; }

    /// <summary>The order that delays or delayed it; null where none did.</summary>
    public Guid? OrderId { get; private set; }

    /// <summary>UTC, while an order delays it.</summary>
    public DateTimeOffset? DelayedUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its text was fixed, UTC; null before.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public string? TemplateName { get; private set; }

    public int? TemplateVersion { get; private set; }

    /// <summary>Of the template file, lower-case hex.</summary>
    public string? TemplateSha256 { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>As it goes out: what is delivered twice is the same twice.</summary>
    public string? PlainText { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Of what was handed over, lower-case hex.</summary>
    public string? DeliverySha256 { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    public string Who => Handle is null ? AccountId : $"@{Handle}";

    /// <summary>Nobody has been told yet, and somebody may still have to be.</summary>
    public bool IsOpen => Status is not (UserNoticeStatus.Sent or UserNoticeStatus.NotRequired);

    internal void HoldBack(NonDisclosureOrder order, Actor actor)
    {
        Move(UserNoticeAction.HoldBack, actor);
        OrderId = order.Id;
        DelayedUntil = order.EndsAt;
        // What was fixed before the order came is written anew when it ends.
        (DueAt, TemplateName, TemplateVersion, TemplateSha256, Subject, PlainText) = (null, null, null, null, null, null);
    }

    internal void MakeDue(RenderedLetter letter, Actor actor, DateTimeOffset now)
    {
        Move(UserNoticeAction.MakeDue, actor);
        DueAt = now;
        TemplateName = letter.TemplateName;
        TemplateVersion = letter.TemplateVersion;
        TemplateSha256 = letter.TemplateSha256;
        Subject = letter.Subject;
        PlainText = letter.PlainText;
    }

    internal void RecordSent(string deliverySha256, Actor actor, DateTimeOffset now)
    {
        Move(UserNoticeAction.RecordSent, actor);
        SentAt = now;
        DeliverySha256 = deliverySha256;
    }

    internal void Drop(string reason, Actor actor)
    {
        Move(UserNoticeAction.Drop, actor);
        Reason = reason;
    }

    private void Move(UserNoticeAction action, Actor actor)
    {
        var row = UserNoticeTransitions.Find(Status, action)
            ?? throw new RuleViolation("notice.impossible", $"A notice that is “{NoticeWords.Of(Status)}” cannot do this. Reload the page to see where it stands.");
        if (!row.Permissions.Any(actor.Can)) actor.Demand(row.Permissions[0]);
        Status = row.To;
        Version = Guid.NewGuid();
    }
}
