using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Portal.Core.Pdf.Signing;

namespace Portal.Tests.Core.Pdf;

/// <summary>Answers of authorities that are not ours, good and bad, collected by the makers of rfc3161-client.</summary>
public sealed class PdfSigningForeignStampsTests
{
    /// <summary>file, what it stamps, whether its chain is at hand, verdict, authority, whether that chains to the root enclosed, why.</summary>
    public static TheoryData<string, string, bool, string, string, bool> Answers() => new()
    {
        // Made by a local authority; its leaf, intermediate and root are in ts_chain.pem.
        { "test_tsa/response.tsr", "hello", true, "", "CN=Test TSA Timestamping, O=local", true },
        // The same with two certificates slipped in, one with the authority's own name: the signed attribute names the true one, and that decides.
        { "test_tsa/response-injected-certs.tsr", "hello", true, "", "CN=Test TSA Timestamping, O=local", true },
        // Of another authority with the same name: the stamp holds, but nobody who trusts the first has reason to trust it.
        { "test_tsa/other_response.tsr", "hello", true, "", "CN=Test TSA Timestamping, O=local", false },
        { "test_tsa/response.tsr", "hallo", true, "The time stamp is over something else.", "", false },
        { "sigstage/response-sha256.tsr", "hello", true, "", "CN=sigstore-tsa, O=sigstore.dev", true },
        { "sigstage/response-sha384.tsr", "hello", true, "", "CN=sigstore-tsa, O=sigstore.dev", true },
        { "sigstage/response-sha512.tsr", "hello", true, "", "CN=sigstore-tsa, O=sigstore.dev", true },
        // One byte of the value was changed.
        { "sigstage/response-invalid-signature.tsr", "hello", true, "The time stamp's signature does not hold.", "", false },
        // Whoever asked did not ask for the certificate: it holds only for one who has it.
        { "sigstage/response-no-embedded-cert.tsr", "hello", true, "", "CN=sigstore-tsa, O=sigstore.dev", true },
        { "sigstage/response-no-embedded-cert.tsr", "hello", false, "The time stamp does not bring its authority's certificate.", "", false },
        // A public authority; its own certificate is not the first of those enclosed.
        { "identrust/issue-104.tsr", "hello", true, "", "CN=TrustID Timestamp Authority, O=IdenTrust, C=US", true },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Stamp_OfAnotherAuthority_IsJudgedRightly(string file, string stamped, bool withChain, string problem, string authority, bool chains)
    {
        var token = TokenOf(file);
        var chain = Chain(file);
        var digest = Assert.NotNull(TimestampToken.DigestOf(token));
        var judged = TimestampToken.Judge(token, CryptographicOperations.HashData(digest, System.Text.Encoding.ASCII.GetBytes(stamped)), withChain ? chain : []);
        Assert.Equal((problem, authority), (judged.Problem, judged.Authority?.Subject ?? ""));
        Assert.Equal(problem.Length == 0, judged.Utc is not null);
        if (judged.Holds) Assert.Equal(chains, Chains(judged, chain, judged.Utc!.Value));
    }

    [Fact]
    public void Stamp_OfAnAuthorityExpiredSince_HoldsForItsTimeAndForNoOther()
    {
        // The certificate was valid in 2023. A stamp is judged by its own time; a client that asks today is answered with today's.
        var token = TokenOf("sigstore.mock/response-expired.tsr");
        var chain = Chain("sigstore.mock/response-expired.tsr");
        var hash = SHA256.HashData(File.ReadAllBytes(Judge.RequireData("vectors/rfc3161/sigstore.mock/payload")));
        var judged = TimestampToken.Judge(token, hash, chain);
        Assert.Equal(("", new DateTimeOffset(2023, 2, 1, 0, 0, 0, TimeSpan.Zero)), (judged.Problem, judged.Utc));
        Assert.True(Chains(judged, chain, judged.Utc!.Value));
        Assert.False(Chains(judged, chain, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Answer_ToItsOwnRequestAlone_IsAccepted()
    {
        var (mine, other) = (Request("test_tsa/request.der"), Request("test_tsa/other_request.der"));
        var accepted = TimestampResponse.Accept(mine, Bytes("test_tsa/response.tsr"), []);
        Assert.Equal("CN=Test TSA Timestamping, O=local", accepted.Token.Authority?.Subject);
        // The signature vouches for the authority's certificate by its hash, not by its name or its place among those enclosed.
        Assert.Equal(accepted.Token.Authority?.Thumbprint, TimestampResponse.Accept(mine, Bytes("test_tsa/response-injected-certs.tsr"), []).Token.Authority?.Thumbprint);
        // Both other_ files are over the same text, but the one does not answer the other.
        Assert.Throws<SigningException>(() => TimestampResponse.Accept(other, Bytes("test_tsa/other_response.tsr"), []));
        Assert.Throws<SigningException>(() => TimestampResponse.Accept(other, Bytes("test_tsa/response.tsr"), []));
        foreach (var wrong in (string[])["test_tsa/other_response.tsr", "sigstage/response-sha256.tsr", "sigstage/response-sha512.tsr", "identrust/issue-104.tsr"])
            Assert.Throws<SigningException>(() => TimestampResponse.Accept(mine, Bytes(wrong), []));
    }

    private static byte[] Bytes(string file) => File.ReadAllBytes(Judge.RequireData("vectors/rfc3161/" + file));

    private static Rfc3161TimestampRequest Request(string file)
    {
        Assert.True(Rfc3161TimestampRequest.TryDecode(Bytes(file), out var request, out _));
        return request;
    }

    private static byte[] TokenOf(string file)
    {
        var response = new System.Formats.Asn1.AsnReader(Bytes(file), System.Formats.Asn1.AsnEncodingRules.BER).ReadSequence();
        response.ReadSequence();
        return response.ReadEncodedValue().ToArray();
    }

    private static IReadOnlyList<X509Certificate2> Chain(string file)
    {
        var bytes = Bytes(Path.GetDirectoryName(file) + "/ts_chain.pem");
        if (bytes[0] == 0x30) return [X509CertificateLoader.LoadCertificate(bytes)];
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(System.Text.Encoding.ASCII.GetString(bytes));
        return [.. certificates];
    }

    private static bool Chains(TimestampToken token, IReadOnlyList<X509Certificate2> chain, DateTimeOffset at)
    {
        var path = CertificatePath.Build(token.Authority!, [.. token.Certificates, .. chain]);
        return chain.Any(root => root.Thumbprint == path[^1].Thumbprint) && path.All(each => new DateTimeOffset(each.NotBefore) <= at && at <= new DateTimeOffset(each.NotAfter));
    }
}
