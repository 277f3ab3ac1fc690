namespace Portal.Core.Audit;

/// <summary>
/// A row of the log: the exact canonical bytes of an event and the hash that a Merkle leaf of it has. Rows are added, never
/// changed.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Given by the database in order of insertion; may have gaps. The Merkle log gives contiguous indices later.</summary>
    public long Id { get; private set; }

    public Guid EventId { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; init; }

    public required string Name { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public Guid? AgencyId { get; init; }

    public Guid? RequestId { get; init; }

    /// <summary>One sentence for people; derived from the event, repeated here so that it can be searched.</summary>
    public required string Sentence { get; init; }

    /// <summary>UTF-8 JSON, byte for byte what the leaf hash covers.</summary>
    public required byte[] Canonical { get; init; }

    /// <summary>RFC 6962: SHA-256 of 0x00 followed by <see cref="Canonical"/>; 32 bytes.</summary>
    public required byte[] LeafHash { get; init; }
}
