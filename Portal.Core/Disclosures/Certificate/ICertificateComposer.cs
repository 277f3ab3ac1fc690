using System.Collections.Immutable;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Certificate;

/// <summary>Writes <c>certificate.pdf</c>: the custodian's declaration of what the records are; signed.</summary>
public interface ICertificateComposer
{
    /// <param name="output">Append-only and not seekable; left open.</param>
    /// <returns>The pages written.</returns>
    Task<int> ComposeAsync(CertificateContent content, Stream output, CancellationToken ct);
}

/// <summary>What the certificate declares.</summary>
/// <param name="Lines">What was found for each line; those with nothing were searched and found empty.</param>
/// <param name="RecordCount">Messages disclosed.</param>
/// <param name="AccountCount">Accounts disclosed under SUBSCRIBER lines.</param>
/// <param name="Pages">Of the transcript, over all its volumes.</param>
/// <param name="Volumes">Files of the transcript.</param>
/// <param name="Files">The files declared to be a true copy, each with its SHA-256.</param>
/// <param name="ExtractedFromUtc">When extraction began.</param>
/// <param name="RecountedUtc">When the records were counted a second time by another query, with the same result.</param>
/// <param name="CreatedUtc">The date of the declaration.</param>
public sealed record CertificateContent(
    DeclarantOptions Declarant,
    PackageFacts Package,
    ScopeStatement Scope,
    ImmutableArray<LineFinding> Lines,
    ImmutableArray<WithheldRow> Withheld,
    long RecordCount,
    long AccountCount,
    int Pages,
    int Volumes,
    ImmutableArray<CertifiedFile> Files,
    DateTimeOffset ExtractedFromUtc,
    DateTimeOffset RecountedUtc,
    DateTimeOffset CreatedUtc);

/// <param name="Path">Within the package, like <c>data/records/messages.jsonl</c>.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record CertifiedFile(string Path, long Bytes, string Sha256);
