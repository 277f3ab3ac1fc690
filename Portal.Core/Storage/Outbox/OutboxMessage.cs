namespace Portal.Core.Storage.Outbox;

/// <summary>Kinds of work for later.</summary>
public enum OutboxKind
{
    BuildDisclosure,

    /// <summary>Help the builder of a package with its volumes; several of one package may wait at once.</summary>
    RenderVolumes,

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
