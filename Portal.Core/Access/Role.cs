namespace Portal.Core.Access;

/// <summary>What a person is to Portal. What each may do is in <see cref="RolePermissions"/>.</summary>
public enum Role
{
    Officer,
    Supervisor,
    LegalReviewer,
    LegalApprover,
    EmergencyOnCall,
    Auditor,
    SafetyReviewer,
    Administrator,

    /// <summary>The worker. No person holds it.</summary>
    Worker,
}
