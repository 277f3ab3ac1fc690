namespace Portal.Core.Storage.Outbox;

/// <summary>Kinds of work for later.</summary>
public enum OutboxKind
{
    BuildDisclosure,

    /// <summary>The same for an emergency: it waits behind nothing.</summary>
    BuildUrgentDisclosure,

    /// <summary>Help the builder of a package with its volumes; several of one package may wait at once.</summary>
    RenderVolumes,

    /// <summary>The subject is a mail.</summary>
    SendMail,

    /// <summary>The subject is a letter, to be set as PDF.</summary>
    PrintLetter,

    /// <summary>Put a referral into the moderation desk's folder.</summary>
    DeliverReferral,

    /// <summary>Hand a notice to the account holder over to whoever delivers it.</summary>
    SendNotice,

    /// <summary>Take the snapshots of a preservation that was accepted.</summary>
    TakeSnapshots,
}

/// <summary>
/// Work that a committed change asks for, written in its transaction and handed to the job server afterwards. It names things
/// by id only.
/// </summary>
public sealed class OutboxMessage
{
    public long Id { get; private set; }

    public OutboxKind Kind { get; init; }

    public Guid SubjectId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DispatchedAt { get; set; }
}
