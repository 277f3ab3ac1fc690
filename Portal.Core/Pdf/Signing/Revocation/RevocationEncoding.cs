using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Pdf.Signing.Revocation;

/// <summary>Revocation lists come as DER or PEM, whatever their file is called.</summary>
internal static class RevocationEncoding
{
    public static byte[] ToDer(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("-----BEGIN"u8)) return bytes;
        var text = Encoding.ASCII.GetString(bytes);
        return PemEncoding.TryFind(text, out var found) ? Convert.FromBase64String(text[found.Base64Data]) : bytes;
    }
}
