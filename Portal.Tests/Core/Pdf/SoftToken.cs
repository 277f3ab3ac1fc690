using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Portal.Core.Pdf.Signing.Keys;

namespace Portal.Tests.Core.Pdf;

/// <summary>
/// One SoftHSM token for all tests of the process: its library is initialised once, and reads then where the tokens are. Used by tests of one
/// collection, so that none pulls the token from under another.
/// </summary>
public sealed class SoftToken : IDisposable
{
    public const string Label = "portal-test";
    public const string Pin = "4711";
    private static readonly string[] Modules = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"];
    private readonly string folder = Directory.CreateTempSubdirectory("portal-token-").FullName;
    private readonly Lock gate = new();
    private bool ready;

    public string Module => Modules.FirstOrDefault(File.Exists) ?? "";

    public TokenKey Key(string label) => new(Module, Label, label);

    /// <summary>Puts a key on the token; skips the test where there is no SoftHSM.</summary>
    public async Task ImportAsync(string label, AsymmetricAlgorithm key)
    {
        Require();
        var file = Path.Combine(folder, label + ".pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        var (exit, output) = await Judge.RunAsync("softhsm2-util", "--import", file, "--token", Label, "--label", label, "--id", id, "--pin", Pin);
        Assert.True(exit == 0, output);
        File.Delete(file);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public void Require()
    {
        if (Module.Length == 0) Assert.Skip("SoftHSM (package softhsm2) is not installed.");
        lock (gate)
        {
            if (ready) return;
            var tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens")).FullName;
            var configuration = Path.Combine(folder, "softhsm2.conf");
            File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
            // The runtime keeps an environment of its own; the library reads the process's.
            Assert.Equal(0, SetVariable("SOFTHSM2_CONF", configuration, 1));
            Environment.SetEnvironmentVariable("SOFTHSM2_CONF", configuration);
            var (exit, output) = Judge.RunAsync("softhsm2-util", "--init-token", "--free", "--label", Label, "--pin", Pin, "--so-pin", "12345678").GetAwaiter().GetResult();
            Assert.True(exit == 0, output);
            ready = true;
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetVariable(string name, string value, int overwrite);
}

[CollectionDefinition(Name)]
public sealed class SoftTokenTests : ICollectionFixture<SoftToken>
{
    public const string Name = "SoftHSM";
}
