using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Signing;

/// <summary>All that a later reader needs to judge a signature without asking anybody: the document security store (ISO 32000-2, 12.8.4.3).</summary>
internal sealed record ValidationData(IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<RevocationList> Lists)
{
    /// <summary>Gathers the paths of the signer and of the time-stamping authority, and a list for every certificate below a root.</summary>
    /// <param name="signature">The finished CMS value, its time stamp included.</param>
    /// <exception cref="SigningException">A path ends before its root, a list is not to be had, or a certificate stands on it or is outside its validity.</exception>
    public static ValidationData Collect(byte[] signature, DocumentSigning signing)
    {
        var cms = CmsSignature.Read(signature);
        var signer = CertificatePath.Build(signing.Signer.Certificate, [.. cms.Certificates, .. signing.Signer.Chain]);
        var token = cms.Timestamp is { } der && Rfc3161TimestampToken.TryDecode(der, out var decoded, out _)
            ? decoded
            : throw new InvalidOperationException("Validation data belongs to a signature with a time stamp.");
        var above = signing.Timestamps?.Chain ?? [];
        token.VerifySignatureForData(cms.Value, out var authority, [.. above]);
        if (authority is null) throw new SigningException("The time stamp does not name its authority.");
        var stamper = CertificatePath.Build(authority, [.. token.AsSignedCms().Certificates, .. above]);
        var certificates = new List<X509Certificate2>();
        var lists = new List<RevocationList>();
        foreach (var path in new[] { signer, stamper })
        {
            CertificatePath.RequireComplete(path);
            signing.CheckValid(path);
            foreach (var certificate in path)
            {
                if (!certificates.Exists(known => Same(known, certificate))) certificates.Add(certificate);
            }
            for (var i = 0; i + 1 < path.Count; i++) AddList(lists, path[i], path[i + 1], signing);
        }
        return new ValidationData(certificates, lists);
    }

    /// <summary>Writes the store; returns its number. Streams are left undeflated: they hardly shrink, and can be read as they stand.</summary>
    public int Write(PdfUpdate update)
    {
        var certificates = WriteStreams(update, Certificates.Select(certificate => certificate.RawDataMemory));
        var lists = WriteStreams(update, Lists.Select(list => (ReadOnlyMemory<byte>)list.Der));
        var store = update.Reserve();
        update.Write(store, $"<</Type/DSS/Certs[{certificates}]/CRLs[{lists}]>>");
        return store;
    }

    private static void AddList(List<RevocationList> lists, X509Certificate2 certificate, X509Certificate2 issuer, DocumentSigning signing)
    {
        var der = signing.Revocation?.Current(certificate, issuer) ?? throw new InvalidOperationException("No source of revocation lists.");
        var list = lists.Find(known => known.Der.AsSpan().SequenceEqual(der));
        if (list is null)
        {
            list = RevocationList.Read(der);
            lists.Add(list);
        }
        if (list.Find(certificate) is { } revoked)
            throw new SigningException($"The certificate {certificate.Subject} was revoked on {revoked.AtUtc:yyyy-MM-dd HH:mm} UTC. Sign with another.");
    }

    private static bool Same(X509Certificate2 left, X509Certificate2 right) => left.RawDataMemory.Span.SequenceEqual(right.RawDataMemory.Span);

    private static string WriteStreams(PdfUpdate update, IEnumerable<ReadOnlyMemory<byte>> values)
    {
        var references = new List<string>();
        foreach (var value in values)
        {
            var number = update.Reserve();
            update.WriteStream(number, "", value.Span, deflate: false);
            references.Add(FormattableString.Invariant($"{number} 0 R"));
        }
        return string.Join(' ', references);
    }
}
