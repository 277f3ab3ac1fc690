using Portal.Core.Disclosures;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Notifications;
using Portal.Core.Signing;
using Portal.Core.Storage;

namespace Portal.Core;

/// <summary>Section <c>Portal</c> of the configuration.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Where the embedded database, the embedded archive, the encrypted files and, unless set apart, the keys are kept.</summary>
    public string DataFolder { get; set; } = "portal-data";

    /// <summary>Keys: never in the database, and in production on another volume than the data. Empty: <c>keys</c> in the data folder.</summary>
    public string KeyFolder { get; set; } = "";

    /// <summary>
    /// Demo people, agencies and messages, with their passwords on the sign-in page. Only with the embedded database: it cannot
    /// be switched on against a server.
    /// </summary>
    public bool Demo { get; set; }

    /// <summary>Where people reach the portal, as letters name it.</summary>
    public string PublicAddress { get; set; } = "http://localhost:8080";

    /// <summary>Whether the demo starts with messages and with requests in each stage, or with people and agencies alone.</summary>
    public bool DemoData { get; set; } = true;

    public DatabaseOptions Database { get; set; } = new();

    /// <summary>The company that answers requests, as letters name it.</summary>
    public CompanyOptions Company { get; set; } = new();

    /// <summary>How packages are built and offered, and who declares in the certificate.</summary>
    public DisclosureOptions Disclosures { get; set; } = new()
    {
        Declarant = new DeclarantOptions
        {
            Name = "Elena Marsh",
            Post = "Custodian of records",
            Employer = "Harbour Messaging, Inc.",
            Place = "Wilmington, Delaware, United States",
        },
    };

    /// <summary>How account holders are told.</summary>
    public NoticeOptions Notices { get; set; } = new();

    /// <summary>Who signs the documents, with which key.</summary>
    public SigningOptions Signing { get; set; } = new();

    /// <summary>How mail leaves the house.</summary>
    public MailOptions Mail { get; set; } = new();
    /// <summary>Where orders to act against content go.</summary>
    public ModerationOptions Moderation { get; set; } = new();

    /// <summary>The folder in which the moderation desk finds its referrals.</summary>
    public string ModerationPath => Moderation.Folder.Length > 0 ? Moderation.Folder : Path.Combine(DataFolder, "moderation");

    /// <summary>The folder of keys.</summary>
    public string KeysPath => KeyFolder.Length > 0 ? KeyFolder : Path.Combine(DataFolder, "keys");

    /// <summary>The folder of notices that wait to be delivered.</summary>
    public string NoticesPath => Notices.Folder.Length > 0 ? Notices.Folder : Path.Combine(DataFolder, "notices");

    /// <exception cref="InvalidOperationException">Settings that must not go together.</exception>
    public void Validate()
    {
        if (Demo && !Database.IsEmbedded)
            throw new InvalidOperationException($"Portal:Demo is on and Portal:Database:Provider is {Database.Provider}. The demo has public passwords and runs on the embedded database only: switch one of the two off.");
        if (!Database.IsEmbedded && string.IsNullOrWhiteSpace(Database.ConnectionString))
            throw new InvalidOperationException($"Portal:Database:ConnectionString is empty. {Database.Provider} needs one.");
        if (!TimeZoneNames.IsKnown(Company.Zone))
            throw new InvalidOperationException($"Portal:Company:Zone is “{Company.Zone}”, which is no IANA zone. Write it like America/New_York.");
        Mail.Validate(Database.IsEmbedded);
        Disclosures.Validate();
        Signing.Validate(Database.IsEmbedded);
    }
}

/// <summary>Section <c>Portal:Moderation</c>.</summary>
public sealed class ModerationOptions
{
    /// <summary>The moderation desk's drop folder: one JSON file an order. Empty: <c>moderation</c> in the data folder.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>Section <c>Portal:Company</c>.</summary>
public sealed class CompanyOptions
{
    public string Name { get; set; } = "Harbour Messaging, Inc.";

    public string Address { get; set; } = "1 Example Quay, Wilmington, DE 19801, United States";

    /// <summary>Where an agency asks back, as letters name it.</summary>
    public string Contact { get; set; } = "Legal Disclosure, legal@harbour.example, +1 302 555 0117";

    /// <summary>IANA zone of the staff: mails to them tell times in it, beside UTC.</summary>
    public string Zone { get; set; } = "America/New_York";
}
