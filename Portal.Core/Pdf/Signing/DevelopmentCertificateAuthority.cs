using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// Keys for a laptop: on first use it makes a root, a document signer and a time-stamping certificate in a folder and uses the same ones until they
/// are about to expire. Nobody outside that folder has reason to trust them, and every subject says so. Safe under several processes starting at once.
/// </summary>
public sealed class DevelopmentCertificateAuthority : IDisposable
{
    /// <summary>What the subject of every certificate made here says.</summary>
    internal const string Label = "development, untrusted";

    private readonly ECDsa rootKey;
    private readonly ECDsa signerKey;
    private readonly ECDsa timestampKey;
    private readonly TimeProvider clock;

    internal DevelopmentCertificateAuthority(DevelopmentKeySet keys, TimeProvider clock)
    {
        this.clock = clock;
        (Root, rootKey) = keys.Root;
        (SignerCertificate, signerKey) = keys.Signer;
        (TimestampCertificate, timestampKey) = keys.Timestamp;
        Signer = new Development(this);
        Timestamps = new DevelopmentTimestampAuthority(TimestampCertificate, Root, timestampKey, clock);
        Revocation = new DevelopmentRevocationLists(Root, rootKey, clock);
    }

    /// <summary>The root, for those who choose to trust it while trying the program out.</summary>
    public X509Certificate2 Root { get; }

    public X509Certificate2 SignerCertificate { get; }

    public X509Certificate2 TimestampCertificate { get; }

    public IDocumentSigner Signer { get; }

    public ITimestampAuthority Timestamps { get; }

    /// <summary>Its own list, on which nothing stands; issued for thirty days and renewed every day.</summary>
    public IRevocationLists Revocation { get; }

    /// <summary>
    /// Opens the authority kept below <paramref name="folder"/>, making it if there is none. One that expires within thirty days, or is not yet valid
    /// by this clock, is put aside under another name, and a new one made.
    /// </summary>
    /// <param name="folder">Made if absent. The keys lie in a folder "development-ca" in it, readable by their owner only.</param>
    public static DevelopmentCertificateAuthority Open(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new DevelopmentCertificateAuthority(DevelopmentKeySet.Open(folder, clock.GetUtcNow()), clock);
    }

    /// <summary>A signer's certificate for a key made elsewhere: RSA, another curve, a token.</summary>
    public X509Certificate2 Issue(string name, PublicKey key)
    {
        using var issuer = Root.CopyWithPrivateKey(rootKey);
        return DevelopmentKeySet.IssueSigner(name, key, issuer, clock.GetUtcNow());
    }

    public void Dispose()
    {
        rootKey.Dispose();
        signerKey.Dispose();
        timestampKey.Dispose();
        Root.Dispose();
        SignerCertificate.Dispose();
        TimestampCertificate.Dispose();
    }

    private sealed class Development(DevelopmentCertificateAuthority authority) : IDocumentSigner
    {
        public X509Certificate2 Certificate => authority.SignerCertificate;

        public IReadOnlyList<X509Certificate2> Chain => [authority.Root];

        public string Name => $"Development document signer ({Label})";

        public bool Trusted => false;

        public byte[] SignHash(ReadOnlySpan<byte> sha256) => authority.signerKey.SignHash(sha256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
