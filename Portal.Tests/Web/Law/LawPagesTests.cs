using System.Net;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Tests.Web.Requests;
using Portal.Tests.Web.Review;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Law;

public sealed class LawPagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task Editions_ForAnAgency_AreAllThereWithTheirHash()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        var page = await officer.PageAsync("/law");

        Assert.All(RuleBooks.All, b => Assert.Contains(b.Sha256, page.Words(), StringComparison.Ordinal));
        var links = page.QuerySelectorAll("main a[data-open]").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal(RuleBooks.All.Sum(b => b.Rules.Length), links.Count);
    }

    [Fact]
    public async Task Instruments_OfEveryEdition_ShowEveryCellWithItsSource()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        foreach (var book in RuleBooks.All)
        {
            foreach (var code in book.Instruments)
            {
                var page = await officer.PageAsync($"/law/{book.Version}/{code}");
                var row = book.Rules.First(r => r.Code == code);
                Assert.Equal(row.WaitsForCounsel, page.QuerySelector(".banner") is not null);
                Assert.All(row.Statements(), s => Assert.Contains(s.Words, page.Words(), StringComparison.Ordinal));
                Assert.Single(page.QuerySelectorAll("h1"));
            }
        }
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/law/2026-11/NOTHING", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/law/1999/US_WARRANT", Ct)).StatusCode);
    }

    [Fact]
    public async Task Comparison_OfTwoEditions_StandsRowByRow()
    {
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var changed = await reviewer.PageAsync("/law/compare");
        var same = await reviewer.PageAsync("/law/compare?from=2026-11&to=2026-11");

        Assert.Contains("Art. 10(6)", changed.Words(), StringComparison.Ordinal);
        Assert.NotEmpty(changed.QuerySelectorAll("main table"));
        Assert.Contains("The two say the same", same.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync("/law/compare?from=1999", Ct)).StatusCode);
    }

    [Fact]
    public async Task Holidays_OfEveryCalendar_StandWithTheirLawAndMark()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        var page = await officer.PageAsync("/law/holidays?year=2026");

        Assert.All(HolidayCalendars.All, c => Assert.Contains(c.Name, page.Words(), StringComparison.Ordinal));
        Assert.Contains("Midsummer Eve", page.Words(), StringComparison.Ordinal);
        Assert.Contains("To be confirmed by counsel", page.Words(), StringComparison.Ordinal);
        Assert.Contains("holidays of this country are not held", page.Words(), StringComparison.Ordinal);
    }
}
