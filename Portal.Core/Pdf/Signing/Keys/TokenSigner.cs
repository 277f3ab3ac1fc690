using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Portal.Core.Pdf.Signing.Keys;

/// <summary>Which key on which token.</summary>
/// <param name="Module">The maker's PKCS#11 library, a path.</param>
/// <param name="TokenLabel">As <c>pkcs11-tool --list-slots</c> shows it.</param>
/// <param name="KeyLabel">Of the private key, and of its certificate where that lies on the token.</param>
public sealed record TokenKey(string Module, string TokenLabel, string KeyLabel);

/// <summary>
/// Signs with a key on a PKCS#11 token, which it never leaves. One session, used by one thread at a time; where the token was pulled, restarted
/// or closed the session, it is opened and logged in to once more.
/// </summary>
public sealed class TokenSigner : IDocumentSigner, IDisposable
{
    /// <summary>DigestInfo of SHA-256 up to the hash (RFC 8017, 9.2): tokens pad what they get, and leave this to the caller.</summary>
    private static readonly byte[] Sha256Prefix = Convert.FromHexString("3031300D060960864801650304020105000420");

    private readonly TokenKey where;
    private readonly Func<string> pin;
    private readonly bool rsa;
    private readonly Lock gate = new();
    private ISession? session;
    private IObjectHandle? key;

