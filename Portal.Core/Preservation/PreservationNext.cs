using Portal.Core.Requests;

namespace Portal.Core.Preservation;

/// <summary>What happens next to a preservation, who does it and by when, as its agency reads it.</summary>
public static class PreservationNext
{
    /// <param name="expiresAt">UTC; null before the snapshot is taken.</param>
    public static NextStep Of(PreservationStatus status, DateTimeOffset? expiresAt) => status switch
    {
        PreservationStatus.Received => new("We decide, and when we accept it the records are kept at once. Until then nothing is.", NextMover.LegalStaff, null, "Without delay."),
        PreservationStatus.Active when expiresAt is null => new("The records are being kept now. Your time counts from the moment all of them are.", NextMover.LegalStaff, null, "At once."),
        PreservationStatus.Active => new("The records are kept. File your request and link it here, or extend once, before the time runs out. Nothing is disclosed by a preservation.", NextMover.Agency, expiresAt, null),
        PreservationStatus.Extended => new("The records are kept for the extended time. File your request and link it here before it runs out: it cannot be extended again.", NextMover.Agency, expiresAt, null),
        PreservationStatus.Linked => new("The records are kept for the linked request until 30 days after that ends.", NextMover.Nobody, null, null),
        PreservationStatus.Lapsed => new("It has ended and what was kept is destroyed. Ask for a new preservation if you still need the records; they may be gone.", NextMover.Nobody, null, null),
        PreservationStatus.Declined => new("We did not take it on, and nothing is kept. The letter below says why. You may ask again.", NextMover.Nobody, null, null),
        PreservationStatus.Withdrawn => new("You withdrew it, and what was kept is destroyed.", NextMover.Nobody, null, null),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
