using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using A = Portal.Core.Preservation.PreservationAction;
using S = Portal.Core.Preservation.PreservationStatus;

namespace Portal.Tests.Core.Preservation;

public sealed class PreservationTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Agency Agency = new("Springfield Police Department", "US", "municipal", "1 Main Street", "+1 202 555 0100", "its web site", ["example.gov"], "UTC", AgencyStatus.Active);

    /// <summary>Everything that may happen, written out a second time: a row added or lost in the table fails here.</summary>
    private static readonly Dictionary<(S From, A Action), (S To, Role By)> Expected = new()
    {
        [(S.Received, A.Accept)] = (S.Active, Role.LegalReviewer),
        [(S.Received, A.Decline)] = (S.Declined, Role.LegalReviewer),
        [(S.Received, A.Withdraw)] = (S.Withdrawn, Role.Officer),
        [(S.Active, A.Withdraw)] = (S.Withdrawn, Role.Officer),
        [(S.Extended, A.Withdraw)] = (S.Withdrawn, Role.Officer),
        [(S.Linked, A.Lapse)] = (S.Lapsed, Role.Worker),
        [(S.Linked, A.Follow)] = (S.Linked, Role.LegalReviewer),
        [(S.Active, A.Extend)] = (S.Extended, Role.Officer),
        [(S.Active, A.Link)] = (S.Linked, Role.Officer),
        [(S.Active, A.Lapse)] = (S.Lapsed, Role.Worker),
        [(S.Extended, A.Link)] = (S.Linked, Role.Officer),
        [(S.Extended, A.Lapse)] = (S.Lapsed, Role.Worker),
    };

    private static readonly Dictionary<S, A[]> WayTo = new()
    {
        [S.Received] = [],
        [S.Active] = [A.Accept],
        [S.Extended] = [A.Accept, A.Extend],
        [S.Linked] = [A.Accept, A.Link],
        [S.Lapsed] = [A.Accept, A.Lapse],
        [S.Declined] = [A.Decline],
        [S.Withdrawn] = [A.Withdraw],
    };

    public static TheoryData<S, A> Cells
    {
        get
        {
            var cells = new TheoryData<S, A>();
            foreach (var status in Enum.GetValues<S>())
            {
                foreach (var action in Enum.GetValues<A>()) cells.Add(status, action);
            }
            return cells;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void Apply_EveryStatusAndAction_FollowsTheTableOrChangesNothing(S from, A action)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var preservation = InStatus(from);
            var (expiry, version) = (preservation.ExpiresAt, preservation.Version);
            var actor = ActorOf(role);
            if (!Expected.TryGetValue((from, action), out var row))
            {
                Assert.Equal("preservation.impossible", Assert.Throws<RuleViolation>(() => preservation.Apply(action, actor, Now)).Code);
            }
            else if (!actor.Can(PreservationTransitions.Find(from, action)!.Permission))
            {
                Assert.Throws<PermissionDenied>(() => preservation.Apply(action, actor, Now));
            }
            else
            {
                preservation.Apply(action, actor, Now);
                Assert.Equal(row.To, preservation.Status);
                Assert.NotEqual(version, preservation.Version);
                continue;
            }
            Assert.Equal((from, expiry, version), (preservation.Status, preservation.ExpiresAt, preservation.Version));
        }
        if (Expected.TryGetValue((from, action), out var allowed)) Assert.True(ActorOf(allowed.By).Can(PreservationTransitions.Find(from, action)!.Permission));
    }

    [Fact]
    public void Words_EveryStatusAndAction_HaveTheirOwn()
    {
        Assert.Distinct(Enum.GetValues<S>().Select(PreservationWords.Of));
        Assert.Distinct(Enum.GetValues<A>().Select(PreservationWords.Of));
    }

    private static PreservationRequest InStatus(S status)
    {
        var preservation = new PreservationRequest(
            "PV-2026-000001", Agency, ActorOf(Role.Officer), "US_PRESERVE", new AccountIdentifier(IdentifierKind.Handle, "mallory"), new UtcWindow(Now.AddDays(-30), Now.AddDays(-1)), "24-117", Now);
        foreach (var action in WayTo[status])
            preservation.Apply(action, ActorOf(Expected[(preservation.Status, action)].By), Now, until: Now.AddDays(90), linkTo: Guid.CreateVersion7());
        Assert.Equal(status, preservation.Status);
        return preservation;
    }

    private static Actor ActorOf(Role role) => new(Guid.CreateVersion7(), role.ToString(), [role], role is Role.Officer or Role.Supervisor ? Agency.Id : null, "test");
}
