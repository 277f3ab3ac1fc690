namespace Portal.Core.Notifications;

/// <summary>Hands a mail to whoever delivers it. For many threads.</summary>
public interface IMailSender
{
    /// <summary>Returns when the mail has been taken for delivery.</summary>
    /// <exception cref="MailNotTakenException">It was not; the message says why.</exception>
    Task SendAsync(MailMessage mail, CancellationToken ct);
}

/// <param name="Id">The same at each attempt: it becomes the Message-ID, by which a mail that arrives twice is known.</param>
/// <param name="Text">Plain text, <c>\n</c> line ends.</param>
/// <param name="At">UTC, of when it was queued.</param>
public sealed record MailMessage(Guid Id, string Address, string Name, string Subject, string Text, DateTimeOffset At);

/// <summary>The mail was not taken.</summary>
/// <param name="message">Why, in words for an administrator; never a password, never the text of a mail.</param>
/// <param name="final">Trying again would not help: this address is refused.</param>
public sealed class MailNotTakenException(string message, bool final = false, Exception? inner = null) : Exception(message, inner)
{
    public bool Final { get; } = final;
}
