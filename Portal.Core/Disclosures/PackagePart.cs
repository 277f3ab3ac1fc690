namespace Portal.Core.Disclosures;

/// <summary>
/// A file of a package being built, encrypted in the blob store and entered here in the transaction that ends its stage. Gone once
/// the package is released.
/// </summary>
public sealed class PackagePart
{
    /// <summary>Paths that begin so go into the bag; the others are notes from one stage to the next.</summary>
    public const string Payload = "data/";

    public Guid DisclosureId { get; init; }

    /// <summary>The path within the bag, like <c>data/records/messages.csv</c>, or <c>work/…</c>.</summary>
    public required string Path { get; init; }

    public required string BlobKey { get; init; }

    /// <summary>Of the plaintext.</summary>
    public long Bytes { get; init; }

    /// <summary>Of the plaintext; lower-case hex.</summary>
    public required string Sha256 { get; init; }

    public bool IsPayload => Path.StartsWith(Payload, StringComparison.Ordinal);

    /// <summary>Under which the blob is encrypted.</summary>
    public string BlobContext => ContextOf(DisclosureId, Path);

    internal static string ContextOf(Guid disclosureId, string path) => $"part:{disclosureId}:{path}";
}

/// <summary>When a stage of a build ran, under whom, with which program: what the custody record is made of.</summary>
public sealed class CustodyStep
{
    public Guid DisclosureId { get; init; }

    public BuildStage Stage { get; init; }

    /// <summary>UTC; of the first start, however often it was taken up again.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public required string StartedBy { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }

    public required string Software { get; set; }
}
