using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Tests.Core.Legal;

public sealed class RuleBookTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly RuleBook Book = RuleBooks.All[^1];

    // The rows of the design, transcribed by hand and apart from the JSON: one letter a category, in the order of the enum
    // (subscriber, login, interaction, messages, media, comments, transactions, location).
    // c compellable, m may disclose, o as ordered, p preserve only, n not compellable, r routed elsewhere, x no disclosure.
    public static TheoryData<string, string, IssuerKind> Rows => new()
    {
        { "US_SUBPOENA", "ccnnnnnn", IssuerKind.GrandJury },
        { "US_2703D", "cccnnncn", IssuerKind.Judge },
        { "US_WARRANT", "cccccccc", IssuerKind.Judge },
        { "US_WARRANT_CA", "cccccccc", IssuerKind.Judge },
        { "US_WARRANT_CO", "cccccccc", IssuerKind.Judge },
        { "US_EDR", "mmmmmmmm", IssuerKind.SwornOfficer },
        { "US_PRESERVE", "pppppppp", IssuerKind.AgencyOfficer },
        { "US_NDO", "xxxxxxxx", IssuerKind.Judge },
        { "US_CONSENT", "mmmmmmmm", IssuerKind.User },
        { "MLAT", "oooooooo", IssuerKind.Court },
        { "UK_OPO", "oooooooo", IssuerKind.Judge },
        { "EU_EPOC_SUBSCRIBER", "cnnnnnnn", IssuerKind.Prosecutor },
        { "EU_EPOC_USERID", "ncnnnnnn", IssuerKind.Prosecutor },
        { "EU_EPOC_TRAFFIC", "nccnnnoc", IssuerKind.InvestigatingJudge },
        { "EU_EPOC_CONTENT", "nnncccnn", IssuerKind.Court },
        { "EU_EPOC_PR", "pppppppp", IssuerKind.Prosecutor },
        { "DSA_ART10", "oooooooo", IssuerKind.CompetentAuthority },
        { "DSA_ART9", "rrrrrrrr", IssuerKind.CompetentAuthority },
        { "IN_BNSS94", "cccnnnco", IssuerKind.StationOfficer },
        { "UK_IPA", "oooooooo", IssuerKind.CompetentAuthority },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Verdict_EveryCell_IsAsDesignedAndCited(string instrument, string expected, IssuerKind issuer)
    {
        foreach (var (book, category) in RuleBooks.All.SelectMany(b => Enum.GetValues<DataCategory>().Select(c => (b, c))))
        {
            var verdict = book.Verdict(instrument, category, issuer, Today);

            Assert.True(Letter(verdict.Kind) == expected[(int)category], $"{book.Version}: {instrument} × {category} is {verdict.Kind}");
            Assert.EndsWith(".", verdict.Sentence, StringComparison.Ordinal);
            Assert.NotEmpty(verdict.Citation);
            Assert.Equal(instrument, verdict.Rule.Code);
            Assert.Equal(verdict.Mark is ConfidenceMark.ToBeConfirmed or ConfidenceMark.OurPolicy, verdict.Caution is not null);
        }
    }

    [Fact]
    public void Instruments_AreThoseOfTheDesign() =>
        Assert.Equal(Rows.Select(r => r.Data.Item1).Order(StringComparer.Ordinal), Book.Instruments.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("US_WARRANT", DataCategory.ContentDm, IssuerKind.Prosecutor)]
    [InlineData("EU_EPOC_TRAFFIC", DataCategory.Interaction, IssuerKind.Prosecutor)]
    [InlineData("EU_EPOC_CONTENT", DataCategory.ContentDm, IssuerKind.Prosecutor)]
    [InlineData("US_EDR", DataCategory.Subscriber, IssuerKind.User)]
    public void Verdict_IssuerNotAccepted_IsWrongIssuerInWords(string instrument, DataCategory category, IssuerKind issuer)
    {
        var verdict = Book.Verdict(instrument, category, issuer, Today);

        Assert.Equal(VerdictKind.WrongIssuer, verdict.Kind);
        Assert.False(verdict.AllowsDisclosure);
        Assert.Contains(IssuerKinds.Name(issuer), verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_EveryInstrumentAndIssuer_NeverDisclosesForAnIssuerNotListed()
    {
        foreach (var rule in Book.Rules)
        {
            foreach (var issuer in Enum.GetValues<IssuerKind>().Except(rule.Issuers))
                Assert.All(DataCategories.All, c => Assert.False(Book.Verdict(rule.Code, c, issuer, Today).AllowsDisclosure));
        }
    }

    [Fact]
    public void Verdict_BeforeTheLawApplied_IsNotInEffect()
    {
        var verdict = Book.Verdict("EU_EPOC_CONTENT", DataCategory.ContentDm, IssuerKind.Judge, new DateOnly(2026, 8, 17));

        Assert.Equal(VerdictKind.NotInEffect, verdict.Kind);
        Assert.Contains("17 August 2026", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("from 18 August 2026", verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(VerdictKind.Compellable, Book.Verdict("EU_EPOC_CONTENT", DataCategory.ContentDm, IssuerKind.Judge, new DateOnly(2026, 8, 18)).Kind);
    }

    [Fact]
    public void Verdict_UnknownInstrument_Throws() =>
        Assert.Throws<UnknownInstrumentException>(() => Book.Verdict("US_LETTER", DataCategory.Login, IssuerKind.Judge, Today));

    [Theory]
    [InlineData("US_WARRANT", false, 2, 2)]
    [InlineData("US_SUBPOENA", false, 1, 2)]
    [InlineData("US_EDR", true, 2, 2)]
    [InlineData("US_PRESERVE", false, 1, 1)]
    [InlineData("EU_EPOC_SUBSCRIBER", false, 1, 2)]
    [InlineData("US_CONSENT", false, 1, 2)]
    [InlineData("DSA_ART9", false, 0, 0)]
    public void Approvers_AreThoseOfTheDesign(string instrument, bool senior, int ordinary, int emergency)
    {
        var approvers = Book.Rule(instrument, Today).Approvers;

        Assert.Equal(senior, approvers.OneSenior);
        Assert.Equal(ordinary, approvers.For([DataCategory.Subscriber], emergency: false));
        Assert.Equal(emergency, approvers.For([DataCategory.Subscriber], emergency: true));
    }

    [Fact]
    public void Approvers_ContentThatCanBeDisclosed_AlwaysTakesTwo() =>
        Assert.All(
            Book.Rules.Where(r => r.Cells[DataCategory.ContentDm].Kind is VerdictKind.Compellable or VerdictKind.MayDisclose or VerdictKind.AsOrdered),
            r => Assert.True(r.Approvers.For([DataCategory.ContentDm], emergency: false) >= 2));

    [Theory]
    [InlineData("US_WARRANT_CA", ClockKind.Respond, false, 72, ClockUnit.Hours)]
    [InlineData("US_WARRANT_CO", ClockKind.Acknowledge, false, 8, ClockUnit.Hours)]
    [InlineData("US_WARRANT_CO", ClockKind.Respond, false, 72, ClockUnit.Hours)]
    [InlineData("US_EDR", ClockKind.Triage, true, 1, ClockUnit.Hours)]
    [InlineData("US_EDR", ClockKind.FollowUp, true, 72, ClockUnit.Hours)]
    [InlineData("US_PRESERVE", ClockKind.Hold, false, 90, ClockUnit.CalendarDays)]
    [InlineData("US_PRESERVE", ClockKind.HoldExtension, false, 90, ClockUnit.CalendarDays)]
    [InlineData("US_NDO", ClockKind.Alarm, false, 14, ClockUnit.CalendarDays)]
    [InlineData("UK_OPO", ClockKind.Respond, false, 7, ClockUnit.CalendarDays)]
    [InlineData("UK_OPO", ClockKind.Service, false, 3, ClockUnit.Months)]
    [InlineData("EU_EPOC_SUBSCRIBER", ClockKind.Respond, false, 10, ClockUnit.CalendarDays)]
    [InlineData("EU_EPOC_CONTENT", ClockKind.Respond, true, 8, ClockUnit.Hours)]
    [InlineData("EU_EPOC_CONTENT", ClockKind.Hold, false, 10, ClockUnit.CalendarDays)]
    [InlineData("EU_EPOC_TRAFFIC", ClockKind.Objection, false, 10, ClockUnit.CalendarDays)]
    [InlineData("EU_EPOC_TRAFFIC", ClockKind.AuthorityAnswer, false, 5, ClockUnit.CalendarDays)]
    [InlineData("EU_EPOC_CONTENT", ClockKind.LaterObjection, true, 96, ClockUnit.Hours)]
    [InlineData("EU_EPOC_PR", ClockKind.Hold, false, 60, ClockUnit.CalendarDays)]
    [InlineData("EU_EPOC_PR", ClockKind.HoldExtension, false, 30, ClockUnit.CalendarDays)]
    [InlineData("IN_BNSS94", ClockKind.Respond, false, 72, ClockUnit.Hours)]
    public void Clocks_AreThoseOfTheDesign(string instrument, ClockKind kind, bool emergency, int amount, ClockUnit unit)
    {
        var clock = Assert.Single(Book.Rule(instrument, Today).ClocksFor(emergency), c => c.Kind == kind);

        Assert.Equal((amount, unit), (clock.Amount!.Value, clock.Unit!.Value));
    }

    [Fact]
    public void EnabledByDefault_OnlyTheUnconfirmedWarrantIsOff()
    {
        var off = Assert.Single(Book.Rules, r => !r.EnabledByDefault);

        Assert.Equal("UK_IPA", off.Code);
        Assert.True(off.WaitsForCounsel);
    }

    [Fact]
    public void Fields_Emergency_DemandsDangerReasonsAndOath()
    {
        var required = Book.Rule("US_EDR", Today).Fields.Where(f => f.IsRequired(emergency: true, IssuerKind.SwornOfficer)).Select(f => f.Key);

        Assert.Superset(new HashSet<string> { "dangerTo", "whyImminent", "whyThisData", "sworn" }, required.ToHashSet());
    }

    [Fact]
    public void Fields_EpocOfAnotherAuthority_DemandsValidation()
    {
        var field = Assert.Single(Book.Rule("EU_EPOC_CONTENT", Today).Fields, f => f.Key == "validatingAuthority");

        Assert.True(field.IsRequired(emergency: false, IssuerKind.CompetentAuthority));
        Assert.False(field.IsRequired(emergency: false, IssuerKind.Judge));
    }

    [Fact]
    public void Reasons_AreTheTwelveOfTheDesignAndOneForCuts()
    {
        string[] design =
        [
            "WRONG_ENTITY", "NO_LEGAL_BASIS", "NO_OFFENCE", "ALL_DATA", "NO_DATES", "WINDOW_OUTRUNS_AUTHORITY", "CATEGORY_NOT_COMPELLABLE",
            "IDENTIFIER_UNKNOWN", "IDENTIFIERS_DISAGREE", "UNSIGNED_OR_ALTERED", "ISSUER_NOT_VERIFIED", "FRAUD",
        ];
        // A counterparty whom the order does not describe fits none of the twelve: cutting them needs a reason of its own.
        string[] forCuts = ["OUTSIDE_ORDER", "COUNTERPARTY_HEALTH", "COUNTERPARTY_LAWYER", "COUNTERPARTY_MINOR", "COUNTERPARTY_PRESS"];
        Assert.Equal(design.Concat(forCuts).Order(StringComparer.Ordinal), Book.Reasons.Select(r => r.Code).Order(StringComparer.Ordinal));
        Assert.All(forCuts, code => Assert.True(Book.Reason(code).MayNarrow));
        Assert.False(Book.Reason("COUNTERPARTY_LAWYER").MayRefuse);
        Assert.Equal(30, Book.Appeal!.Days);
        Assert.All(Enum.GetValues<CounterpartyDisclosure>(), d => Assert.Contains(Book.CounterpartyReasons, r => r.For.Contains(d)));
        Assert.Equal(4, Book.Article12Grounds.Length);
        Assert.Equal(10, Book.AnnexIIIReasons.Length);
        Assert.True(Book.Reason("CATEGORY_NOT_COMPELLABLE").MayNarrow);
        Assert.False(Book.Reason("FRAUD").MayNarrow);
        Assert.Throws<KeyNotFoundException>(() => Book.Reason("NO_SUCH"));
    }

    [Theory]
    [InlineData("US_WARRANT", NoticePolicy.BeforeDisclosure)]
    [InlineData("US_EDR", NoticePolicy.AfterDanger)]
    [InlineData("US_NDO", NoticePolicy.OnExpiry)]
    [InlineData("US_CONSENT", NoticePolicy.None)]
    [InlineData("UK_OPO", NoticePolicy.AsOrdered)]
    [InlineData("EU_EPOC_CONTENT", NoticePolicy.ByAuthority)]
    [InlineData("DSA_ART10", NoticePolicy.WithEffect)]
    [InlineData("DSA_ART9", NoticePolicy.ByModeration)]
    public void Notice_IsThatOfTheDesign(string instrument, NoticePolicy policy) =>
        Assert.Equal((policy, policy == NoticePolicy.BeforeDisclosure ? 7 : null), (Book.Rule(instrument, Today).Notice.Policy, Book.Rule(instrument, Today).Notice.Days));

    [Fact]
    public void Edition_TheFirst_StillJudgesItsOwnRequests()
    {
        var first = RuleBooks.Version("2026-11");

        Assert.Same(first, RuleBooks.Current(new DateOnly(2026, 11, 23)));
        Assert.Same(Book, RuleBooks.Current(new DateOnly(2026, 11, 24)));
        Assert.All(first.Rules, rule => Assert.Equal(NoticePolicy.Unstated, rule.Notice.Policy));
        Assert.All(Book.Rules, rule => Assert.NotEqual(NoticePolicy.Unstated, rule.Notice.Policy));
    }

    [Fact]
    public void Categories_RankContentAboveInteraction()
    {
        Assert.Equal(Enum.GetValues<DataCategory>().Length, DataCategories.All.Length);
        Assert.All(DataCategories.All.Where(DataCategories.IsContent), c => Assert.True(DataCategories.Rank(c) > DataCategories.Rank(DataCategory.Interaction)));
        Assert.All(DataCategories.All, c => Assert.Equal(c, DataCategories.Parse(DataCategories.Code(c))));
        Assert.Equal(8, DataCategories.Rank(DataCategories.All[0]));
        Assert.Throws<FormatException>(() => DataCategories.Parse("content_dm"));
    }

    private static char Letter(VerdictKind kind) => kind switch
    {
        VerdictKind.Compellable => 'c',
        VerdictKind.MayDisclose => 'm',
        VerdictKind.AsOrdered => 'o',
        VerdictKind.PreserveOnly => 'p',
        VerdictKind.NotCompellable => 'n',
        VerdictKind.RoutedElsewhere => 'r',
        VerdictKind.NoDisclosure => 'x',
        _ => '?',
    };
}
