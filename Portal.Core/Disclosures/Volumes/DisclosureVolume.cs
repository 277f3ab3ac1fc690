namespace Portal.Core.Disclosures.Volumes;

/// <summary>
/// One volume of messages of a package's transcript: planned when rendering begins, then claimed by whichever worker is free, drafted once. This row
/// is the truth about it. What the draft is lies in two parts of the package, entered in the commit that sets <see cref="DraftedAt"/>.
/// </summary>
public sealed class DisclosureVolume
{
    public Guid DisclosureId { get; init; }

    /// <summary>From 2: the first volume is the front, which holds no message and is written by whoever builds the package.</summary>
    public int Number { get; init; }

    /// <summary>Place of its first message in the whole transcript, from 1. The segments' counts tell where that lies.</summary>
    public long FirstOrdinal { get; init; }

    public long Records { get; init; }

    /// <summary>UTC; the same for all volumes of a package: the time that their files name as their own.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>Messages set so far, for the eye only.</summary>
    public long Done { get; internal set; }

    public DateTimeOffset? DraftedAt { get; internal set; }

    public string? DraftedBy { get; internal set; }

    /// <summary>Who is at it now; see <see cref="Disclosure.FenceToken"/>.</summary>
    public string? LeasedBy { get; internal set; }

    public DateTimeOffset? LeasedUntil { get; internal set; }

    public long FenceToken { get; internal set; }

    public Guid Version { get; internal set; } = Guid.NewGuid();
}
