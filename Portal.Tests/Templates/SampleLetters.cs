using Portal.Core.Correspondence.Letters;
using Portal.Core.EuEvidence;

namespace Portal.Tests.Templates;

/// <summary>Full models, every optional part filled.</summary>
internal static class SampleLetters
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 23, 14, 5, 9, TimeSpan.Zero);
    public static readonly DateOnly Day = new(2026, 12, 3);

    public static LetterHead Head { get; } = new()
    {
        Provider = "Example Messaging, Inc.",
        Reference = "LER-2026-000417",
        TheirReference = "26-CR-1187",
        RecipientName = "Det. Ana O'Neill",
        RecipientAgency = "Springfield Police Department",
        Date = new DateOnly(2026, 11, 23),
        Instrument = "US search warrant",
        RequestUrl = "https://portal.example/requests/417",
        Contact = "+1 202 555 0117",
        SenderName = "R. Okafor",
        SenderPost = "Legal reviewer",
    };

    public static LetterReason Reason { get; } = new()
    {
        Name = "No dates",
        Words = "The request gives no period. Please give a first and a last date.",
        Citation = "Our policy (rule book 2026-11)",
        Detail = "The warrant itself covers March only.",
    };

    public static AcknowledgementLetter Acknowledgement { get; } = new()
    {
        Head = Head,
        ReceivedUtc = Moment,
        NextStep = "A legal reviewer checks who issued the order, by 24 November 2026.",
        DueUtc = Moment.AddHours(72),
        Emergency = true,
    };

    public static QuestionLetter Question { get; } = new()
    {
        Head = Head,
        Question = "Which account do you mean?\nThe two identifiers disagree.",
        Needed = ["The account's handle", "The page of the warrant that names it"],
        AnswerBy = Day,
        ClockPaused = true,
    };

    public static RejectionLetter Rejection { get; } = new()
    {
        Head = Head,
        Reasons = [Reason, Reason with { Name = "Wrong corporate entity", Detail = null }],
        Mend = "Have the order addressed to Example Messaging, Inc. and file it again.",
        PreservedUntil = Day,
    };

    public static SupersededLetter Superseded { get; } = new()
    {
        Head = Head,
        ReplacedBy = "LER-2026-000418",
        SupersededUtc = Moment,
        Words = "The amended warrant covers the same account.",
    };

    public static AppealDecisionLetter AppealDecision { get; } = new()
    {
        Head = Head,
        Allowed = true,
        Words = "The warrant names the offence on its second page.",
    };

    public static NarrowedApprovalLetter Narrowed { get; } = new()
    {
        Head = Head,
        Authorised =
        [
            new LetterScopeLine { Account = "@marta (u-1001)", Category = "Direct messages", StartUtc = Moment.AddDays(-30), EndUtc = Moment.AddDays(-20) },
        ],
        Cuts = [new LetterCut { What = "Location of @marta: all of it", Reason = Reason }],
    };

    public static ReleaseNoticeLetter Release { get; } = new()
    {
        Head = Head,
        Package = "PKG-2026-000093",
        Records = 12_345,
        Volumes = 3,
        PackageSha256 = new string('a', 64),
        ExpiresUtc = Moment.AddDays(14),
        Encrypted = true,
        SomethingWithheld = true,
    };

    public static RecallNoticeLetter Recall { get; } = new()
    {
        Head = Head,
        Package = "PKG-2026-000093",
        ReleasedUtc = Moment,
        RecalledUtc = Moment.AddDays(1),
        Why = "The court says that it did not issue the order.",
        StatementBy = Day,
        Replaced = false,
    };

    public static PreservationAcknowledgementLetter Preservation { get; } = new()
    {
        Head = Head,
        Accounts = ["@marta (u-1001)", "@jonas (u-1002)"],
        TakenUtc = Moment,
        KeptUntil = Day,
        ExtensionDays = 90,
    };

    public static PreservationDeclinedLetter PreservationDeclined { get; } = new() { Head = Head, ReceivedUtc = Moment, Reason = "The letter names no account." };

    public static PreservationLapsedLetter PreservationLapsed { get; } = new() { Head = Head, KeptUntilUtc = Moment, DestroyedUtc = Moment.AddHours(1), RequestEnded = false };

    public static WithdrawalConfirmationLetter Withdrawal { get; } = new()
    {
        Head = Head,
        WithdrawnUtc = Moment,
        WithdrawnBy = "Det. Ana O'Neill",
        AnythingReleased = true,
    };

    public static ExtensionLetter Extension { get; } = new()
    {
        Head = Head,
        Duty = "Respond",
        Law = "California search warrant",
        BeforeUtc = Moment.AddHours(72),
        UntilUtc = Moment.AddDays(10),
        UntilLocal = "3 December 2026 at 09:05:09 (America/Los_Angeles, UTC-08:00)",
        GrantedBy = "Superior Court of Springfield County",
        Finding = "Order of 24 November 2026, paragraph 2",
        Reason = "The records of two accounts have to be read one by one.",
    };

    public static ClosedWithoutReplyLetter Closed { get; } = new()
    {
        Head = Head,
        AskedUtc = Moment,
        Words = "The page of the warrant that names the account.",
    };

    public static MessageLetter Message { get; } = new()
    {
        Head = Head,
        Subject = "Your telephone call of Monday",
        Paragraphs = ["We spoke about the second account on the order.", "Please send the page that names it."],
        Enclosures = ["page-3.pdf"],
    };

    public static AnnexIIIForm AnnexIII { get; } = new()
    {
        Head = Head,
        CertificateReference = "4 Gs 2291/26",
        SignedOn = new DateOnly(2026, 11, 20),
        ReceivedUtc = Moment,
        IssuingAuthority = "Amtsgericht Beispielstadt",
        ValidatingAuthority = "Landgericht Beispielstadt",
        EnforcingAuthority = "Parket Voorbeeldstad, NL",
        Addressee = "Example Messaging Europe B.V.",
        Reasons = [Reason with { Name = "Certificate incomplete" }, Reason with { Name = "Data not held", Detail = "The account was closed in 2024." }],
        ThirdCountry = new ThirdCountryObjection { Law = "United States, 18 U.S.C. § 2702", Conflict = "The account is held by a person in the United States.", DueUtc = Moment.AddDays(10) },
        Clarification = "Which of the two accounts is meant?",
        Preserved = "The messages of the account, for 60 days.",
        Final = false,
        AnswerByUtc = Moment.AddDays(5),
    };

    public static EnforcingObjectionLetter Objection { get; } = new()
    {
        Head = Head,
        EnforcingAuthority = "Parket Voorbeeldstad, NL",
        TheirFile = "NL-2026-88",
        Grounds = [Reason with { Name = "Ne bis in idem" }],
        Whole = false,
        Afterwards = false,
        Conditions = "The data is used against the accused alone.",
    };

    public static ModerationReferralLetter Referral { get; } = new()
    {
        Head = Head,
        ReceivedUtc = Moment,
        IssuingAuthority = "Example Media Authority",
        Url = "https://harbour.example/p/417",
        LegalBasis = "Example Media Act, s. 3",
        Remark = "The desk works around the clock.",
    };

    public static DsaInformationLetter Effect { get; } = new()
    {
        Head = Head,
        ReceivedUtc = Moment,
        IssuingAuthority = "Example Media Authority",
        LegalBasis = "Example Media Act, s. 9",
        Effect = "Given in part",
        Given = true,
        EffectUtc = Moment.AddDays(2),
        Words = "The account's registration data.",
    };

    public static AuthenticityCertificateModel Certificate { get; } = new()
    {
        DeclarantName = "J. Lindqvist",
        DeclarantPost = "Records custodian",
        Employer = "Example Messaging, Inc.",
        Qualification = "I have kept these systems for six years and am trained in how they store and export records.",
        RequestReference = "LER-2026-000417",
        Instrument = "US search warrant 26-SW-88, Superior Court of Springfield County",
        PackageNumber = "PKG-2026-000093",
        Lines =
        [
            new CertificateLine { Account = "@marta (u-1001)", Category = "Direct messages", StartUtc = Moment.AddDays(-30), EndUtc = Moment, Records = 12_345 },
        ],
        RecordCount = 12_345,
        PageCount = 410,
        VolumeCount = 3,
        SystemDescription = "When an account sends a message, the server stores it with the sender, the recipients and the server's own time.",
        ExtractionSteps = ["The signed scope was read and its signature verified.", "The records inside it were read in order of time."],
        AccuracyChecks = ["An independent query counted 12,345 records; the package holds 12,345."],
        ExtractedUtc = Moment,
        SoftwareVersion = "0.1.0",
        CopyComparison = "Each record's hash was computed from the stored source and again from the package, and the two agree.",
        Digests = [new CertificateDigest { Of = "data/records/messages.jsonl", Algorithm = "SHA-256", Value = new string('b', 64) }],
        SearchedAndEmpty = ["Attachments and media of @marta: none in the period."],
        Withheld = ["Location of @marta: 42 records, category not compellable by this instrument."],
        SignedOutsideUnitedStates = false,
        SignedOn = Day,
        SignedAt = "Springfield, United States",
    };
}
