using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Preservation.Snapshots;

namespace Portal.Core.Preservation;

/// <summary>Statuses and actions in plain words.</summary>
public static class PreservationWords
{
    /// <summary>What a snapshot can hold, of all that an instrument may name.</summary>
    public static IReadOnlyList<DataCategory> CanBeKept { get; } = [DataCategory.Subscriber, DataCategory.Interaction, DataCategory.ContentDm];

    public static string Of(SnapshotStatus status) => status switch
    {
        SnapshotStatus.Asked => "Not taken yet",
        SnapshotStatus.Taking => "Being taken",
        SnapshotStatus.Kept => "Kept",
        SnapshotStatus.Unresolved => "Nothing is kept: not found",
        SnapshotStatus.Destroyed => "Destroyed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>Why nothing is kept of an identifier, and what mends it.</summary>
    public static string Unresolved(PreservationSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Resolution == ResolutionOutcome.Ambiguous
            ? "It meant more than one account in this period. Ask again with the account id, or for a shorter period."
            : "No account had it in this period. Check the spelling and the period, then ask again.";
    }

    public static string Of(PreservationStatus status) => status switch
    {
        PreservationStatus.Received => "Received",
        PreservationStatus.Active => "Accepted",
        PreservationStatus.Extended => "Extended",
        PreservationStatus.Linked => "Linked to a request",
        PreservationStatus.Lapsed => "Ended, destroyed",
        PreservationStatus.Declined => "Declined",
        PreservationStatus.Withdrawn => "Withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The verb on a button.</summary>
    public static string Of(PreservationAction action) => action switch
    {
        PreservationAction.Accept => "Accept preservation",
        PreservationAction.Extend => "Extend once",
        PreservationAction.Link => "Link to a request",
        PreservationAction.Follow => "Keep for the request that takes its place",
        PreservationAction.Decline => "Decline preservation",
        PreservationAction.Withdraw => "Withdraw preservation",
        PreservationAction.Lapse => "Let it lapse",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
