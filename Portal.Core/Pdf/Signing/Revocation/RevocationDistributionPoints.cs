using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Revocation;

/// <summary>
/// Fetches revocation lists from the HTTP addresses that certificates name (RFC 5280, 4.2.1.13). A list is kept for an hour at most, and never past
/// the time it is due for renewal.
/// </summary>
public sealed class RevocationDistributionPoints : IRevocationLists, IDisposable
{
    private const int LargestList = 32 * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset FetchedUtc, RevocationList List)> lists = new(StringComparer.Ordinal);
    private readonly HttpClient http;
    private readonly TimeProvider clock;

    public RevocationDistributionPoints(TimeSpan timeout, TimeProvider clock)
    {
        this.clock = clock;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = timeout, MaxResponseContentBufferSize = LargestList };
    }

    public byte[] Current(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var addresses = Addresses(certificate);
        if (addresses.Count == 0) throw new SigningException($"The certificate {certificate.Subject} names no address of a revocation list. Name a file that holds one.");
        var faults = new List<string>();
        foreach (var address in addresses)
        {
            try
            {
                var list = Get(address);
                if (list.IsIssuedBy(issuer) && list.SpeaksOf(certificate, clock.GetUtcNow())) return list.Der;
                faults.Add($"{address} holds a list that is out of date or not {issuer.Subject}'s");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ObjectDisposedException or IOException or AsnContentException or CryptographicException or FormatException)
            {
                faults.Add($"{address}: {e.Message}");
            }
        }
        throw new SigningException($"No revocation list for {certificate.Subject} was to be had: {string.Join("; ", faults)}.");
    }

    public void Dispose() => http.Dispose();

    private RevocationList Get(string address)
    {
        var now = clock.GetUtcNow();
        if (lists.TryGetValue(address, out var kept) && now - kept.FetchedUtc < Kept && kept.List.NextUpdateUtc >= now) return kept.List;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = http.Send(request);
        answer.EnsureSuccessStatusCode();
        using var content = answer.Content.ReadAsStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        var list = RevocationList.Read(RevocationEncoding.ToDer(bytes.ToArray()));
        lists[address] = (now, list);
        return list;
    }

    /// <summary>HTTP only: the certificate is our own, but a file or directory address in it would still be somebody else's choice.</summary>
    internal static IReadOnlyList<string> Addresses(X509Certificate2 certificate)
    {
        if (certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Oids.CrlDistributionPoints) is not { } extension) return [];
        var (context0, uri) = (new Asn1Tag(TagClass.ContextSpecific, 0), new Asn1Tag(TagClass.ContextSpecific, 6));
        var found = new List<string>();
        var points = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (!point.HasData || !point.PeekTag().HasSameClassAndValue(context0)) continue;
            var name = point.ReadSequence(context0);
            if (!name.HasData || !name.PeekTag().HasSameClassAndValue(context0)) continue;
            var names = name.ReadSequence(context0);
            while (names.HasData)
            {
                if (!names.PeekTag().HasSameClassAndValue(uri))
                {
                    names.ReadEncodedValue();
                    continue;
                }
                var address = names.ReadCharacterString(UniversalTagNumber.IA5String, uri);
                if (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) found.Add(address);
            }
        }
        return found;
    }
}
