using Portal.Core.Requests;

namespace Portal.Core.Preservation;

/// <summary>What happens next to a preservation, who does it and by when, as its agency reads it.</summary>
public static class PreservationNext
{
    /// <param name="expiresAt">UTC; null before it is accepted.</param>
    public static NextStep Of(PreservationStatus status, DateTimeOffset? expiresAt) => status switch
    {
        PreservationStatus.Received => new("We accept it, and from then on the records are kept. Until then nothing is.", NextMover.LegalStaff, null, "Without delay."),
        PreservationStatus.Active => new("The records are kept. File your request and link it here, or extend once, before the time runs out. Nothing is disclosed by a preservation.", NextMover.Agency, expiresAt, null),
        PreservationStatus.Extended => new("The records are kept for the extended time. File your request and link it here before it runs out: it cannot be extended again.", NextMover.Agency, expiresAt, null),
        PreservationStatus.Linked => new("The records are kept for the linked request until that ends.", NextMover.Nobody, null, null),
        PreservationStatus.Lapsed => new("It has ended and the records are no longer kept for you. Ask for a new preservation if you still need them; they may be gone.", NextMover.Nobody, null, null),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
