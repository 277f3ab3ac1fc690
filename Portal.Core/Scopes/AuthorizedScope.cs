using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Portal.Core.Legal;

namespace Portal.Core.Scopes;

/// <summary>Who approved, in which capacity, and when (UTC).</summary>
public sealed record ScopeApproval(Guid PersonId, string Name, string Role, string Step, DateTimeOffset AtUtc);

/// <summary>What an approval says, before it is signed. Its canonical bytes are what the signature covers.</summary>
public sealed record ScopeStatement(
    Guid ScopeId,
    Guid RequestId,
    string Reference,
    string Agency,
    string Instrument,
    string RuleBookVersion,
    ImmutableArray<string> Citations,
    ImmutableArray<ScopeLine> Lines,
    ImmutableArray<ScopeApproval> Approvals,
    DateTimeOffset ApprovedAtUtc)
{
    /// <summary>Lines of the order whose target was not found: nothing is extracted for them, and the package says so.</summary>
    public ImmutableArray<UnresolvedLine> Unresolved { get; init; } = [];

    /// <summary>For each line with content, whose messages beside the account's own leave, and why. Empty in scopes from before it was asked.</summary>
    public ImmutableArray<ThirdPartyDecision> ThirdParties { get; init; } = [];
}

/// <summary>What the order asks for of a target that means nobody, or more than one.</summary>
/// <param name="ReasonCode">A code of the rule book's list of reasons.</param>
public sealed record UnresolvedLine(string LineId, string TargetLabel, DataCategory Category, UtcWindow Window, string ReasonCode);

/// <summary>
/// An approval, compiled: immutable and signed. It is the only thing extraction takes. There is no public constructor: one
/// comes from <see cref="ScopeSigner.Sign"/> (called by the approving use case alone) or from
/// <see cref="ScopeSigner.Open"/>, which verifies the signature first.
/// </summary>
public sealed class AuthorizedScope
{
    internal AuthorizedScope(ScopeStatement statement, SignedScope signed)
    {
        Statement = statement;
        Signed = signed;
        Lines = [.. statement.Lines
            .Select(line => (line.LineId, Selector: line.Authorised()))
            .Where(line => line.Selector is not null)
            .Select(line => new AuthorizedLine(line.LineId, line.Selector!))
            // The line that discloses most comes first, so that a message let out by two lines is attributed to that one.
            .OrderBy(line => line.Selector.Category == DataCategory.Interaction)];
    }

    public ScopeStatement Statement { get; }

    public SignedScope Signed { get; }

    /// <summary>The lines of which something is authorised; content before interaction, otherwise in the order's sequence.</summary>
    [JsonIgnore]
    public ImmutableArray<AuthorizedLine> Lines { get; }
}

/// <summary>One line that lets records out.</summary>
public sealed record AuthorizedLine(string LineId, RecordSelector Selector);

/// <summary>The stored form: exact bytes, their hash, and the signature over them.</summary>
/// <param name="Statement">UTF-8 JSON of the <see cref="ScopeStatement"/>, byte for byte as it was signed.</param>
/// <param name="Sha256">SHA-256 of <paramref name="Statement"/>, lower-case hex.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over <paramref name="Statement"/>, DER (openssl dgst -sha256 -verify reads it).</param>
/// <param name="KeyId">First 16 hex digits of the SHA-256 of the public key's SubjectPublicKeyInfo.</param>
public sealed record SignedScope(ImmutableArray<byte> Statement, string Sha256, ImmutableArray<byte> Signature, string KeyId);
