using MimeKit;
using Portal.Core.Signing;

namespace Portal.Core.Notifications;

public enum MailWay
{
    /// <summary>Files (.eml) in a folder; nothing leaves the machine.</summary>
    Folder,
    Smtp,
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpProtection
{
    /// <summary>Plain at first, encrypted before anything is said; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Never encrypted: for a relay on the same machine. No password is sent over it.</summary>
    None,
}

/// <summary>Section <c>Portal:Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Portal:Mail";

    /// <summary>Unset: a folder, with the embedded database; with a database server it has to be said.</summary>
    public MailWay? Way { get; set; }

    /// <summary>Where the mails go when <see cref="Way"/> is a folder. Empty: <c>mail</c> in the data folder.</summary>
    public string Folder { get; set; } = "";

    public string FromAddress { get; set; } = "no-reply@harbour.example";

    public string FromName { get; set; } = "Harbour Messaging, legal requests";

    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>After so many attempts, a day and a half with the default, a mail is given up and an administrator is told.</summary>
    public int MostAttempts { get; set; } = 9;

    public MailWay EffectiveWay => Way ?? MailWay.Folder;

    /// <exception cref="InvalidOperationException">A setting is missing or cannot be used; the message names it and the mend.</exception>
    public void Validate(bool embeddedDatabase)
    {
        if (Way is null && !embeddedDatabase)
            throw new InvalidOperationException($"{Section}:Way is not set. Set it to Smtp and name the server, or to Folder if mails are to be kept as files.");
        if (!MailboxAddress.TryParse(FromAddress, out _))
            throw new InvalidOperationException($"{Section}:FromAddress is “{FromAddress}”, which is no mail address.");
        if (MostAttempts < 1) throw new InvalidOperationException($"{Section}:MostAttempts is {MostAttempts}. Set it to 1 or more.");
        if (EffectiveWay == MailWay.Smtp) Smtp.Validate();
    }
}

/// <summary>Section <c>Portal:Mail:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    private const string Section = MailOptions.Section + ":Smtp";

    /// <summary>Far below the time for which a worker holds a mail, so that nobody else takes it up while it is being sent.</summary>
    private const int LongestTimeout = 120;

    public string Host { get; set; } = "";

    /// <summary>0: the usual one, 587 with STARTTLS, 465 with TLS, 25 without.</summary>
    public int Port { get; set; }

    public SmtpProtection Protection { get; set; }

    /// <summary>Empty: no sign-in.</summary>
    public string User { get; set; } = "";

    /// <summary>A file that holds the password and nobody else can read.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Or the environment variable that holds it.</summary>
    public string PasswordVariable { get; set; } = "";

    /// <summary>PEM: an authority trusted for this server besides those of the system. Empty: only those.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Seconds for one mail, from connecting to the server's last answer.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    public int EffectivePort => Port > 0 ? Port : Protection switch { SmtpProtection.Tls => 465, SmtpProtection.None => 25, _ => 587 };

    internal SecretSource Password => new(PasswordFile, PasswordVariable, Section + ":Password");

    /// <inheritdoc cref="MailOptions.Validate"/>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Host)) throw new InvalidOperationException($"{Section}:Host is empty. Name the mail server.");
        if (Port is < 0 or > 65535) throw new InvalidOperationException($"{Section}:Port is {Port}. Set it between 1 and 65535, or leave it out.");
        if (TimeoutSeconds is < 1 or > LongestTimeout) throw new InvalidOperationException($"{Section}:TimeoutSeconds is {TimeoutSeconds}. Set it between 1 and {LongestTimeout}.");
        SecretSource.Validate(PasswordFile, PasswordVariable, Section + ":Password", required: User.Length > 0);
        if (User.Length > 0 && Protection == SmtpProtection.None)
            throw new InvalidOperationException($"{Section}:User is set and {Section}:Protection is None: the password would be sent in the clear. Use StartTls or Tls.");
        if (AuthorityFile.Length > 0 && !File.Exists(AuthorityFile))
            throw new InvalidOperationException($"{Section}:AuthorityFile names {AuthorityFile}, which is not there.");
        // A file that is missing or open to others is told at the start, not with the first mail.
        if (User.Length > 0) Password.Read();
    }
}
