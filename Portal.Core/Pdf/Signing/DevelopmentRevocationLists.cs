using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>The development root's list, on which nothing stands. Made where it is asked for: it needs no file, and no two processes can disagree on it.</summary>
internal sealed class DevelopmentRevocationLists(X509Certificate2 root, ECDsa key, TimeProvider clock) : IRevocationLists
{
    private static readonly TimeSpan Renewed = TimeSpan.FromDays(1);
    private static readonly TimeSpan Valid = TimeSpan.FromDays(30);
    private readonly Lock gate = new();
    private DateTimeOffset madeUtc = DateTimeOffset.MinValue;
    private byte[] list = [];

    public byte[] Current(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        if (!issuer.RawDataMemory.Span.SequenceEqual(root.RawDataMemory.Span))
            throw new SigningException($"The development authority has no revocation list of {issuer.Subject}.");
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now < madeUtc || now - madeUtc >= Renewed)
            {
                using var issuing = root.CopyWithPrivateKey(key);
                var until = now + Valid;
                list = new CertificateRevocationListBuilder().Build(
                    issuing, now.ToUnixTimeSeconds(), until, HashAlgorithmName.SHA256, thisUpdate: now);
                madeUtc = now;
            }
            return list;
        }
    }
}
