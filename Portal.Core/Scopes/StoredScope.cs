namespace Portal.Core.Scopes;

/// <summary>A signed scope as the database keeps it. It is opened through <see cref="ScopeSigner.Open"/> only.</summary>
public sealed class StoredScope
{
    private StoredScope()
    {
    }

    internal StoredScope(AuthorizedScope scope)
    {
        Id = scope.Statement.ScopeId;
        RequestId = scope.Statement.RequestId;
        Statement = [.. scope.Signed.Statement];
        Sha256 = scope.Signed.Sha256;
        Signature = [.. scope.Signed.Signature];
        KeyId = scope.Signed.KeyId;
        ApprovedAt = scope.Statement.ApprovedAtUtc;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public byte[] Statement { get; private set; } = [];

    public string Sha256 { get; private set; } = "";

    public byte[] Signature { get; private set; } = [];

    public string KeyId { get; private set; } = "";

    public DateTimeOffset ApprovedAt { get; private set; }

    /// <summary>When the approval was taken back, UTC; null while it stands. Nothing is extracted under a voided scope.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    internal void Void(DateTimeOffset now) => VoidedAt = now;

    public SignedScope ToSigned() => new([.. Statement], Sha256, [.. Signature], KeyId);
}
