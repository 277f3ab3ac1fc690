namespace Portal.Tests.Support;

/// <summary>What the rule book has a preservation say, filled in.</summary>
internal static class PreservationFields
{
    public static IReadOnlyDictionary<string, string?> Us { get; } = new Dictionary<string, string?> { ["issuerKind"] = "AgencyOfficer", ["offence"] = "Burglary, Penal Code § 459" };

    public static IReadOnlyDictionary<string, string?> Eu { get; } = new Dictionary<string, string?>
    {
        ["issuerKind"] = "Judge", ["issuingState"] = "DE", ["issuingAuthority"] = "Amtsgericht Hamburg", ["epocReference"] = "162 Gs 11/26", ["dateSigned"] = "2026-11-02",
        ["offence"] = "Fraud", ["legalProvision"] = "§ 263 StGB", ["necessity"] = "As stated in section F.", ["addressee"] = "Harbour Messaging EU",
    };
}
