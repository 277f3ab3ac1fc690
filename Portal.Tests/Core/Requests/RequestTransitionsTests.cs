using Portal.Core.Access;
using Portal.Core.Requests;

namespace Portal.Tests.Core.Requests;

/// <summary>Every cell of status × action, whether the table has a row for it or not.</summary>
public sealed class RequestTransitionsTests
{
    /// <summary>As the product names them, in the order of a request's life.</summary>
    private static readonly string[] Promised =
    [
        "Draft", "Submitted", "IdentityCheck", "FraudHold", "Triage", "NeedsInfo", "UnderReview", "ScopeProposed", "Approved", "NoticePeriod", "AuthorityHold",
        "Queued", "Extracting", "ScopeVerified", "Sealed", "Released", "Downloaded", "Closed", "Purged",
        "Rejected", "RejectedFraud", "WrongEntity", "NonExecution", "ClosedNoReply", "Withdrawn", "Superseded", "Expired", "Recalled",
    ];

    private static readonly string[] Ends =
        ["Purged", "Rejected", "RejectedFraud", "WrongEntity", "NonExecution", "ClosedNoReply", "Withdrawn", "Superseded", "Expired", "Recalled"];

    public static TheoryData<RequestStatus> Statuses => [.. Enum.GetValues<RequestStatus>()];

    public static TheoryData<RequestStatus, RequestAction> Rows()
    {
        var rows = new TheoryData<RequestStatus, RequestAction>();
        foreach (var row in RequestTransitions.All) rows.Add(row.From, row.Action);
        return rows;
    }

    [Fact]
    public void Statuses_OfTheTable_AreThoseOfTheProduct() => Assert.Equal(Promised, Enum.GetNames<RequestStatus>());

    [Fact]
    public void Statuses_FromADraft_CanAllBeReached() => Assert.Equal(Enum.GetValues<RequestStatus>(), RequestLife.Ways.Keys.Order());

    [Fact]
    public void Statuses_ButTheEnds_HaveAWayOut()
    {
        var final = Enum.GetValues<RequestStatus>().Where(RequestTransitions.IsFinal).Select(s => s.ToString()).ToArray();

        Assert.Equal(Ends, final);
    }

    [Fact]
    public void Statuses_ButTheEnds_CanReachAnEnd()
    {
        var ending = Enum.GetValues<RequestStatus>().Where(RequestTransitions.IsFinal).ToHashSet();
        while (RequestTransitions.All.Where(r => ending.Contains(r.To)).Select(r => r.From).Except(ending).ToArray() is { Length: > 0 } more) ending.UnionWith(more);

        Assert.Equal(Enum.GetValues<RequestStatus>(), ending.Order());
    }

    [Fact]
    public void Actions_AllOfThem_AreInTheTable() => Assert.Empty(Enum.GetValues<RequestAction>().Except(RequestTransitions.All.Select(r => r.Action)));

    [Fact]
    public void Rows_NoTwo_StartAlike() => Assert.Equal(RequestTransitions.All.Length, RequestTransitions.All.Select(r => (r.From, r.Action)).Distinct().Count());

    [Fact]
    public void Rows_PermissionOfEach_IsHeldBySomebody() => Assert.All(RequestTransitions.All, row => Assert.NotEmpty(RolePermissions.Holding(row.Permission)));

    /// <summary>Nothing is disclosed without a second person, and no road leads round the identity check, the approval or the recount.</summary>
    [Theory]
    [InlineData(RequestStatus.IdentityCheck)]
    [InlineData(RequestStatus.UnderReview)]
    [InlineData(RequestStatus.ScopeProposed)]
    [InlineData(RequestStatus.Approved)]
    [InlineData(RequestStatus.ScopeVerified)]
    [InlineData(RequestStatus.Sealed)]
    public void Released_WithoutThisStatus_CannotBeReached(RequestStatus gate)
    {
        var reached = new HashSet<RequestStatus> { RequestStatus.Draft };
        while (RequestTransitions.All.Where(r => reached.Contains(r.From) && r.To != gate).Select(r => r.To).Except(reached).ToArray() is { Length: > 0 } more) reached.UnionWith(more);

        Assert.DoesNotContain(RequestStatus.Released, reached);
    }

