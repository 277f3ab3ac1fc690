namespace Portal.Core.Access;

/// <summary>Roles in plain words.</summary>
public static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.Officer => "Agency officer",
        Role.Supervisor => "Agency supervisor",
        Role.LegalReviewer => "Legal reviewer",
        Role.LegalApprover => "Legal approver",
        Role.EmergencyOnCall => "Emergency on-call",
        Role.Auditor => "Auditor",
        Role.SafetyReviewer => "Safety reviewer",
        Role.Administrator => "Administrator",
        Role.Worker => "Worker",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
