using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Portal.Core.Pdf.Signing;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Pdf;

/// <summary>The client of a time-stamping authority, before a real server whose stamps openssl makes, and before one that misbehaves.</summary>
public sealed class PdfSigningTimestampTests : SigningTrial
{
    private static readonly byte[] Hash = SHA256.HashData("stamped"u8);

    private string KeysFolder => Path.GetDirectoryName(RootFile)!;

    [Fact]
    public async Task Stamp_OfARealAuthority_IsAcceptedAndHolds()
    {
        using var server = Server(question => new Answer(Stamp(question)));
        using var client = server.Client();
        var token = client.Timestamp(Hash);
        Assert.Equal("application/timestamp-query", server.AskedAs);
        Assert.Equal(Authority.TimestampCertificate.Thumbprint, client.Authority?.Thumbprint);
        var (exit, output) = await Judge.RunAsync("openssl", "ts", "-verify", "-digest", Convert.ToHexString(Hash), "-token_in", "-in", WriteFile("token", token), "-CAfile", RootFile);
        Assert.True(exit == 0, output);
    }

    [Fact]
    public void Signature_WithARealAuthority_ReachesTheHighestLevel()
    {
        using var server = Server(question => new Answer(Stamp(question)));
        using var client = server.Client();
        var file = Sign(Signing(SignatureLevel.LTA) with { Timestamps = client });
        Assert.Equal(2, server.Asked);
        var report = Verify(file, Authority.Root);
        Assert.True(report.IsValid, report.Signatures[0].Problem);
        Assert.Equal(SignatureLevel.LTA, report.Signatures[0].Level);
    }