    [Fact]
    public void Approved_ByWhateverRow_TakesASecondPerson() =>
        Assert.All(RequestTransitions.All.Where(r => r.To == RequestStatus.Approved || r.Action == RequestAction.ApproveScope), row => Assert.True(row.SecondPerson));

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Apply_WhereTheTableHasNoRow_IsImpossibleAndLeavesTheRequestAlone(RequestStatus status)
    {
        var everybody = RequestLife.SomebodyWithEverything();
        foreach (var action in Enum.GetValues<RequestAction>().Where(a => RequestTransitions.Find(status, a) is null))
        {
            var request = RequestLife.At(status);
            var before = (request.Status, request.StatusSince, request.StatusById, request.Version);

            var refusal = Assert.Throws<RuleViolation>(() => request.Apply(action, everybody, RequestLife.Start.AddHours(1), "A reason"));

            Assert.Equal("transition.impossible", refusal.Code);
            Assert.Equal(before, (request.Status, request.StatusSince, request.StatusById, request.Version));
            Assert.False(request.Allows(action, everybody));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_ByTheRow_MovesTheRequestAndReturnsTheEvent(RequestStatus from, RequestAction action)
    {
        var row = RequestTransitions.Find(from, action)!;
        var request = RequestLife.At(from);
        var somebody = RequestLife.SomebodyWith(row.Permission);
        var version = request.Version;
        Assert.True(request.Allows(action, somebody));

        var moved = request.Apply(action, somebody, RequestLife.Start.AddHours(1), " Because ");

        Assert.Equal((row.To, RequestLife.Start.AddHours(1), somebody.PersonId), (request.Status, request.StatusSince, request.StatusById));
        Assert.NotEqual(version, request.Version);
        Assert.Equal((action, from, row.To, row.NeedsReason ? "Because" : null, (Guid?)request.Id), (moved.Action, moved.From, moved.To, moved.Reason, moved.RequestId));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_WithoutThePermission_IsDeniedAndLeavesTheRequestAlone(RequestStatus from, RequestAction action)
    {
        var row = RequestTransitions.Find(from, action)!;
        var request = RequestLife.At(from);
        var somebody = RequestLife.SomebodyWithout(row.Permission);

        var denied = Assert.Throws<PermissionDenied>(() => request.Apply(action, somebody, RequestLife.Start, "A reason"));

        Assert.Equal(row.Permission, denied.Permission);
        Assert.Equal(from, request.Status);
        Assert.False(request.Allows(action, somebody));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_WithoutAReason_IsRefusedWhereTheRowAsksForOne(RequestStatus from, RequestAction action)
    {
        var row = RequestTransitions.Find(from, action)!;
        foreach (var reason in new[] { null, "", "  " })
        {
            var request = RequestLife.At(from);
            var refusal = Record.Exception(() => request.Apply(action, RequestLife.SomebodyWith(row.Permission), RequestLife.Start, reason));

            Assert.Equal(row.NeedsReason ? "reason.missing" : null, (refusal as RuleViolation)?.Code);
            Assert.Equal(row.NeedsReason ? from : row.To, request.Status);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_ByThePersonWhoBroughtItHere_IsRefusedWhereTheRowAsksForASecond(RequestStatus from, RequestAction action)
    {
        var row = RequestTransitions.Find(from, action)!;
        var request = RequestLife.At(from);
        var same = RequestLife.SomebodyWith(row.Permission, request.StatusById);

        var refusal = Record.Exception(() => request.Apply(action, same, RequestLife.Start, "A reason"));

        Assert.Equal(row.SecondPerson ? "second-person" : null, (refusal as RuleViolation)?.Code);
        Assert.Equal(row.SecondPerson ? from : row.To, request.Status);
    }

    [Fact]
    public void Status_InTheProgram_IsWrittenByApplyAlone()
    {
        var writers = Architecture.CompiledCode.Mentions
            .Where(m => m.What is { Name: "set_Status" or "<Status>k__BackingField" } && m.What.DeclaringType == typeof(LegalRequest))
            .Where(m => !m.In.IsSpecialName)
            .Select(m => $"{m.By.Name}.{m.In.Name}");

        Assert.Equal([$"{nameof(LegalRequest)}.{nameof(LegalRequest.Apply)}"], writers.Distinct());
    }
}
