using Portal.Core.Legal;
using Portal.Core.Notices;

namespace Portal.Tests.Core.Notices;

/// <summary>Every policy of the rule book × order in force or none × emergency or none, written out by hand.</summary>
public sealed class NoticeChoicesTests
{
    private static readonly bool[] Both = [false, true];

    /// <summary>f tell first, d delayed by the order, b barred, r with the release, n nobody; a capital is what follows by itself.</summary>
    public static TheoryData<NoticePolicy, bool, bool, string> Cells => new()
    {
        { NoticePolicy.Unstated, false, false, "frbn" },
        { NoticePolicy.Unstated, false, true, "B" },
        { NoticePolicy.Unstated, true, false, "Db" },
        { NoticePolicy.Unstated, true, true, "Db" },
        { NoticePolicy.BeforeDisclosure, false, false, "Fb" },
        { NoticePolicy.BeforeDisclosure, false, true, "B" },
        { NoticePolicy.BeforeDisclosure, true, false, "Db" },
        { NoticePolicy.BeforeDisclosure, true, true, "Db" },
        { NoticePolicy.AfterDanger, false, false, "B" },
        { NoticePolicy.AfterDanger, false, true, "B" },
        { NoticePolicy.AfterDanger, true, false, "Db" },
        { NoticePolicy.AfterDanger, true, true, "Db" },
        { NoticePolicy.OnExpiry, false, false, "frbn" },
        { NoticePolicy.OnExpiry, false, true, "B" },
        { NoticePolicy.OnExpiry, true, false, "Db" },
        { NoticePolicy.OnExpiry, true, true, "Db" },
        { NoticePolicy.WithEffect, false, false, "Rb" },
        { NoticePolicy.WithEffect, false, true, "B" },
        { NoticePolicy.WithEffect, true, false, "Db" },
        { NoticePolicy.WithEffect, true, true, "Db" },
        { NoticePolicy.AsOrdered, false, false, "frbn" },
        { NoticePolicy.AsOrdered, false, true, "B" },
        { NoticePolicy.AsOrdered, true, false, "Db" },
        { NoticePolicy.AsOrdered, true, true, "Db" },
        { NoticePolicy.ByAuthority, false, false, "N" },
        { NoticePolicy.ByAuthority, false, true, "N" },
        { NoticePolicy.ByAuthority, true, false, "N" },
        { NoticePolicy.ByAuthority, true, true, "N" },
        { NoticePolicy.ByModeration, false, false, "N" },
        { NoticePolicy.ByModeration, false, true, "N" },
        { NoticePolicy.ByModeration, true, false, "N" },
        { NoticePolicy.ByModeration, true, true, "N" },
        { NoticePolicy.None, false, false, "N" },
        { NoticePolicy.None, false, true, "N" },
        { NoticePolicy.None, true, false, "N" },
        { NoticePolicy.None, true, true, "N" },
    };

    [Fact]
    public void Cells_AllOfThem_AreWrittenOut() => Assert.Equal(
        Enum.GetValues<NoticePolicy>().SelectMany(p => Both.SelectMany(b => Both.Select(e => (p, b, e)))).Order(),
        Cells.Select(c => (c.Data.Item1, c.Data.Item2, c.Data.Item3)).Order());

    [Theory]
    [MemberData(nameof(Cells))]
    public void For_EveryCell_OffersAndSuggestsAsDesigned(NoticePolicy policy, bool barred, bool emergency, string expected)
    {
        var choices = NoticeChoices.For(policy, barred, emergency);

        Assert.Equal(expected.ToLowerInvariant(), string.Concat(choices.Offered.Select(Letter)));
        Assert.Equal(expected.Where(char.IsUpper).Select(char.ToLowerInvariant).FirstOrDefault(), choices.Suggested is { } s ? Letter(s) : default);
        // Whatever does not follow by itself takes words; whatever bars a notice while an order is in force is the order or more.
        Assert.All(choices.Offered, o => Assert.Equal(o != choices.Suggested, choices.NeedsWords(o)));
        if (barred) Assert.DoesNotContain(NoticeOutcome.TellFirst, choices.Offered);
        if (emergency) Assert.DoesNotContain(NoticeOutcome.TellFirst, choices.Offered);
    }

    private static char Letter(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.TellFirst => 'f',
        NoticeOutcome.DelayedByOrder => 'd',
        NoticeOutcome.Barred => 'b',
        NoticeOutcome.WithRelease => 'r',
        _ => 'n',
    };
}
