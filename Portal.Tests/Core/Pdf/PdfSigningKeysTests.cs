using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Signing.Keys;

namespace Portal.Tests.Core.Pdf;

/// <summary>Keys in files and on a token: right ones sign, wrong ones say what to mend.</summary>
[Collection(SoftTokenTests.Name)]
public sealed class PdfSigningKeysTests(SoftToken token) : SigningTrial
{
    [Theory]
    [InlineData("RSA")]
    [InlineData("P-256")]
    public void Pkcs12_WithPassword_Signs(string kind)
    {
        using var key = NewKey(kind);
        using var alone = Authority.Issue("In a PKCS#12 file", new PublicKey(key));
        using var certificate = key is RSA rsa ? alone.CopyWithPrivateKey(rsa) : alone.CopyWithPrivateKey((ECDsa)key);
        var file = WriteSecret("key.p12", new X509Certificate2Collection { certificate, Authority.Root }.Export(X509ContentType.Pkcs12, "secret")!);
        using var signer = KeyFileSigner.FromPkcs12(file, "secret", []);
        Assert.Equal(Authority.Root.Thumbprint, Assert.Single(signer.Chain).Thumbprint);
        Assert.True(signer.Trusted);
        Assert.Contains("In a PKCS#12 file", signer.Name, StringComparison.Ordinal);
        Assert.True(Verify(Sign(Signing(SignatureLevel.LT, signer))).IsValid);
        Assert.Contains("password is right", Assert.Throws<SigningException>(() => KeyFileSigner.FromPkcs12(file, "wrong", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PemKey_Encrypted_NeedsItsPassword()
    {
        using var key = NewKey("P-256");
        var certificate = CertificateFile("signer.crt", Authority.Issue("Encrypted", new PublicKey(key)));
        var file = WriteSecret("signer.key", key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        using (var signer = KeyFileSigner.FromPem(certificate, file, "secret", [])) Assert.NotEmpty(signer.SignHash(new byte[32]));
        Assert.Contains("password is right", Refusal(certificate, file, "wrong"), StringComparison.Ordinal);
        Assert.Contains("whether it needs a password", Refusal(certificate, file, null), StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFile_ThatCannotSign_SaysWhy()
    {
        using var key = NewKey("P-256");
        using var other = NewKey("P-256");
        var certificate = CertificateFile("signer.crt", Authority.Issue("A signer", new PublicKey(key)));
        Assert.Contains("cannot be read", Refusal(certificate, Path.Combine(Folder, "absent.key"), null), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal(Path.Combine(Folder, "absent.crt"), WriteSecret("a.key", "x"), null), StringComparison.Ordinal);
        Assert.Contains("holds no certificate", Refusal(WriteSecret("empty.crt", "nothing"), WriteSecret("a.key", "x"), null), StringComparison.Ordinal);
        Assert.Contains("is not the key of the certificate", Refusal(certificate, WriteSecret("other.key", other.ExportPkcs8PrivateKeyPem()), null), StringComparison.Ordinal);
        using (var rsa = RSA.Create(2048))
            Assert.Contains("of the certificate's kind", Refusal(certificate, WriteSecret("rsa.key", rsa.ExportPkcs8PrivateKeyPem()), null), StringComparison.Ordinal);
        using (var weak = RSA.Create(1024))
            Assert.Contains("1024 bits. It needs 2048", Refusal(CertificateFile("weak.crt", Authority.Issue("Weak", new PublicKey(weak))), WriteSecret("weak.key", weak.ExportPkcs8PrivateKeyPem()), null), StringComparison.Ordinal);
        using (var curve = ECDsa.Create(ECCurve.NamedCurves.nistP521))
            Assert.Contains("P-256 or P-384", Refusal(CertificateFile("curve.crt", Authority.Issue("Curve", new PublicKey(curve))), WriteSecret("curve.key", curve.ExportPkcs8PrivateKeyPem()), null), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows()) return;
        var open = WriteSecret("open.key", key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(open, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Refusal(certificate, open, null), StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_WithPssPadding_IsVerified()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=PSS", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss).CreateSelfSigned(Noon, Noon.AddYears(1));
        var hash = SHA256.HashData("signed"u8);
        var structure = SignedStructure.Read(certificate.RawData);
        Assert.True(structure.IsSignedBy(certificate));
        Assert.Equal(Oids.RsaPss, structure.Algorithm.Oid);
        Assert.True(structure.Algorithm.Verify(certificate, hash, HashAlgorithmName.SHA256, key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        Assert.False(structure.Algorithm.Verify(certificate, hash, HashAlgorithmName.SHA256, key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        Assert.False(structure.Algorithm.Verify(certificate, hash, HashAlgorithmName.SHA384, key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("P-256")]
    public async Task Token_UsedByManyAtOnce_SignsRightEachTime(string kind)
    {
        using var key = NewKey(kind);
        using var signer = await OnTokenAsync(kind, key);
        var algorithm = new SignatureAlgorithm(kind == "RSA" ? Oids.RsaSha256 : Oids.EcdsaSha256, HashAlgorithmName.SHA256);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var j = 0; j < 10; j++)
            {
                var hash = SHA256.HashData([(byte)i, (byte)j]);
                Assert.True(algorithm.Verify(signer.Certificate, hash, HashAlgorithmName.SHA256, signer.SignHash(hash)));
            }
        })));
    }

    [Fact]
    public async Task Token_WhoseSessionsWereClosed_IsOpenedAndLoggedInToAgain()
    {
        using var key = NewKey("P-256");
        var asked = 0;
        using var signer = await OnTokenAsync("again", key, () =>
        {
            asked++;
            return SoftToken.Pin;
        });
        Assert.Equal(1, asked);
        signer.SignHash(new byte[32]);
        Assert.Equal(1, asked);
        // What a token does when it is pulled or restarted: every session of the process is gone, and the login with them.
        Slot().CloseAllSessions();
        Assert.NotEmpty(signer.SignHash(new byte[32]));
        Assert.Equal(2, asked);
        using (var session = Slot().OpenSession(SessionType.ReadOnly)) session.Logout();
        Assert.NotEmpty(signer.SignHash(new byte[32]));
    }

    [Fact]
    public async Task Token_WithAWrongPin_IsTriedOnceOnly()
    {
        using var key = NewKey("P-256");
        await token.ImportAsync("pin", key);
        Slot().CloseAllSessions();
        var asked = 0;
        var refusal = Assert.Throws<SigningException>(() => new TokenSigner(token.Key("pin"), () => (++asked).ToString("0000", System.Globalization.CultureInfo.InvariantCulture), [Authority.Root]));
        Assert.Contains("The PIN of the token portal-test is wrong", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Token_WithARefusedPin_IsNotLoggedInToUntilAnotherIsGiven()
    {
        using var key = NewKey("P-256");
        await token.ImportAsync("refused", key);
        Slot().CloseAllSessions();
        using var certificate = Authority.Issue("Refused", new PublicKey(key));
        TokenSigner Open(string pin) => new(token.Key("refused"), () => pin, [certificate]);
        Assert.Contains("It was tried once", Assert.Throws<SigningException>(() => Open("9999")).Message, StringComparison.Ordinal);
        // Now it is the token's PIN: a login with it would succeed, so if it is refused none was made.
        ChangePin(SoftToken.Pin, "9999");
        try
        {
            Assert.Contains("was not tried again", Assert.Throws<SigningException>(() => Open("9999")).Message, StringComparison.Ordinal);
        }
        finally
        {
            ChangePin("9999", SoftToken.Pin);
        }
        using var signer = Open(SoftToken.Pin);
        Assert.NotEmpty(signer.SignHash(new byte[32]));
    }

    [Fact]
    public async Task Token_ThatCountsAWrongPinOfAnother_IsLeftAlone()
    {
        using var key = NewKey("P-256");
        // A login that succeeds clears what tests before this one left.
        (await OnTokenAsync("count", key)).Dispose();
        Slot().CloseAllSessions();
        using (var session = Slot().OpenSession(SessionType.ReadOnly)) Assert.Throws<Pkcs11Exception>(() => session.Login(CKU.CKU_USER, "8888"));
        Assert.True(Slot().GetTokenInfo().TokenFlags.UserPinCountLow);
        var asked = 0;
        var refusal = Assert.Throws<SigningException>(() => new TokenSigner(token.Key("count"), () => (++asked).ToString("0000", System.Globalization.CultureInfo.InvariantCulture), []));
        Assert.Contains("Log in once by hand", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, asked);
        using (var session = Slot().OpenSession(SessionType.ReadOnly))
        {
            session.Login(CKU.CKU_USER, SoftToken.Pin);
            session.Logout();
        }
        (await OnTokenAsync("count", key)).Dispose();
    }

    [Fact]
    public void Token_OnWhichNoKeyWasFound_IsClosedAgain()
    {
        token.Require();
        Slot().CloseAllSessions();
        Assert.Contains("holds no private key", Refusal(token.Key("absent")), StringComparison.Ordinal);
        using var session = Slot().OpenSession(SessionType.ReadOnly);
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }

    [Fact]
    public void Token_WithSomethingMissing_SaysWhat()
    {
        token.Require();
        Assert.Contains("does not exist", Refusal(token.Key("x") with { Module = "/absent.so" }), StringComparison.Ordinal);
        Assert.Contains("cannot be started", Refusal(token.Key("x") with { Module = WriteSecret("not.so", "text") }), StringComparison.Ordinal);
        Assert.Contains("shows no token labelled other", Refusal(token.Key("x") with { TokenLabel = "other" }), StringComparison.Ordinal);
        Assert.Contains("holds no private key labelled x", Refusal(token.Key("x")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithAnothersCertificate_IsRefused()
    {
        using var key = NewKey("P-256");
        using var other = NewKey("P-256");
        await token.ImportAsync("mismatch", key);
        using var certificate = Authority.Issue("Of another key", new PublicKey(other));
        Assert.Contains("is not the key of the certificate", Assert.Throws<SigningException>(() => new TokenSigner(token.Key("mismatch"), () => SoftToken.Pin, [certificate])).Message, StringComparison.Ordinal);
        Assert.Contains("Name a certificate file", Assert.Throws<SigningException>(() => new TokenSigner(token.Key("mismatch"), () => SoftToken.Pin, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatHoldsTheCertificate_NeedsNoFile()
    {
        using var key = NewKey("P-256");
        await token.ImportAsync("whole", key);
        using var certificate = Authority.Issue("Whole on a token", new PublicKey(key));
        var slot = Slot();
        using (var session = slot.OpenSession(SessionType.ReadWrite))
        {
            try
            {
                session.Login(CKU.CKU_USER, SoftToken.Pin);
            }
            catch (Pkcs11Exception e) when (e.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
            {
                // Another test's session is open.
            }
            var attributes = session.Factories.ObjectAttributeFactory;
            session.CreateObject(
            [
                attributes.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE), attributes.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509), attributes.Create(CKA.CKA_TOKEN, true),
                attributes.Create(CKA.CKA_LABEL, "whole"), attributes.Create(CKA.CKA_SUBJECT, certificate.SubjectName.RawData), attributes.Create(CKA.CKA_VALUE, certificate.RawData),
            ]);
        }
        using var signer = new TokenSigner(token.Key("whole"), () => SoftToken.Pin, [Authority.Root]);
        Assert.Equal(certificate.Thumbprint, signer.Certificate.Thumbprint);
        Assert.Equal(Authority.Root.Thumbprint, Assert.Single(signer.Chain).Thumbprint);
        // One that is given and fits goes first, wherever it stands: so a certificate is renewed without writing to the token.
        using var renewed = Authority.Issue("Whole, renewed", new PublicKey(key));
        using var again = new TokenSigner(token.Key("whole"), () => SoftToken.Pin, [Authority.Root, renewed]);
        Assert.Equal(renewed.Thumbprint, again.Certificate.Thumbprint);
    }

    [Theory]
    [InlineData("0000", "0000", "3006020100020100")]
    [InlineData("0001", "8000", "30080201010203008000")]
    public void SideBySide_NumbersOfAToken_BecomeASequence(string r, string s, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(TokenSigner.AsSequence(Convert.FromHexString(r + s))));

    private ISlot Slot()
    {
        token.Require();
        return Pkcs11Modules.Load(token.Module).GetSlotList(SlotsType.WithTokenPresent).Single(slot => slot.GetTokenInfo().Label == SoftToken.Label);
    }

    private void ChangePin(string from, string to)
    {
        using var session = Slot().OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, from);
        session.SetPin(from, to);
        session.Logout();
    }

    private async Task<TokenSigner> OnTokenAsync(string label, AsymmetricAlgorithm key, Func<string>? pin = null)
    {
        label += Guid.NewGuid().ToString("N")[..8];
        await token.ImportAsync(label, key);
        Slot().CloseAllSessions();
        return new TokenSigner(token.Key(label), pin ?? (() => SoftToken.Pin), [Authority.Issue(label, new PublicKey(key)), Authority.Root]);
    }

    private string CertificateFile(string name, X509Certificate2 certificate) => WriteFile(name, System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));

    private static string Refusal(string certificate, string key, string? password) =>
        Assert.Throws<SigningException>(() => KeyFileSigner.FromPem(certificate, key, password, [])).Message;

    private static string Refusal(TokenKey key) => Assert.Throws<SigningException>(() => new TokenSigner(key, () => SoftToken.Pin, [])).Message;
}
