using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>What is known of one signature. Says nothing of revocation.</summary>
public sealed record PdfSignatureResult
{
    /// <summary>The signed bytes are the bytes in the file, and the signature over them is the certificate's.</summary>
    public bool IntegrityOk { get; init; }

    /// <summary>
    /// Every byte of the file but the signature's own value is signed. False where anything was appended, even if
    /// <see cref="IntegrityOk"/>: such a file shows more than was signed.
    /// </summary>
    public bool CoversWholeDocument { get; init; }

    /// <summary>Bytes behind the signed part.</summary>
    public long BytesAfterSignedPart { get; init; }

    /// <summary>Why integrity or coverage failed, in words; "" where both hold.</summary>
    public string Problem { get; init; } = "";

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

    /// <summary>Integrity, coverage and, where there is one, the time stamp all hold.</summary>
    public bool IsValid => IntegrityOk && CoversWholeDocument && TimestampOk != false;
}

/// <summary>All signatures of a file, in the order of their signed parts.</summary>
/// <param name="Problem">Why the file as a whole could not be judged, in words; "" where it could. A file without a signature has one.</param>
public sealed record PdfSignatureReport(IReadOnlyList<PdfSignatureResult> Signatures, string Problem)
{
    /// <summary>There is a signature, none is broken, and the last covers the whole file.</summary>
    public bool IsValid => Problem.Length == 0 && Signatures.Count > 0 && Signatures.All(signature => signature.IntegrityOk && signature.TimestampOk != false)
        && Signatures[^1].CoversWholeDocument;
}
