using System.Collections.Immutable;

namespace Portal.Core.Correspondence.Letters;

/// <summary>The certificate of authenticity of one package: Fed. R. Evid. 902(11), (13) and (14), declared under 28 U.S.C. § 1746.</summary>
public sealed record AuthenticityCertificateModel : ILetter
{
    public static string TemplateName => "certificates/authenticity";

    public required string DeclarantName { get; init; }

    public required string DeclarantPost { get; init; }

    public required string Employer { get; init; }

    /// <summary>Why the declarant is qualified: training, duties, knowledge of the system. Whole sentences in the first person.</summary>
    public required string Qualification { get; init; }

    public required string RequestReference { get; init; }

    /// <summary>The instrument in plain words with its number and issuer.</summary>
    public required string Instrument { get; init; }

    public required string PackageNumber { get; init; }

    /// <summary>What was authorised and disclosed, by account and category.</summary>
    public required ImmutableArray<CertificateLine> Lines { get; init; }

    public required long RecordCount { get; init; }

    public required long PageCount { get; init; }

    public required int VolumeCount { get; init; }

    /// <summary>How the system makes and keeps the records, in whole sentences.</summary>
    public required string SystemDescription { get; init; }

    /// <summary>How the records were extracted, step by step.</summary>
    public required ImmutableArray<string> ExtractionSteps { get; init; }

    /// <summary>Why the result is accurate: what was checked and with which outcome, a point each. Never a bare conclusion.</summary>
    public required ImmutableArray<string> AccuracyChecks { get; init; }

    public required DateTimeOffset ExtractedUtc { get; init; }

    public required string SoftwareVersion { get; init; }

    /// <summary>How it was established that the copy equals the stored source, in whole sentences.</summary>
    public required string CopyComparison { get; init; }

    /// <summary>The file or set that each digest is of.</summary>
    public required ImmutableArray<CertificateDigest> Digests { get; init; }

    /// <summary>What was searched and held nothing; may be empty.</summary>
    public required ImmutableArray<string> SearchedAndEmpty { get; init; }

    /// <summary>What was withheld and why, with counts; may be empty.</summary>
    public required ImmutableArray<string> Withheld { get; init; }

    /// <summary>Whether the declarant signs outside the United States: 28 U.S.C. § 1746(1) instead of (2), and 902(12) beside 902(11).</summary>
    public required bool SignedOutsideUnitedStates { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required string SignedAt { get; init; }
}

/// <summary>An account, a category and a period that the certificate speaks of.</summary>
public sealed record CertificateLine
{
    public required string Account { get; init; }

    public required string Category { get; init; }

    /// <summary>Start of the period, UTC, included.</summary>
    public required DateTimeOffset StartUtc { get; init; }

    /// <summary>End of the period, UTC, not included.</summary>
    public required DateTimeOffset EndUtc { get; init; }

    public required long Records { get; init; }
}

/// <summary>A digest that the certificate vouches for.</summary>
public sealed record CertificateDigest
{
    /// <summary>What it is the digest of, such as <c>data/records/messages.jsonl</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The algorithm, such as <c>SHA-256</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Value { get; init; }
}
