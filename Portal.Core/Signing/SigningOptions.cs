using Portal.Core.Pdf.Signing;

namespace Portal.Core.Signing;

/// <summary>Section <c>Portal:Signing</c>: who signs disclosed documents, with which key, and how long the proof is to last.</summary>
public sealed class SigningOptions
{
    public const string Section = "Portal:Signing";

    /// <summary>B, T, LT or LTA. Unset: LTA.</summary>
    public SignatureLevel? Level { get; set; }

    /// <summary>Where the key is. Unset: a development authority that nobody trusts, on the embedded database only.</summary>
    public SigningKeyKind Key { get; set; }

    /// <summary>Lets a portal on a database server sign with the development authority all the same: for trying it out, never for disclosing.</summary>
    public bool AllowDevelopmentKey { get; set; }

    /// <summary>With <see cref="SigningKeyKind.File"/>.</summary>
    public KeyFileOptions File { get; set; } = new();

    /// <summary>With <see cref="SigningKeyKind.Pkcs11"/>.</summary>
    public TokenOptions Token { get; set; } = new();

    /// <summary>PEM: certificates above the signing certificate, up to the root, where its own file does not hold them.</summary>
    public string ChainFile { get; set; } = "";

    public TimestampOptions Timestamp { get; set; } = new();

    public RevocationOptions Revocation { get; set; } = new();

    /// <summary>The level asked for, or the highest.</summary>
    public SignatureLevel EffectiveLevel => Level ?? SignatureLevel.LTA;

    /// <exception cref="InvalidOperationException">A setting is missing or goes ill with another; the message names it and the mend.</exception>
    public void Validate(bool embeddedDatabase)
    {
        if (!Enum.IsDefined(EffectiveLevel)) throw new InvalidOperationException($"{Section}:Level is {Level}. It can be B, T, LT or LTA.");
        switch (Key)
        {
            case SigningKeyKind.Development when !embeddedDatabase && !AllowDevelopmentKey:
                throw new InvalidOperationException($"{Section}:Key is not set. On a database server documents need a real signing key: set it to File or Pkcs11. To try the portal out with a key that nobody trusts, set {Section}:AllowDevelopmentKey to true.");
            case SigningKeyKind.Development:
                return;
            case SigningKeyKind.File:
                File.Validate();
                break;
            case SigningKeyKind.Pkcs11:
                Token.Validate();
                break;
            default:
                throw new InvalidOperationException($"{Section}:Key is {Key}. It can be Development, File or Pkcs11.");
        }
        if (EffectiveLevel >= SignatureLevel.T) Timestamp.Validate(EffectiveLevel);
        if (EffectiveLevel >= SignatureLevel.LT) Revocation.Validate(EffectiveLevel);
    }
}

public enum SigningKeyKind
{
    /// <summary>Made on this machine, trusted by nobody.</summary>
    Development,
    File,
    Pkcs11,
}

/// <summary>Section <c>Portal:Signing:File</c>: PEM, or PKCS#12 where only <see cref="Certificate"/> is set.</summary>
public sealed class KeyFileOptions
{
    /// <summary>PEM with the signing certificate first, or a PKCS#12 file (.p12, .pfx) with certificate and key.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>PEM with the private key; empty for PKCS#12.</summary>
    public string Key { get; set; } = "";

    /// <summary>A file whose first line is the password; or <see cref="PasswordVariable"/>. Both empty: no password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>An environment variable that holds the password.</summary>
    public string PasswordVariable { get; set; } = "";

    internal void Validate()
    {
        if (Certificate.Length == 0) throw new InvalidOperationException($"{SigningOptions.Section}:File:Certificate is empty. Name the certificate's PEM file, or a PKCS#12 file that holds certificate and key.");
        SecretSource.Validate(PasswordFile, PasswordVariable, $"{SigningOptions.Section}:File:Password", required: false);
    }
}

