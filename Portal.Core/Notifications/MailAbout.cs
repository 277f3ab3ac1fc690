using Portal.Core.Preservation;
using Portal.Core.Requests;

namespace Portal.Core.Notifications;

public enum MailSubject
{
    Request,
    Preservation,
}

/// <summary>The thing a mail is about, by our own reference: all of it that a mail may say.</summary>
public sealed record MailAbout(MailSubject Subject, Guid Id, string Reference)
{
    /// <exception cref="ArgumentException">It is a draft: nobody is written to about one.</exception>
    public static MailAbout Of(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(MailSubject.Request, request.Id, request.Reference ?? throw new ArgumentException("A draft has no reference.", nameof(request)));
    }

    public static MailAbout Of(PreservationRequest preservation)
    {
        ArgumentNullException.ThrowIfNull(preservation);
        return new(MailSubject.Preservation, preservation.Id, preservation.Reference);
    }

    /// <summary>Where it is seen after signing in, below the portal's address.</summary>
    public static string PathOf(MailSubject subject, Guid id, bool staff) => (subject, staff) switch
    {
        (MailSubject.Request, false) => $"/requests/{id}",
        (MailSubject.Request, true) => $"/review/{id}",
        (MailSubject.Preservation, false) => $"/preservation/{id}",
        (MailSubject.Preservation, true) => "/review/preservation",
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };
}

/// <summary>When something runs out: a moment (UTC), or a day where only that is set.</summary>
/// <param name="Repeated">It may have been told before and is told again: whoever queues it keeps count by itself.</param>
public sealed record MailDue(DateTimeOffset? At, DateOnly? Day, bool Repeated = false)
{
    public static MailDue When(DateTimeOffset at) => new(at, null);

    public static MailDue On(DateOnly day) => new(null, day);

    public static MailDue Again(DateTimeOffset at) => new(at, null, Repeated: true);
}
