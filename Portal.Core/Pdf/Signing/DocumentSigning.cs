namespace Portal.Core.Pdf.Signing;

/// <summary>Who signs a document, and how long the proof is meant to last.</summary>
public sealed record DocumentSigning
{
    public required IDocumentSigner Signer { get; init; }

    public SignatureLevel Level { get; init; } = SignatureLevel.B;

    /// <summary>Needed from <see cref="SignatureLevel.T"/> on.</summary>
    public ITimestampAuthority? Timestamps { get; init; }

    /// <summary>Needed from <see cref="SignatureLevel.LT"/> on.</summary>
    public IRevocationLists? Revocation { get; init; }

    /// <exception cref="InvalidOperationException">The level asks for a part that is not there.</exception>
    internal void Check()
    {
        if (Level >= SignatureLevel.T && Timestamps is null)
            throw new InvalidOperationException($"A signature of level {Level.Name()} needs a time-stamping authority.");
        if (Level >= SignatureLevel.LT && Revocation is null)
            throw new InvalidOperationException($"A signature of level {Level.Name()} needs a source of revocation lists.");
    }
}
