using System.Collections.Frozen;
using static Portal.Core.Access.Permission;

namespace Portal.Core.Access;

/// <summary>Who may do what: the whole of it, in one place.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Agency =
        [ViewAgencyRequests, FileRequest, AnswerQuestion, WithdrawRequest, RequestPreservation, DownloadPackage, ConfirmDestruction];

    private static readonly Permission[] Casework =
        [ViewCasework, CheckIdentity, DecideFraud, TriageRequest, CorrespondWithAgency, ProposeScope, RejectRequest, CloseRequest, RecallPackage, DecidePreservation, DecideNotice];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Officer] = Agency.ToFrozenSet(),
        [Role.Supervisor] = Agency.Append(CoSignEmergency).ToFrozenSet(),
        [Role.LegalReviewer] = Casework.ToFrozenSet(),
        [Role.LegalApprover] = Casework.Append(Permission.ApproveScope).ToFrozenSet(),
        [Role.EmergencyOnCall] = Casework.Append(Permission.ApproveScope).ToFrozenSet(),
        [Role.Auditor] = FrozenSet.ToFrozenSet([ReadAuditTrail, ReadDisclosureRegister]),
        [Role.SafetyReviewer] = FrozenSet<Permission>.Empty,
        [Role.Administrator] = FrozenSet.ToFrozenSet([ViewHealth]),
        [Role.Worker] = FrozenSet.ToFrozenSet([BuildPackage, SendNotice]),
    }.ToFrozenDictionary();

    public static FrozenSet<Permission> Of(Role role) => Table[role];

    /// <summary>The roles that hold a permission, in the order of <see cref="Role"/>.</summary>
    public static IEnumerable<Role> Holding(Permission permission) =>
        Table.Where(row => row.Value.Contains(permission)).Select(row => row.Key).Order();
}