/// <summary>Section <c>Portal:Signing:Token</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>The maker's PKCS#11 library, a path.</summary>
    public string Module { get; set; } = "";

    public string TokenLabel { get; set; } = "";

    /// <summary>Label of the private key, and of its certificate where that lies on the token.</summary>
    public string KeyLabel { get; set; } = "";

    /// <summary>PEM with the signing certificate, where the token holds none.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>A file whose first line is the PIN; or <see cref="PinVariable"/>.</summary>
    public string PinFile { get; set; } = "";

    /// <summary>An environment variable that holds the PIN.</summary>
    public string PinVariable { get; set; } = "";

    internal void Validate()
    {
        const string section = SigningOptions.Section + ":Token";
        if (Module.Length == 0) throw new InvalidOperationException($"{section}:Module is empty. Name the PKCS#11 library that came with the token, such as /usr/lib/softhsm/libsofthsm2.so.");
        if (TokenLabel.Length == 0) throw new InvalidOperationException($"{section}:TokenLabel is empty. Name the token; pkcs11-tool --list-slots shows it.");
        if (KeyLabel.Length == 0) throw new InvalidOperationException($"{section}:KeyLabel is empty. Name the private key; pkcs11-tool --login --list-objects shows it.");
        SecretSource.Validate(PinFile, PinVariable, section + ":Pin", required: true);
    }
}

/// <summary>Section <c>Portal:Signing:Timestamp</c>.</summary>
public sealed class TimestampOptions
{
    /// <summary>The time-stamping authority (RFC 3161), http or https.</summary>
    public string Address { get; set; } = "";

    /// <summary>PEM: the authority's certificates up to its root, as far as its answers do not bring them.</summary>
    public string ChainFile { get; set; } = "";

    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>Bytes set aside in each document for a time stamp.</summary>
    public int LargestToken { get; set; } = HttpTimestampAuthority.UsualRoom;

    internal void Validate(SignatureLevel level)
    {
        const string section = SigningOptions.Section + ":Timestamp";
        if (Address.Length == 0) throw new InvalidOperationException($"{section}:Address is empty. Level {level} needs a time-stamping authority: name its address, or set {SigningOptions.Section}:Level to B.");
        // Not repeated in the message: it may hold a password, and messages are logged.
        if (Uri.TryCreate(Address, UriKind.Absolute, out var address) && address.UserInfo.Length > 0)
            throw new InvalidOperationException($"{section}:Address holds a user name or password, which would show in messages and in the audit log. Leave out what stands before the @.");
        if (address is null || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{section}:Address is \"{Address}\". It has to begin with http:// or https://.");
        if (TimeoutSeconds is < 1 or > 300) throw new InvalidOperationException($"{section}:TimeoutSeconds is {TimeoutSeconds}. It has to lie between 1 and 300.");
        if (LargestToken is < 1024 or > HttpTimestampAuthority.LargestAnswer)
            throw new InvalidOperationException($"{section}:LargestToken is {LargestToken}. It has to lie between 1024 and {HttpTimestampAuthority.LargestAnswer} bytes.");
    }
}

/// <summary>Section <c>Portal:Signing:Revocation</c>.</summary>
public sealed class RevocationOptions
{
    /// <summary>Revocation lists, DER or PEM, that somebody keeps current. Empty: they are fetched.</summary>
    public IReadOnlyList<string> Files { get; set; } = [];

    /// <summary>Fetch lists from the addresses the certificates name, where <see cref="Files"/> is empty.</summary>
    public bool Fetch { get; set; } = true;

    public int TimeoutSeconds { get; set; } = 20;

    internal void Validate(SignatureLevel level)
    {
        const string section = SigningOptions.Section + ":Revocation";
        if (Files.Count == 0 && !Fetch) throw new InvalidOperationException($"{section}:Files is empty and {section}:Fetch is off. Level {level} needs revocation lists: name files, switch fetching on, or set {SigningOptions.Section}:Level to T.");
        if (TimeoutSeconds is < 1 or > 300) throw new InvalidOperationException($"{section}:TimeoutSeconds is {TimeoutSeconds}. It has to lie between 1 and 300.");
    }
}
