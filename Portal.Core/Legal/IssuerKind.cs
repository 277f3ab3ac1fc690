namespace Portal.Core.Legal;

/// <summary>Who issued an instrument. The rule book says which kinds each instrument accepts.</summary>
public enum IssuerKind
{
    Judge,
    Court,
    InvestigatingJudge,
    Prosecutor,
    GrandJury,
    AgencyOfficer,
    SwornOfficer,
    StationOfficer,
    CompetentAuthority,
    User,
}

/// <summary>The names of <see cref="IssuerKind"/>. The code is the enum member's name.</summary>
public static class IssuerKinds
{
    /// <summary>The name in plain words with its article, to stand in a sentence: “a judge”.</summary>
    public static string Name(IssuerKind kind) => kind switch
    {
        IssuerKind.Judge => "a judge",
        IssuerKind.Court => "a court",
        IssuerKind.InvestigatingJudge => "an investigating judge",
        IssuerKind.Prosecutor => "a prosecutor",
        IssuerKind.GrandJury => "a grand jury",
        IssuerKind.AgencyOfficer => "an officer of the agency",
        IssuerKind.SwornOfficer => "a sworn officer",
        IssuerKind.StationOfficer => "the officer in charge of a police station",
        IssuerKind.CompetentAuthority => "another competent authority",
        IssuerKind.User => "the account holder",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of issuer."),
    };
}
