namespace Portal.Core.Notices;

/// <summary>A notice as it leaves us. It holds no content of messages.</summary>
/// <param name="Id">Whoever delivers it tells by this that it has seen it before.</param>
/// <param name="AccountId">The archive's stable id of the account.</param>
/// <param name="At">When its text was fixed, UTC: the same at every attempt.</param>
public sealed record AccountNotice(Guid Id, string AccountId, string? Handle, string Subject, string Text, DateTimeOffset At);

/// <summary>Hands notices to whatever reaches the account holder: it leaves the process.</summary>
public interface IAccountNotifier
{
    /// <summary>Hands a notice over. Doing it again with the same notice changes nothing.</summary>
    /// <returns>SHA-256 of what was handed over, lower-case hex; the same at every attempt.</returns>
    /// <exception cref="IOException">It could not be handed over; it is tried again.</exception>
    Task<string> DeliverAsync(AccountNotice notice, CancellationToken ct);
}
