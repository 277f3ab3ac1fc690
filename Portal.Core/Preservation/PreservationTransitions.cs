using Portal.Core.Access;

namespace Portal.Core.Preservation;

public enum PreservationStatus
{
    Received,
    Active,
    Extended,
    Linked,
    Lapsed,
    Declined,
    Withdrawn,
}

public enum PreservationAction
{
    Accept,
    Decline,
    Extend,
    Link,

    /// <summary>Another request has taken the place of the one it was linked to.</summary>
    Follow,
    Withdraw,
    Lapse,
}

/// <param name="Permission">What the actor must hold.</param>
public sealed record PreservationTransition(PreservationStatus From, PreservationAction Action, PreservationStatus To, Permission Permission);

/// <summary>The life of a preservation request: it keeps, and discloses nothing.</summary>
public static class PreservationTransitions
{
    public static IReadOnlyList<PreservationTransition> All { get; } =
    [
        new(PreservationStatus.Received, PreservationAction.Accept, PreservationStatus.Active, Permission.DecidePreservation),
        new(PreservationStatus.Received, PreservationAction.Decline, PreservationStatus.Declined, Permission.DecidePreservation),
        new(PreservationStatus.Received, PreservationAction.Withdraw, PreservationStatus.Withdrawn, Permission.RequestPreservation),
        new(PreservationStatus.Active, PreservationAction.Extend, PreservationStatus.Extended, Permission.RequestPreservation),
        new(PreservationStatus.Active, PreservationAction.Link, PreservationStatus.Linked, Permission.RequestPreservation),
        new(PreservationStatus.Active, PreservationAction.Withdraw, PreservationStatus.Withdrawn, Permission.RequestPreservation),
        new(PreservationStatus.Active, PreservationAction.Lapse, PreservationStatus.Lapsed, Permission.BuildPackage),
        new(PreservationStatus.Extended, PreservationAction.Link, PreservationStatus.Linked, Permission.RequestPreservation),
        new(PreservationStatus.Extended, PreservationAction.Withdraw, PreservationStatus.Withdrawn, Permission.RequestPreservation),
        new(PreservationStatus.Extended, PreservationAction.Lapse, PreservationStatus.Lapsed, Permission.BuildPackage),
        new(PreservationStatus.Linked, PreservationAction.Follow, PreservationStatus.Linked, Permission.CloseRequest),
        new(PreservationStatus.Linked, PreservationAction.Lapse, PreservationStatus.Lapsed, Permission.BuildPackage),
    ];

    public static PreservationTransition? Find(PreservationStatus from, PreservationAction action) =>
        All.FirstOrDefault(row => row.From == from && row.Action == action);
}
