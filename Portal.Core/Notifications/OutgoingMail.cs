namespace Portal.Core.Notifications;

public enum MailState
{
    Waiting,
    Sent,

    /// <summary>Tried too often, or refused for good. An administrator has to look.</summary>
    GivenUp,
}

/// <summary>
/// A mail to one person. The text is made from this row alone when it is sent, and the row knows nothing of the case: what it does not hold
/// no mail can tell.
/// </summary>
public sealed class OutgoingMail
{
    private OutgoingMail()
    {
    }

    internal OutgoingMail(MailKind kind, MailAbout about, Guid personId, bool toStaff, MailDue? due, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Kind = kind;
        Subject = about.Subject;
        SubjectId = about.Id;
        Reference = about.Reference;
        PersonId = personId;
        ToStaff = toStaff;
        DueAt = due?.At;
        DueDay = due?.Day;
        CreatedAt = now;
        NextTryAt = now;
    }

    public Guid Id { get; private set; }

    public MailKind Kind { get; private set; }

    public MailSubject Subject { get; private set; }

    public Guid SubjectId { get; private set; }

    /// <summary>Our own, like <c>PR-2026-000123</c>.</summary>
    public string Reference { get; private set; } = "";

    public Guid PersonId { get; private set; }

    /// <summary>Whether the link leads to the desk of legal staff or to the agency's page.</summary>
    public bool ToStaff { get; private set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateOnly? DueDay { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The person's address when it was last tried; null before that.</summary>
    public string? Address { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? GivenUpAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Not before this moment. UTC.</summary>
    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>Why the last attempt failed, in words for an administrator; null where none has.</summary>
    public string? Problem { get; private set; }

    /// <summary>Of the worker that is at it: only who holds it may enter how it went.</summary>
    public Guid? Lease { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    public MailState State => SentAt is not null ? MailState.Sent : GivenUpAt is not null ? MailState.GivenUp : MailState.Waiting;

    internal void Sent(string address, DateTimeOffset at)
    {
        Address = address;
        SentAt = at;
        Problem = null;
        Release();
    }

    internal void Failed(string? address, string problem, DateTimeOffset nextTry)
    {
        Address = address ?? Address;
        Problem = problem;
        NextTryAt = nextTry;
        Release();
    }

    internal void GiveUp(string? address, string problem, DateTimeOffset at)
    {
        Address = address ?? Address;
        Problem = problem;
        GivenUpAt = at;
        Release();
    }

    private void Release()
    {
        Lease = null;
        LeasedUntil = null;
    }
}
