namespace Portal.Core.Preservation;

/// <summary>Statuses and actions in plain words.</summary>
public static class PreservationWords
{
    public static string Of(PreservationStatus status) => status switch
    {
        PreservationStatus.Received => "Received",
        PreservationStatus.Active => "Records kept",
        PreservationStatus.Extended => "Records kept, extended",
        PreservationStatus.Linked => "Linked to a request",
        PreservationStatus.Lapsed => "Lapsed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The verb on a button.</summary>
    public static string Of(PreservationAction action) => action switch
    {
        PreservationAction.Accept => "Accept preservation",
        PreservationAction.Extend => "Extend once",
        PreservationAction.Link => "Link to a request",
        PreservationAction.Lapse => "Let it lapse",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };
}
