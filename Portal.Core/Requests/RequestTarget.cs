using Portal.Core.Archive;

namespace Portal.Core.Requests;

/// <summary>What the person behind a target is to the investigation.</summary>
public enum TargetRole
{
    Suspect,
    Victim,
    Witness,
}

/// <summary>An account or conversation that the order names, and what the archive says about whom it means.</summary>
public sealed class RequestTarget
{
    private RequestTarget()
    {
    }

    public RequestTarget(int number, AccountIdentifier identifier, AccountIdentifier? second, TargetRole role)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        Id = Guid.CreateVersion7();
        Number = number;
        IdentifierKind = identifier.Kind;
        IdentifierValue = identifier.Value;
        SecondKind = second?.Kind;
        SecondValue = second?.Value;
        Role = role;
    }

    public Guid Id { get; private set; }

    /// <summary>1, 2, 3 … in the order filed.</summary>
    public int Number { get; private set; }

    public IdentifierKind IdentifierKind { get; private set; }

    public string IdentifierValue { get; private set; } = "";

    /// <summary>A second identifier that must mean the same account.</summary>
    public IdentifierKind? SecondKind { get; private set; }

    public string? SecondValue { get; private set; }

    public TargetRole Role { get; private set; }

    /// <summary>The archive's stable id, once the identifiers agree on one; null before, and where they do not.</summary>
    public string? ResolvedId { get; private set; }

    public string? ResolvedHandle { get; private set; }

    public TargetResolution Resolution { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public AccountIdentifier Identifier => new(IdentifierKind, IdentifierValue);

    public AccountIdentifier? Second => SecondKind is { } kind ? new(kind, SecondValue!) : null;

    public bool IsConversation => IdentifierKind == IdentifierKind.ConversationId;

    /// <summary>As the order names it.</summary>
    public string Label => $"{IdentifierValue} ({IdentifierWords.Of(IdentifierKind)})";

    internal void Resolve(TargetResolution outcome, string? id, string? handle, DateTimeOffset at)
    {
        Resolution = outcome;
        ResolvedId = outcome == TargetResolution.Resolved ? id : null;
        ResolvedHandle = outcome == TargetResolution.Resolved ? handle : null;
        ResolvedAt = at;
    }
}

public enum TargetResolution
{
    NotAsked,
    Resolved,
    Unknown,
    Ambiguous,
    IdentifiersDisagree,
}

/// <summary>Identifier kinds in plain words.</summary>
public static class IdentifierWords
{
    public static string Of(IdentifierKind kind) => kind switch
    {
        IdentifierKind.AccountId => "account id",
        IdentifierKind.Handle => "handle",
        IdentifierKind.Email => "e-mail address",
        IdentifierKind.Phone => "telephone number",
        IdentifierKind.ConversationId => "conversation id",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
