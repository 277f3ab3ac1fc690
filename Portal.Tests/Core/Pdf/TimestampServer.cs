using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Portal.Core.Pdf.Signing;

namespace Portal.Tests.Core.Pdf;

/// <summary>What a server on this machine says to a question.</summary>
internal sealed record Answer(byte[] Body, string Type = "application/timestamp-reply", int Status = 200, TimeSpan Delay = default);

/// <summary>A real HTTP server whose stamps are made by <c>openssl ts</c>, with the development authority's certificate.</summary>
internal sealed class TimestampServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<byte[], Answer> answer;
    private readonly Task serving;

    public TimestampServer(Func<byte[], Answer> answer)
    {
        this.answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/tsa/");
        }
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    public int Asked { get; private set; }

    public string AskedAs { get; private set; } = "";

    /// <summary>The answer of <c>openssl ts -reply</c>.</summary>
    /// <param name="keys">The development authority's folder.</param>
    /// <param name="digests">The hashes this authority accepts.</param>
    public static byte[] Stamp(string folder, string keys, byte[] question, string digests = "sha256, sha384, sha512")
    {
        var name = Path.Combine(folder, RandomNumberGenerator.GetHexString(8));
        File.WriteAllText(name + ".cnf", $"""
            [tsa]
            default_tsa = one
            [one]
            serial = {name}.serial
            crypto_device = builtin
            signer_cert = {keys}/timestamp.crt
            certs = {keys}/root.crt
            signer_key = {keys}/timestamp.key
            signer_digest = sha256
            default_policy = 1.3.6.1.4.1.99999.1
            digests = {digests}
            accuracy = secs:1
            ordering = no
            tsa_name = no
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            """);
        File.WriteAllBytes(name + ".tsq", question);
        var (exit, output) = Judge.RunAsync("openssl", "ts", "-reply", "-config", name + ".cnf", "-queryfile", name + ".tsq", "-out", name + ".tsr").GetAwaiter().GetResult();
        Assert.True(exit == 0, output);
        return File.ReadAllBytes(name + ".tsr");
    }

    /// <summary>The same question but for one part.</summary>
    public static byte[] Ask(byte[] question, byte[]? hash = null, byte[]? nonce = null, bool certificates = true)
    {
        Assert.True(Rfc3161TimestampRequest.TryDecode(question, out var asked, out _));
        return Rfc3161TimestampRequest.CreateFromHash(
            hash ?? asked.GetMessageHash().ToArray(), HashAlgorithmName.SHA256, nonce: nonce ?? asked.GetNonce()!.Value.ToArray(), requestSignerCertificates: certificates).Encode();
    }

    public HttpTimestampAuthority Client(TimeProvider? clock = null, int seconds = 20) => new(Address, [], TimeSpan.FromSeconds(seconds), clock ?? TimeProvider.System);

    public void Dispose()
    {
        // Stopping it first would make closing bind the port once more, which by then may be another's.
        listener.Close();
        serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var question = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(question);
                (Asked, AskedAs) = (Asked + 1, context.Request.ContentType ?? "");
                var said = answer(question.ToArray());
                await Task.Delay(said.Delay);
                (context.Response.StatusCode, context.Response.ContentType) = (said.Status, said.Type);
                await context.Response.OutputStream.WriteAsync(said.Body);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!listener.IsListening) return;
            }
        }
    }
}
