using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>What is known of one signature, or of one document time stamp.</summary>
public sealed record PdfSignatureResult
{
    /// <summary>The signed bytes are the bytes in the file, and the signature over them is the certificate's.</summary>
    public bool IntegrityOk { get; init; }

    /// <summary>
    /// Every byte of the file but the signature's own value is signed. False where anything was appended, even if
    /// <see cref="IntegrityOk"/>: such a file shows more than was signed, unless <see cref="FollowedByProofOnly"/>.
    /// </summary>
    public bool CoversWholeDocument { get; init; }

    /// <summary>
    /// What was appended is proven to be validation data and document time stamps that hold, and nothing else: no page, no field and no word differs
    /// from what was signed. False where nothing was appended.
    /// </summary>
    public bool FollowedByProofOnly { get; init; }

    /// <summary>Bytes behind the signed part.</summary>
    public long BytesAfterSignedPart { get; init; }

    /// <summary>The first thing that speaks against it, in words; "" where nothing does.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Revoked, or not valid when it was used: what speaks against the signer's or the time-stamping authority's certificates; "" where nothing does.</summary>
    public string CertificateProblem { get; init; } = "";

    /// <summary>The PAdES baseline level it reaches, judged by what the file carries; null where it is none of them, or no signature but a document time stamp.</summary>
    public SignatureLevel? Level { get; init; }

    /// <summary>It is a document time stamp: its signer is a time-stamping authority, which vouches for the time and for nothing else.</summary>
    public bool IsDocumentTimestamp { get; init; }

    public string SubFilter { get; init; } = "";

    public X509Certificate2? Signer { get; init; }

    /// <summary>The signer's distinguished name, or "".</summary>
    public string SignerSubject => Signer?.Subject ?? "";

    /// <summary>All certificates the signature carries, the signer's included.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>UTC; what the signer claims. Null where it claims nothing.</summary>
    public DateTimeOffset? ClaimedTimeUtc { get; init; }

    /// <summary>Null: no time stamp. False: one that does not hold.</summary>
    public bool? TimestampOk { get; init; }

    /// <summary>UTC; what the time-stamping authority says. Only set where the stamp holds.</summary>
    public DateTimeOffset? TimestampUtc { get; init; }

    public X509Certificate2? TimestampAuthority { get; init; }

    /// <summary>
    /// Whether the signer's certificate chains to one of the anchors given, at the stamped time if there is one. Null where none were given.
    /// </summary>
    public bool? ChainsToAnchor { get; init; }

    /// <summary>The same of the time-stamping authority's certificate; null also where there is no time stamp.</summary>
    public bool? TimestampChainsToAnchor { get; init; }

    /// <summary>Integrity and certificates hold, so does the time stamp where there is one, and nothing but proof was added.</summary>
    public bool IsValid => IntegrityOk && (CoversWholeDocument || FollowedByProofOnly) && TimestampOk != false && CertificateProblem.Length == 0;
}

/// <summary>All signatures of a file, in the order of their signed parts.</summary>
/// <param name="Problem">Why the file as a whole could not be judged, in words; "" where it could. A file without a signature has one.</param>
public sealed record PdfSignatureReport(IReadOnlyList<PdfSignatureResult> Signatures, string Problem)
{
    /// <summary>Somebody signed, and every signature and document time stamp is valid.</summary>
    public bool IsValid => Problem.Length == 0 && Signatures.Any(signature => !signature.IsDocumentTimestamp) && Signatures.All(signature => signature.IsValid);
}
