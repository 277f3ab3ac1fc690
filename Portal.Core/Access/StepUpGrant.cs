namespace Portal.Core.Access;

/// <summary>A fresh proof of who is there, for one action on one object: five minutes, once.</summary>
public sealed class StepUpGrant
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    /// <summary>Like <c>disclosure.download</c>.</summary>
    public required string Action { get; init; }

    public Guid ObjectId { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? ConsumedAt { get; set; }
}
