using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>Asks a time-stamping authority over HTTP (RFC 3161, 3.4). An answer that is not exactly one to the question is refused.</summary>
public sealed class HttpTimestampAuthority : ITimestampAuthority, IDisposable
{
    /// <summary>Public authorities' tokens, with their chains, take 3 to 7 KB.</summary>
    internal const int UsualRoom = 10 * 1024;

    internal const int LargestAnswer = 64 * 1024;
    private const int Attempts = 2;
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromMinutes(10);
    private readonly Uri address;
    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private X509Certificate2? authority;

    /// <param name="address">HTTP or HTTPS. Nothing but hashes and random numbers is sent there.</param>
    /// <param name="chain">The authority's certificates, where its answers do not bring all of them.</param>
    /// <param name="timeout">For one attempt. A second is made after a fault of the line or of the server, never after a refusal.</param>
    /// <param name="largestToken">Bytes to set aside in the file for a token; a longer one is refused.</param>
    public HttpTimestampAuthority(Uri address, IReadOnlyList<X509Certificate2> chain, TimeSpan timeout, TimeProvider clock, int largestToken = UsualRoom)
    {
        ArgumentNullException.ThrowIfNull(address);
        this.address = address;
        this.clock = clock;
        Chain = chain;
        LargestToken = largestToken;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = timeout, MaxResponseContentBufferSize = LargestAnswer };
    }

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public int LargestToken { get; }

    /// <summary>Whoever stamped last; null before the first stamp.</summary>
    public X509Certificate2? Authority
    {
        get
        {
            lock (gate) return authority;
        }
    }

    public byte[] Timestamp(ReadOnlySpan<byte> sha256)
    {
        var request = Rfc3161TimestampRequest.CreateFromHash(sha256.ToArray(), HashAlgorithmName.SHA256, nonce: Nonce(), requestSignerCertificates: true);
        var (der, token) = TimestampResponse.Accept(request, Ask(request.Encode()), Chain);
        if ((token.Utc!.Value - clock.GetUtcNow()).Duration() > ClocksMayDiffer)
            throw new SigningException($"The time-stamping authority says it is {token.Utc:yyyy-MM-dd HH:mm:ss} UTC, more than {ClocksMayDiffer.TotalMinutes:0} minutes from this machine's clock. Set the clock right.");
        if (der.Length > LargestToken)
            throw new SigningException(FormattableString.Invariant($"The time stamp of {address} takes {der.Length} bytes, and {LargestToken} are set aside for it. Raise the setting Timestamp:LargestToken."));
        lock (gate) authority = token.Authority;
        return der;
    }

    public void Dispose() => http.Dispose();

    /// <summary>128 random bits, positive, as DER wants an integer.</summary>
    private static byte[] Nonce()
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        nonce[0] = (byte)((nonce[0] & 0x7F) | 0x40);
        return nonce;
    }

    private byte[] Ask(byte[] question)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(question) };
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
                message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/timestamp-reply"));
                using var answer = http.Send(message);
                if ((int)answer.StatusCode >= 500 && attempt < Attempts) continue;
                return Read(answer);
            }
            // HttpClient's timeout disposes the answer, even one that has just come whole.
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or ObjectDisposedException)
            {
                if (attempt < Attempts && e is not HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }) continue;
                throw new SigningException($"The time-stamping authority at {address} could not be reached: {Reason(e)}", e);
            }
        }
    }

    private byte[] Read(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new SigningException(FormattableString.Invariant($"The time-stamping authority at {address} answered with status {(int)answer.StatusCode}."));
        if (answer.Content.Headers.ContentType?.MediaType is not "application/timestamp-reply")
            throw new SigningException($"What is at {address} did not answer as a time-stamping authority does. Check the address.");
        using var content = answer.Content.ReadAsStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string Reason(Exception e) => e switch
    {
        TaskCanceledException or ObjectDisposedException => FormattableString.Invariant($"no answer within {http.Timeout.TotalSeconds:0} seconds."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => FormattableString.Invariant($"its answer is longer than {LargestAnswer} bytes."),
        _ => e.Message,
    };
}
