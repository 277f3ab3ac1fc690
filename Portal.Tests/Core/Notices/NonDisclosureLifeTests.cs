using Portal.Core.Access;
using Portal.Core.Notices;

namespace Portal.Tests.Core.Notices;

/// <summary>Every cell of status × action of an order, and its clocks.</summary>
public sealed class NonDisclosureLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly NonDisclosureParticulars Sound = new("District Court", "Hon. A. Judge", "18 U.S.C. § 2705(b)", "26-MC-88", new DateOnly(2026, 11, 1), new DateOnly(2027, 5, 1));

    private static Actor Everybody => new(Guid.NewGuid(), "Everybody", [.. Enum.GetValues<Role>()], null, "test");

    [Fact]
    public void Apply_EveryCell_FollowsTheTableAndNothingElse()
    {
        foreach (var status in Enum.GetValues<NonDisclosureStatus>())
        {
            foreach (var action in Enum.GetValues<NonDisclosureAction>())
            {
                var order = At(status);
                var row = NonDisclosureTransitions.Find(status, action);
                var refusal = Record.Exception(() => order.Apply(action, Everybody, Now, "Because"));

                Assert.Equal(row is null ? "ndo.impossible" : null, (refusal as RuleViolation)?.Code);
                Assert.Equal(row?.To ?? status, order.Status);
                if (row is null) continue;
                var without = new Actor(Guid.NewGuid(), "Somebody", [.. Enum.GetValues<Role>().Except(RolePermissions.Holding(row.Permission))], null, "test");
                Assert.Throws<PermissionDenied>(() => At(status).Apply(action, without, Now, "Because"));
                Assert.Equal(row.NeedsReason, Record.Exception(() => At(status).Apply(action, Everybody, Now, " ")) is RuleViolation { Code: "reason.missing" });
            }
        }
    }

    [Fact]
    public void Bars_OnlyWhileConfirmedAndNotOver_IsTrue() =>
        Assert.Equal([NonDisclosureStatus.Active, NonDisclosureStatus.Expiring], Enum.GetValues<NonDisclosureStatus>().Where(s => At(s).Bars));

    [Theory]
    // 14 days before, at the start of that local day; over at the end of the last local day: across both changes of the clocks too.
    [InlineData("2027-03-20", "America/New_York", "2027-03-06T05:00:00Z", "2027-03-21T04:00:00Z")]
    [InlineData("2026-11-10", "America/New_York", "2026-10-27T04:00:00Z", "2026-11-11T05:00:00Z")]
    [InlineData("2027-03-14", "America/Los_Angeles", "2027-02-28T08:00:00Z", "2027-03-15T07:00:00Z")]
    [InlineData("2027-01-31", "UTC", "2027-01-17T00:00:00Z", "2027-02-01T00:00:00Z")]
    [InlineData("2027-03-28", "Europe/Berlin", "2027-03-13T23:00:00Z", "2027-03-28T22:00:00Z")]
    public void Clock_InTheAuthoritysZone_RaisesTheAlarmFourteenDaysBeforeAndEndsWithTheDay(string endsOn, string zone, string alarm, string end)
    {
        var clock = NonDisclosureClock.Of(DateOnly.Parse(endsOn, System.Globalization.CultureInfo.InvariantCulture), zone, new DateOnly(2026, 11, 24));

        Assert.Equal(alarm, clock.AlarmAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(end, clock.EndsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(clock.Alarm.Steps.Concat(clock.End.Steps), s => Assert.NotEmpty(s.Citation));
    }

    [Fact]
    public void Problems_OfASoundOrder_AreNone() => Assert.Empty(Sound.Problems(new DateOnly(2026, 11, 24), needsSigned: true));

    [Fact]
    public void Problems_OfAnOrderWithoutAnEnd_NameTheMend()
    {
        var today = new DateOnly(2026, 11, 24);

        var open = Assert.Single((Sound with { EndsOn = null, UntilFurtherOrder = true }).Problems(today, needsSigned: true));
        var forgotten = Assert.Single((Sound with { EndsOn = null }).Problems(today, needsSigned: true));
        // A day beside “until further order” does not make it one with an end.
        var both = Assert.Single((Sound with { UntilFurtherOrder = true }).Problems(today, needsSigned: true));

        Assert.Equal(("ndo.no-end", "EndsOn"), (open.Code, open.Field));
        Assert.Contains("Ask the court for an order with a fixed last day", open.Message, StringComparison.Ordinal);
        Assert.Equal("ndo.end-missing", forgotten.Code);
        Assert.Equal("ndo.no-end", both.Code);
    }

    [Fact]
    public void Problems_OfAnEmptyOrder_AreSaidAllAtOnce() => Assert.Equal(
        ["Court", "Law", "Docket", "SignedOn", "EndsOn"],
        new NonDisclosureParticulars(null, null, " ", null, null, null).Problems(new DateOnly(2026, 11, 24), needsSigned: true).Select(p => p.Field!));

    [Theory]
    [InlineData("2026-11-23", "ndo.over")]
    [InlineData("2026-11-24", null)]
    public void Problems_OfTheLastDay_BeginTheDayAfter(string end, string? code) =>
        Assert.Equal(code, (Sound with { EndsOn = DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture) }).Problems(new DateOnly(2026, 11, 24), needsSigned: true).SingleOrDefault()?.Code);

    [Fact]
    public void Raised_BeyondOneYear_IsSaidAndDoesNotRefuse()
    {
        var signed = new DateOnly(2026, 11, 1);

        Assert.Null(NonDisclosureParticulars.Raised(new DateOnly(2027, 11, 1), signed));
        Assert.Contains("more than one year", NonDisclosureParticulars.Raised(new DateOnly(2027, 11, 2), signed)!, StringComparison.Ordinal);
        Assert.Empty((Sound with { EndsOn = new DateOnly(2031, 1, 1) }).Problems(new DateOnly(2026, 11, 24), needsSigned: true));
    }

    private static NonDisclosureOrder At(NonDisclosureStatus status)
    {
        var order = new NonDisclosureOrder(Guid.NewGuid(), Sound, null, null, Everybody, Now);
        NonDisclosureAction[] way = status switch
        {
            NonDisclosureStatus.Stated => [],
            NonDisclosureStatus.Active => [NonDisclosureAction.Confirm],
            NonDisclosureStatus.Expiring => [NonDisclosureAction.Confirm, NonDisclosureAction.RaiseAlarm],
            NonDisclosureStatus.Expired => [NonDisclosureAction.Confirm, NonDisclosureAction.Expire],
            NonDisclosureStatus.EndedEarly => [NonDisclosureAction.Confirm, NonDisclosureAction.EndEarly],
            NonDisclosureStatus.Renewed => [NonDisclosureAction.Confirm, NonDisclosureAction.Renew],
            NonDisclosureStatus.NoticeSent => [NonDisclosureAction.Confirm, NonDisclosureAction.Expire, NonDisclosureAction.RecordNotice],
            _ => [NonDisclosureAction.Decline],
        };
        foreach (var action in way) order.Apply(action, Everybody, Now, "Because");
        Assert.Equal(status, order.Status);
        return order;
    }
}