    [Fact]
    public void Refusal_OfARealAuthority_IsToldInItsWords()
    {
        using var server = Server(question => new Answer(Stamp(question, "sha512")));
        using var client = server.Client();
        var refusal = Assert.Throws<SigningException>(() => client.Timestamp(Hash));
        Assert.Contains("refused (status 2, hash algorithm not accepted)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Asked);
    }

    [Theory]
    [InlineData("another nonce", "answer is to another request")]
    [InlineData("another hash", "stamped something else")]
    [InlineData("no certificate", "did not send its certificate")]
    [InlineData("a flipped bit", "The time stamp's signature does not hold")]
    [InlineData("cut short", "malformed")]
    [InlineData("with more behind it", "malformed")]
    [InlineData("nothing", "malformed")]
    [InlineData("noise", "malformed")]
    [InlineData("granted without a stamp", "holds no time stamp")]
    [InlineData("rejected", "refused (status 2): no more today")]
    [InlineData("waiting", "refused (status 3")]
    [InlineData("a page", "Check the address")]
    [InlineData("not there", "status 404")]
    [InlineData("redirected", "status 302")]
    [InlineData("broken twice", "status 500")]
    [InlineData("endless", "longer than 65536 bytes")]
    [InlineData("late", "no answer within 1 seconds")]
    public void Answer_ThatIsNotOneToTheQuestion_IsRefused(string kind, string words)
    {
        using var server = Server(question => kind switch
        {
            "another nonce" => new Answer(Stamp(TimestampServer.Ask(question, nonce: [0x40, 1, 2, 3, 4, 5, 6, 7]))),
            "another hash" => new Answer(Stamp(TimestampServer.Ask(question, hash: SHA256.HashData("other"u8)))),
            "no certificate" => new Answer(Stamp(TimestampServer.Ask(question, certificates: false))),
            "a flipped bit" => new Answer(FlipLast(Stamp(question))),
            "cut short" => new Answer(Stamp(question)[..^9]),
            "with more behind it" => new Answer([.. Stamp(question), 5, 0]),
            "nothing" => new Answer([]),
            "noise" => new Answer(RandomNumberGenerator.GetBytes(700)),
            "granted without a stamp" => new Answer([0x30, 5, 0x30, 3, 2, 1, 0]),
            "rejected" => new Answer([0x30, 25, 0x30, 23, 2, 1, 2, 0x30, 18, 0x0C, 16, .. "no more today\n\a "u8]),
            "waiting" => new Answer([0x30, 5, 0x30, 3, 2, 1, 3]),
            "a page" => new Answer(Encoding.ASCII.GetBytes("<html>Welcome</html>"), "text/html"),
            "not there" => new Answer([], Status: 404),
            "redirected" => new Answer([], Status: 302),
            "broken twice" => new Answer([], Status: 500),
            "endless" => new Answer(new byte[200_000]),
            "late" => new Answer([], Delay: TimeSpan.FromSeconds(1.3)),
            _ => throw new ArgumentException(kind),
        });
        using var client = server.Client(seconds: kind == "late" ? 1 : 20);
        var refusal = Assert.Throws<SigningException>(() => client.Timestamp(Hash));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public void Fault_OfTheServer_IsTriedASecondTime()
    {
        var first = true;
        using var server = Server(question =>
        {
            if (!first) return new Answer(Stamp(question));
            first = false;
            return new Answer([], Status: 503);
        });
        using var client = server.Client();
        Assert.NotEmpty(client.Timestamp(Hash));
        Assert.Equal(2, server.Asked);
    }

    [Fact]
    public void Authority_ThatIsNotThere_IsNamed()
    {
        using var client = new HttpTimestampAuthority(new Uri("http://127.0.0.1:1/"), [], TimeSpan.FromSeconds(1), TimeProvider.System);
        Assert.Contains("http://127.0.0.1:1/ could not be reached", Assert.Throws<SigningException>(() => client.Timestamp(Hash)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stamp_FarFromOurClock_IsRefused()
    {
        using var server = Server(question => new Answer(Stamp(question)));
        using var client = server.Client(new TestClock(TimeProvider.System.GetUtcNow().AddHours(1)));
        Assert.Contains("Set the clock right", Assert.Throws<SigningException>(() => client.Timestamp(Hash)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stamp_LongerThanTheRoomForIt_IsRefusedByTheSettingsName()
    {
        using var server = Server(question => new Answer(Stamp(question)));
        using var client = new HttpTimestampAuthority(server.Address, [], TimeSpan.FromSeconds(20), TimeProvider.System, largestToken: 200);
        Assert.Contains("200 are set aside for it. Raise the setting Timestamp:LargestToken", Assert.Throws<SigningException>(() => client.Timestamp(Hash)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Token_ByACertificateNotForTimeStamps_DoesNotHold()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Authority.Issue("Not for time stamps", new PublicKey(key));
        var token = new DevelopmentTimestampAuthority(certificate, Authority.Root, key, TimeProvider.System).Timestamp(Hash);
        Assert.Equal("The time stamp's certificate is not one for time stamps.", TimestampToken.Judge(token, Hash, []).Problem);
    }

    [Fact]
    public void Token_FromOutsideTheCertificatesValidity_DoesNotHold()
    {
        using var late = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "late"), new TestClock(TimeProvider.System.GetUtcNow()));
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(Folder, "late", "development-ca", "timestamp.key")));
        var token = new DevelopmentTimestampAuthority(late.TimestampCertificate, late.Root, key, new TestClock(TimeProvider.System.GetUtcNow().AddYears(11))).Timestamp(Hash);
        Assert.Equal("The time stamp's authority had no valid certificate at that time.", TimestampToken.Judge(token, Hash, []).Problem);
    }

    private TimestampServer Server(Func<byte[], Answer> answer)
    {
        _ = Authority;
        return new TimestampServer(answer);
    }

    private byte[] Stamp(byte[] question, string digests = "sha256, sha384, sha512") => TimestampServer.Stamp(Folder, KeysFolder, question, digests);

    private static byte[] FlipLast(byte[] answer) => Flip(answer, answer.Length - 3);
}
