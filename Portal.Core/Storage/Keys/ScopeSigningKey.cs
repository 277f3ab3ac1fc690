using System.Security.Cryptography;
using System.Text;
using Portal.Core.Scopes;

namespace Portal.Core.Storage.Keys;

/// <summary>The ECDSA P-256 key that signs scopes, as PKCS#8 PEM in <c>scope-signing.pem</c> of the key folder.</summary>
public static class ScopeSigningKey
{
    public const string FileName = "scope-signing.pem";

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Loads the key, or makes it where it is missing and the folder may make keys.</summary>
    /// <exception cref="KeyFileException">Missing, open to others, or no private P-256 key.</exception>
    public static ScopeSigner Open(KeyFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var pem = folder.ReadOrCreate(FileName, Generate);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Encoding.ASCII.GetString(pem));
            var parameters = key.ExportParameters(includePrivateParameters: false);
            if (parameters.Curve.Oid.Value != P256 && parameters.Curve.Oid.FriendlyName is not ("nistP256" or "ECDSA_P256"))
                throw new CryptographicException("The curve is not P-256.");
            // A public key imports without complaint and would only fail at the first approval.
            _ = key.SignData("probe"u8, HashAlgorithmName.SHA256);
            return new ScopeSigner(key);
        }
        catch (Exception cause) when (cause is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new KeyFileException($"{folder.PathOf(FileName)} holds no private P-256 key. Restore it from the backup of keys.", cause);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pem);
        }
    }

    private static byte[] Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
