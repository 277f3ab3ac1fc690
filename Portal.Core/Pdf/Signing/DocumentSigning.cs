using System.Security.Cryptography.X509Certificates;

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

    /// <summary>Tells whether a certificate is valid now. Nothing of it gets into the file.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Asked when the key is opened, when a document is begun and before it is signed: a certificate may expire in between.</summary>
    /// <exception cref="InvalidOperationException">The level asks for a part that is not there.</exception>
    /// <exception cref="SigningException">A certificate has expired or is not yet valid; or the level needs the path up to the root, and it is not whole.</exception>
    internal void Check()
    {
        if (Level >= SignatureLevel.T && Timestamps is null)
            throw new InvalidOperationException($"A signature of level {Level.Name()} needs a time-stamping authority.");
        if (Level >= SignatureLevel.LT && Revocation is null)
            throw new InvalidOperationException($"A signature of level {Level.Name()} needs a source of revocation lists.");
        CheckValid([Signer.Certificate, .. Signer.Chain]);
        if (Level >= SignatureLevel.LT) CertificatePath.RequireComplete(CertificatePath.Build(Signer.Certificate, Signer.Chain));
    }

    /// <exception cref="SigningException">One of them has expired or is not yet valid.</exception>
    internal void CheckValid(IEnumerable<X509Certificate2> certificates)
    {
        var now = Clock.GetUtcNow();
        foreach (var certificate in certificates)
        {
            var (from, until) = (new DateTimeOffset(certificate.NotBefore).ToUniversalTime(), new DateTimeOffset(certificate.NotAfter).ToUniversalTime());
            if (now > until)
                throw new SigningException(FormattableString.Invariant($"The certificate {certificate.Subject} expired on {until:yyyy-MM-dd HH:mm} UTC. Get a new one, name it in the settings and start again."));
            if (now < from)
                throw new SigningException(FormattableString.Invariant($"The certificate {certificate.Subject} is not valid before {from:yyyy-MM-dd HH:mm} UTC. Wait until then, or set this machine's clock right."));
        }
    }
}
