using System.Collections.Immutable;
using Portal.Core.Access;

namespace Portal.Core.Demo;

/// <summary>A person of the demo, before they are in a database.</summary>
/// <param name="Agency">The agency's name as in <see cref="DemoPeople.Agencies"/>, or null for staff.</param>
public sealed record DemoPerson(string Email, string Name, string Post, Role Role, string? Agency);

/// <summary>The demo's invented agencies and people. Domains are reserved for examples; telephone numbers for fiction.</summary>
public static class DemoPeople
{
    public const string PortEllis = "Port Ellis Police Department";
    public const string Cascade = "Cascade County Sheriff's Office";

    public static readonly DemoPerson Officer = new("dana.whitlock@pd.portellis.example", "Dana Whitlock", "Detective", Role.Officer, PortEllis);
    public static readonly DemoPerson Supervisor = new("marcus.oyelaran@pd.portellis.example", "Marcus Oyelaran", "Lieutenant", Role.Supervisor, PortEllis);
    public static readonly DemoPerson OtherOfficer = new("ingrid.solheim@sheriff.cascade.example", "Ingrid Solheim", "Deputy", Role.Officer, Cascade);
    public static readonly DemoPerson Reviewer = new("mara.quintero@harbour.example", "Mara Quintero", "Disclosure counsel", Role.LegalReviewer, null);
    public static readonly DemoPerson SecondReviewer = new("tomasz.bielak@harbour.example", "Tomasz Bielak", "Disclosure specialist", Role.LegalReviewer, null);
    public static readonly DemoPerson Approver = new("ruth.adeyemi@harbour.example", "Ruth Adeyemi", "Senior counsel", Role.LegalApprover, null);
    public static readonly DemoPerson SecondApprover = new("henrik.vos@harbour.example", "Henrik Vos", "Senior counsel", Role.LegalApprover, null);
    public static readonly DemoPerson OnCall = new("noor.haddad@harbour.example", "Noor Haddad", "Emergency response counsel", Role.EmergencyOnCall, null);
    public static readonly DemoPerson Auditor = new("claire.fontaine@audit.example", "Claire Fontaine", "Independent auditor", Role.Auditor, null);
    public static readonly DemoPerson Administrator = new("sam.okafor@harbour.example", "Sam Okafor", "Systems administrator", Role.Administrator, null);

    public static ImmutableArray<DemoPerson> All { get; } =
        [Officer, Supervisor, OtherOfficer, Reviewer, SecondReviewer, Approver, SecondApprover, OnCall, Auditor, Administrator];

    public static ImmutableArray<(string Name, string Level, string Address, string Telephone, string Source, string Domain, string Zone)> Agencies { get; } =
    [
        (PortEllis, "Municipal", "200 Marina Street, Port Ellis, WA 98999", "+1 360 555 0142", "City of Port Ellis, published directory, looked up 2026-01-12", "pd.portellis.example", "America/Los_Angeles"),
        (Cascade, "County", "14 Courthouse Square, Cascade, CO 80899", "+1 970 555 0168", "Cascade County, published directory, looked up 2026-02-03", "sheriff.cascade.example", "America/Denver"),
    ];
}
