using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Portal.Core.Notifications;

namespace Portal.Tests.Support;

/// <summary>Debian's aiosmtpd as a process, with a certificate of an authority of its own. Skips the test where it is not installed.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "portal";
    public const string Password = "correct horse";
    private const string Python = "/usr/bin/python3";

    private readonly string folder = Directory.CreateTempSubdirectory("portal-smtp-").FullName;
    private Process? process;

    private SmtpServer()
    {
        WriteCertificates();
        File.WriteAllText(PasswordFile, Password);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public int Port { get; private set; }

    public string PasswordFile => Path.Combine(folder, "password");

    public string AuthorityFile => Path.Combine(folder, "authority.crt");

    public static async Task<SmtpServer> StartAsync()
    {
        var server = new SmtpServer();
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts again on the port it had.</summary>
    public async Task RunAsync()
    {
        if (!File.Exists(Python)) Assert.Skip($"{Python} is not installed here.");
        process = Process.Start(new ProcessStartInfo(
            Python,
            [Path.Combine(AppContext.BaseDirectory, "Support", "smtp_server.py"), folder, Path.Combine(folder, "server.crt"), Path.Combine(folder, "server.key"), User, Password, Port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (said == "missing") Assert.Skip("python3-aiosmtpd is not installed here.");
        Port = int.Parse(said!, CultureInfo.InvariantCulture);
    }

    public async Task StopAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        process = null;
    }

    public MailOptions Options(Action<SmtpOptions>? change = null)
    {
        var options = new MailOptions
        {
            Way = MailWay.Smtp,
            FromAddress = "no-reply@harbour.example",
            Smtp = new SmtpOptions { Host = "localhost", Port = Port, Protection = SmtpProtection.StartTls, User = User, PasswordFile = PasswordFile, AuthorityFile = AuthorityFile, TimeoutSeconds = 20 },
        };
        change?.Invoke(options.Smtp);
        return options;
    }

    public List<MimeMessage> Delivered() => [.. Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(f => MimeMessage.Load(f))];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private void WriteCertificates()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(root, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);
        File.WriteAllText(AuthorityFile, root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
