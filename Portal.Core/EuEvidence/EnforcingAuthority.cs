using System.Collections.Immutable;
using Portal.Core.Access;

namespace Portal.Core.EuEvidence;

/// <summary>That the enforcing authority was notified of a certificate, as the issuing authority or it itself told us. A correction is a new record.</summary>
public sealed class AuthorityNotification
{
    private AuthorityNotification()
    {
    }

    internal AuthorityNotification(Guid requestId, string authority, string contact, DateTimeOffset notifiedAt, Actor by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        Authority = authority;
        Contact = contact;
        NotifiedAt = notifiedAt;
        RecordedByName = by.Name;
        RecordedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public string Authority { get; private set; } = "";

    public string Contact { get; private set; } = "";

    /// <summary>When the authority received the notification, UTC.</summary>
    public DateTimeOffset NotifiedAt { get; private set; }

    public string RecordedByName { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }
}

/// <summary>What the enforcing authority said.</summary>
public enum EnforcingAnswerKind
{
    /// <summary>It raises no ground: the data may go before its time is out.</summary>
    Cleared,

    /// <summary>It objects to the whole order, which is then not executed.</summary>
    ObjectedWholly,

    /// <summary>It objects to a part, which the scope then leaves out.</summary>
    ObjectedPartly,

    /// <summary>It objects to the use of what has been disclosed already.</summary>
    ObjectedAfterwards,
}

/// <summary>An answer of the enforcing authority, with whom it came from.</summary>
public sealed class EnforcingAnswer
{
    private EnforcingAnswer()
    {
    }

    internal EnforcingAnswer(Guid requestId, EnforcingAnswerKind kind, string from, string reference, ImmutableArray<string> grounds, string? words, Actor by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        Kind = kind;
        From = from;
        Reference = reference;
        Grounds = grounds;
        Words = words;
        RecordedByName = by.Name;
        RecordedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public EnforcingAnswerKind Kind { get; private set; }

    /// <summary>Name and post of the person who answered for the authority.</summary>
    public string From { get; private set; } = "";

    /// <summary>The authority's own file number or the message's.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Codes of Art. 12 in the request's edition; empty for a clearance.</summary>
    public ImmutableArray<string> Grounds { get; private set; } = [];

    public string? Words { get; private set; }

    public string RecordedByName { get; private set; } = "";

    public DateTimeOffset RecordedAt { get; private set; }
}