    /// <param name="pin">Asked at every login, so that nothing keeps it. One that was refused is not tried again in this process.</param>
    /// <param name="certificates">The signing certificate and those above it, in any order; where none fits the key, the token's own is taken.</param>
    /// <exception cref="SigningException">Module, token, key or certificate is not there, or the PIN is wrong.</exception>
    public TokenSigner(TokenKey where, Func<string> pin, IReadOnlyList<X509Certificate2> certificates)
    {
        ArgumentNullException.ThrowIfNull(where);
        this.where = where;
        this.pin = pin;
        try
        {
            rsa = Guarded(IsRsa);
            Certificate = Choose(certificates);
            SigningCertificates.Check(Certificate);
            Chain = SigningCertificates.Above(Certificate, certificates);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public X509Certificate2 Certificate { get; }

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public string Name => SigningCertificates.NameOf(Certificate);

    public bool Trusted => true;

    public byte[] SignHash(ReadOnlySpan<byte> sha256)
    {
        byte[] hash = sha256.ToArray();
        return Guarded(() =>
        {
            var (open, privateKey) = Open();
            var mechanisms = open.Factories.MechanismFactory;
            if (rsa)
            {
                using var pkcs1 = mechanisms.Create(CKM.CKM_RSA_PKCS);
                return open.Sign(pkcs1, privateKey, [.. Sha256Prefix, .. hash]);
            }
            using var ecdsa = mechanisms.Create(CKM.CKM_ECDSA);
            return AsSequence(open.Sign(ecdsa, privateKey, hash));
        });
    }

    public void Dispose()
    {
        lock (gate) Close();
    }

    /// <summary>The token's r and s side by side, as the sequence that CMS wants.</summary>
    internal static byte[] AsSequence(ReadOnlySpan<byte> sideBySide)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var half = sideBySide.Length / 2;
        using (writer.PushSequence())
        {
            foreach (var number in (byte[][])[sideBySide[..half].ToArray(), sideBySide[half..].ToArray()])
            {
                var digits = number.AsSpan().TrimStart((byte)0);
                writer.WriteIntegerUnsigned(digits.IsEmpty ? [0] : digits);
            }
        }
        return writer.Encode();
    }

    private T Guarded<T>(Func<T> act)
    {
        lock (gate)
        {
            try
            {
                try
                {
                    return act();
                }
                catch (Pkcs11Exception e) when (IsPassing(e.RV))
                {
                    Close();
                    return act();
                }
            }
            catch (Pkcs11Exception e)
            {
                Close();
                throw new SigningException(Words(e.RV), e);
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    /// <summary>Faults that a new session mends. A wrong PIN is none of them; see <see cref="TokenLogin"/>.</summary>
    private static bool IsPassing(CKR fault) => fault is CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED or CKR.CKR_USER_NOT_LOGGED_IN
        or CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_DEVICE_ERROR or CKR.CKR_KEY_HANDLE_INVALID or CKR.CKR_OBJECT_HANDLE_INVALID
        or CKR.CKR_TOKEN_NOT_RECOGNIZED or CKR.CKR_OPERATION_ACTIVE;

    private string Words(CKR fault) => fault switch
    {
        CKR.CKR_PIN_LOCKED => $"The token {where.TokenLabel} is locked after too many wrong PINs. Its officer has to unlock it.",
        CKR.CKR_KEY_FUNCTION_NOT_PERMITTED => $"The key {where.KeyLabel} on the token {where.TokenLabel} is not allowed to sign.",
        _ => $"The token {where.TokenLabel} failed: {fault}.",
    };

    private (ISession Session, IObjectHandle Key) Open()
    {
        if (session is not null && key is not null) return (session, key);
        var opened = OpenSession();
        try
        {
            var found = Find(opened, CKO.CKO_PRIVATE_KEY) ?? throw new SigningException($"The token {where.TokenLabel} holds no private key labelled {where.KeyLabel}.");
            (session, key) = (opened, found);
            return (opened, found);
        }
        catch
        {
            Close(opened);
            throw;
        }
    }

    private ISession OpenSession()
    {
        var slot = Pkcs11Modules.Load(where.Module).GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(each => each.GetTokenInfo().Label == where.TokenLabel)
            ?? throw new SigningException($"The module {where.Module} shows no token labelled {where.TokenLabel}. Check that it is plugged in.");
        var opened = slot.OpenSession(SessionType.ReadOnly);
        try
        {
            TokenLogin.LogIn(opened, slot, where, pin);
            return opened;
        }
        catch
        {
            Close(opened);
            throw;
        }
    }

    private bool IsRsa()
    {
        var (open, privateKey) = Open();
        using var kind = open.GetAttributeValue(privateKey, [CKA.CKA_KEY_TYPE])[0];
        return kind.GetValueAsUlong() == (ulong)CKK.CKK_RSA;
    }

    /// <summary>The first of those given that is the key's, or else the token's own.</summary>
    private X509Certificate2 Choose(IReadOnlyList<X509Certificate2> given)
    {
        var proof = SignHash(SigningCertificates.Probe);
        if (given.FirstOrDefault(each => SigningCertificates.Fits(each, proof)) is { } chosen) return chosen;
        var own = Guarded(CertificateOnToken);
        if (own is not null && SigningCertificates.Fits(own, proof)) return own;
        throw new SigningException((own ?? (given.Count > 0 ? given[0] : null)) is { } other
            ? $"The key {where.KeyLabel} in the token {where.TokenLabel} is not the key of the certificate {other.Subject}."
            : $"The token {where.TokenLabel} holds no certificate labelled {where.KeyLabel}. Name a certificate file.");
    }

    private X509Certificate2? CertificateOnToken()
    {
        var (open, _) = Open();
        if (Find(open, CKO.CKO_CERTIFICATE) is not { } found) return null;
        using var value = open.GetAttributeValue(found, [CKA.CKA_VALUE])[0];
        return X509CertificateLoader.LoadCertificate(value.GetValueAsByteArray());
    }

    private IObjectHandle? Find(ISession open, CKO kind)
    {
        var attributes = open.Factories.ObjectAttributeFactory;
        using var ofKind = attributes.Create(CKA.CKA_CLASS, kind);
        using var labelled = attributes.Create(CKA.CKA_LABEL, where.KeyLabel);
        return open.FindAllObjects([ofKind, labelled]) switch
        {
            [] => null,
            [var only] => only,
            var several => throw new SigningException($"The token {where.TokenLabel} holds {several.Count} objects of one kind labelled {where.KeyLabel}. Labels have to tell them apart."),
        };
    }

    private void Close()
    {
        if (session is not null) Close(session);
        (session, key) = (null, null);
    }

    private static void Close(ISession opened)
    {
        try
        {
            opened.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // It is gone already, which is why it is being closed.
        }
    }
}
