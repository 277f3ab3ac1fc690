using Portal.Core.Access;

namespace Portal.Tests.Core.Access;

/// <summary>The lines that no change of the table may cross.</summary>
public sealed class RolePermissionsTests
{
    private static readonly Permission[] OfAnAgency =
        [Permission.ViewAgencyRequests, Permission.FileRequest, Permission.AnswerQuestion, Permission.WithdrawRequest, Permission.CoSignEmergency, Permission.RequestPreservation, Permission.DownloadPackage, Permission.ConfirmDestruction];

    private static readonly Role[] Staff = [Role.LegalReviewer, Role.LegalApprover, Role.EmergencyOnCall, Role.Auditor, Role.SafetyReviewer, Role.Administrator];

    [Fact]
    public void Permissions_AllOfThem_AreHeldBySomeRole() =>
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.NotEmpty(RolePermissions.Holding(permission)));

    [Fact]
    public void Staff_OfAnyRole_HoldsNothingOfAnAgency() =>
        Assert.All(Staff, role => Assert.Empty(RolePermissions.Of(role).Intersect(OfAnAgency)));

    [Fact]
    public void Agencies_OfAnyRole_HoldNothingOfTheStaff() =>
        Assert.All([Role.Officer, Role.Supervisor], role => Assert.Empty(RolePermissions.Of(role).Except(OfAnAgency)));

    [Fact]
    public void BuildingPackages_ByPermission_IsTheWorkersAlone()
    {
        Assert.Equal([Role.Worker], RolePermissions.Holding(Permission.BuildPackage));
        Assert.Equal([Role.Worker], RolePermissions.Holding(Permission.SendNotice));
        Assert.Equal([Permission.BuildPackage, Permission.SendNotice], RolePermissions.Of(Role.Worker).Order());
    }

    [Fact]
    public void ApprovingAScope_ByPermission_IsNotAReviewersAlone() =>
        Assert.Equal([Role.LegalApprover, Role.EmergencyOnCall], RolePermissions.Holding(Permission.ApproveScope));

    [Fact]
    public void Auditors_WhoCheck_ChangeNothing() =>
        Assert.Equal([Permission.ReadAuditTrail, Permission.ReadDisclosureRegister], RolePermissions.Of(Role.Auditor).Order());

    [Fact]
    public void Administrators_WhoRunIt_SeeNoRequest() =>
        Assert.Equal([Permission.ViewHealth], RolePermissions.Of(Role.Administrator));

    [Fact]
    public void Demand_WithoutThePermission_IsDenied()
    {
        var reviewer = new Actor(Guid.NewGuid(), "Mara", [Role.LegalReviewer], null, "test");

        Assert.Equal(Permission.ApproveScope, Assert.Throws<PermissionDenied>(() => reviewer.Demand(Permission.ApproveScope)).Permission);
        Assert.Throws<PermissionDenied>(() => Actor.Anonymous("test").Demand(Permission.ViewCasework));
        reviewer.Demand(Permission.ProposeScope);
    }
}
