using System.Runtime.Versioning;
using System.Security.Cryptography;
using Portal.Core.Scopes;
using Portal.Core.Storage.Keys;

namespace Portal.Tests.Core.Storage;

public sealed class KeysTests : IDisposable
{
    private static readonly KeyContext Context = new("conversation", "c1");
    private readonly StorageFolder folder = new();

    [Fact]
    public void Unwrap_SameContextAndReopenedVault_GivesTheKeyBack()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var wrapped = folder.Vault().Wrap(key, Context);

        Assert.Equal(key, folder.Vault().Unwrap(wrapped, Context));
        Assert.NotEqual(wrapped, folder.Vault().Wrap(key, Context));
    }

    [Theory]
    [InlineData("conversation", "c2")]
    [InlineData("blob", "c1")]
    [InlineData("conversationc", "1")]
    public void Unwrap_OtherContext_IsRefused(string purpose, string record)
    {
        var wrapped = folder.Vault().Wrap(new byte[32], Context);

        Assert.Throws<KeyUnwrapException>(() => folder.Vault().Unwrap(wrapped, new KeyContext(purpose, record)));
    }

    [Fact]
    public void Unwrap_AnyBitFlipped_IsRefused()
    {
        var vault = folder.Vault();
        var wrapped = vault.Wrap(new byte[32], Context);
        for (var bit = 0; bit < wrapped.Length * 8; bit++)
        {
            var altered = wrapped.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<KeyUnwrapException>(() => vault.Unwrap(altered, Context));
        }
    }

    [Fact]
    public void Wrap_AfterRotation_UsesTheNewestKeyAndStillOpensTheOld()
    {
        var old = folder.Vault().Wrap(new byte[32], Context);
        WriteKey("key-encryption.v2.key", RandomNumberGenerator.GetBytes(32));
        var vault = folder.Vault();

        var renewed = vault.Wrap(new byte[32], Context);

        Assert.Equal(new byte[32], vault.Unwrap(old, Context));
        Assert.Equal(new byte[32], vault.Unwrap(renewed, Context));
        File.Delete(Path.Combine(folder.Keys, "key-encryption.v1.key"));
        Assert.Equal(new byte[32], folder.Vault().Unwrap(renewed, Context));
        Assert.Contains("v1", Assert.Throws<KeyUnwrapException>(() => folder.Vault().Unwrap(old, Context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Open_KeyFileMadeOnFirstRun_IsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        folder.Vault();
        ScopeSigningKey.Open(folder.KeyFolder());

        Assert.All(Directory.GetFiles(folder.Keys), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(["key-encryption.v1.key", "scope-signing.pem"], Directory.GetFiles(folder.Keys).Select(file => Path.GetFileName(file)).Order());
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Open_KeyFileOpenToOthers_IsRefusedWithTheMend(UnixFileMode other)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        folder.Vault();
        var file = Path.Combine(folder.Keys, "key-encryption.v1.key");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | other);

        var refused = Assert.Throws<KeyFileException>(folder.Vault);

        Assert.Contains($"chmod 600 '{file}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_KeyMissingWhereNoneMayBeMade_IsRefused()
    {
        Directory.CreateDirectory(folder.Keys);

        Assert.Throws<KeyFileException>(() => FileKeyVault.Open(folder.KeyFolder(create: false)));
        Assert.Throws<KeyFileException>(() => ScopeSigningKey.Open(folder.KeyFolder(create: false)));
        Assert.Empty(Directory.GetFiles(folder.Keys));
    }

    [Fact]
    public void Open_KeyOfTheWrongLength_IsRefused()
    {
        Directory.CreateDirectory(folder.Keys);
        WriteKey("key-encryption.v1.key", new byte[31]);

        Assert.Throws<KeyFileException>(folder.Vault);
    }

    [Fact]
    public async Task Open_ManyAtOnce_AgreeOnOneKey()
    {
        var wrapped = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => folder.Vault().Wrap(new byte[32], Context))));

        var vault = folder.Vault();
        Assert.All(wrapped, one => Assert.Equal(new byte[32], vault.Unwrap(one, Context)));
        Assert.Single(Directory.GetFiles(folder.Keys));
    }

    [Fact]
    public void ScopeSigningKey_Reopened_VerifiesWhatItSigned()
    {
        var statement = new ScopeStatement(Guid.NewGuid(), Guid.NewGuid(), "PR-1", "a", "i", "v", [], [], [], DateTimeOffset.UnixEpoch);
        var signed = ScopeSigningKey.Open(folder.KeyFolder()).Sign(statement).Signed;

        var again = ScopeSigningKey.Open(folder.KeyFolder(create: false));

        Assert.Equal(signed.KeyId, again.KeyId);
        Assert.Equal(statement.ScopeId, again.Open(signed).Statement.ScopeId);
    }

    [Fact]
    public void ScopeSigningKey_PublicKeyOrOtherCurve_IsRefused()
    {
        Directory.CreateDirectory(folder.Keys);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var pem in new[] { p256.ExportSubjectPublicKeyInfoPem(), p384.ExportPkcs8PrivateKeyPem(), "no key" })
        {
            WriteKey(ScopeSigningKey.FileName, System.Text.Encoding.ASCII.GetBytes(pem));
            Assert.Throws<KeyFileException>(() => ScopeSigningKey.Open(folder.KeyFolder()));
        }
    }

    public void Dispose() => folder.Dispose();

    private void WriteKey(string name, byte[] content)
    {
        var path = Path.Combine(folder.Keys, name);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
