using Portal.Core.Access;

namespace Portal.Core.Disclosures;

/// <summary>The stages of building a package, in order.</summary>
public enum BuildStage
{
    Waiting,
    Extract,
    Render,
    Records,
    Recount,
    Seal,
    Done,
}

/// <summary>
/// One package in the making and afterwards: which scope it takes, how far it is, what came out, and what became of it. This
/// row is the truth about the build; the job server only calls.
/// </summary>
public sealed class Disclosure
{
    private Disclosure()
    {
    }

    internal Disclosure(Guid requestId, Guid scopeId, string packageReference, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        ScopeId = scopeId;
        PackageReference = packageReference;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public Guid ScopeId { get; private set; }

    /// <summary>Like <c>PR-2026-000123-P1</c>; it stands on every page.</summary>
    public string PackageReference { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public BuildStage Stage { get; internal set; }

    /// <summary>Records done and to do in <see cref="Stage"/>.</summary>
    public long StageDone { get; internal set; }

    public long StageTotal { get; internal set; }

    /// <summary>The archive's high-water mark for everything in this package; null before extraction starts.</summary>
    public long? ArchiveMark { get; internal set; }

    /// <summary>
    /// Who builds it now. Each taker raises the token; a write under an older token is refused, so a builder that was thought
    /// dead and wakes changes nothing.
    /// </summary>
    public long FenceToken { get; internal set; }

    public string? LeasedBy { get; internal set; }

    public DateTimeOffset? LeasedUntil { get; internal set; }

    /// <summary>What stopped the build, in words for staff; null while all is well.</summary>
    public string? Problem { get; internal set; }

    public DateTimeOffset? ProblemAt { get; internal set; }

    public int Attempts { get; internal set; }

    // What came out
    public long Records { get; internal set; }

    public long Withheld { get; internal set; }

    public int Pages { get; internal set; }

    /// <summary>Files of the transcript: more than one where it has many messages.</summary>
    public int Volumes { get; internal set; } = 1;

    public string? BlobKey { get; internal set; }

    /// <summary>Of the archive as it is delivered: bytes and SHA-256 (lower-case hex).</summary>
    public long Bytes { get; internal set; }

    public string? Sha256 { get; internal set; }

    /// <summary>SHA-256 of <c>tagmanifest-sha256.txt</c>: names the whole content of the bag.</summary>
    public string? ManifestSha256 { get; internal set; }

    public DateTimeOffset? SealedAt { get; internal set; }

    public DateTimeOffset? ReleasedAt { get; internal set; }

    /// <summary>From this moment (UTC) it is no longer offered.</summary>
    public DateTimeOffset? ExpiresAt { get; internal set; }

    public DateTimeOffset? RecalledAt { get; internal set; }

    public string? RecalledByName { get; internal set; }

    public string? RecallReason { get; internal set; }

    public DateTimeOffset? DestructionConfirmedAt { get; internal set; }

    public string? DestructionConfirmedByName { get; internal set; }

    public string? DestructionStatement { get; internal set; }

    public Guid Version { get; internal set; } = Guid.NewGuid();

    public bool IsBuilding => Stage != BuildStage.Done;

    public bool IsOfferedAt(DateTimeOffset now) => ReleasedAt is not null && RecalledAt is null && now < ExpiresAt;

    /// <exception cref="RuleViolation">It is not released, is recalled or has expired.</exception>
    internal void DemandOffered(DateTimeOffset now)
    {
        if (ReleasedAt is null) throw new RuleViolation("package.not-released", "The package is not released yet. This page shows how far it is.");
        if (RecalledAt is not null) throw new RuleViolation("package.recalled", "The package was recalled. Do not use any copy of it; the request's page says what to do.");
        if (now >= ExpiresAt) throw new RuleViolation("package.expired", "The time to download this package is over. Write to the reviewer on the request's page.");
    }
}

/// <summary>
/// A page of extracted records, encrypted on disk and entered here in the transaction that moves the cursor: after a crash
/// extraction goes on behind the last of these, and a page of a dead builder is nobody's.
/// </summary>
public sealed class ExtractedSegment
{
    public Guid DisclosureId { get; init; }

    public int Number { get; init; }

    public required string BlobKey { get; init; }

    public int Records { get; init; }

    /// <summary>The last record's position: UTC time and sequence.</summary>
    public DateTimeOffset LastSentUtc { get; init; }

    public long LastSequence { get; init; }

    /// <summary>Of all records up to here; see <see cref="Archive.RecordFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }
}

/// <summary>One answer to a download: who, when, which bytes, and whether the last one went out.</summary>
public sealed class DownloadReceipt
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid DisclosureId { get; init; }

    public Guid PersonId { get; init; }

    public required string PersonName { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>First byte asked for, and the one behind the last.</summary>
    public long From { get; init; }

    public long To { get; init; }

    public DateTimeOffset? CompletedAt { get; set; }
}
