using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Web.Security;

namespace Portal.Web.Features.Law;

/// <summary>The rule book as it judges: its editions, each row with its sources, what an edition changed, and the holidays.</summary>
[Authorize(Policy = Needs.SignedIn)]
[Route("law")]
public sealed class LawController(TimeProvider clock) : Controller
{
    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    [HttpGet("")]
    public IActionResult Editions() => View(new LawView([.. RuleBooks.All.Reverse()], RuleBooks.Current(Today)));

    [HttpGet("{version}/{instrument}")]
    public IActionResult Instrument(string version, string instrument)
    {
        var book = BookOf(version);
        var rows = book.Rules.Where(r => r.Code == instrument).ToList();
        if (rows.Count == 0) throw new NotVisible("instrument of this code");
        return View(new InstrumentRowsView(book, instrument, [.. rows], [.. RuleBooks.All.Where(b => b != book && b.Instruments.Contains(instrument))]));
    }

    /// <param name="from">The earlier edition; the one before the newest if absent.</param>
    /// <param name="to">The later edition; the newest if absent.</param>
    [HttpGet("compare")]
    public IActionResult Compare(string? from, string? to)
    {
        var after = to is null ? RuleBooks.All[^1] : BookOf(to);
        var before = from is null ? RuleBooks.All[Math.Max(0, RuleBooks.All.Length - 2)] : BookOf(from);
        return View(new ComparisonView(before, after, RuleBookComparison.Compare(before, after)));
    }

    /// <param name="year">Of the days shown; this year if absent or far away.</param>
    [HttpGet("holidays")]
    public IActionResult Holidays(int? year) =>
        View(new HolidaysView([.. HolidayCalendars.All, HolidayCalendars.WeekendsOnly], year is >= 2000 and <= 2099 ? year.Value : Today.Year));

    private static RuleBook BookOf(string version) => RuleBooks.All.FirstOrDefault(b => b.Version == version) ?? throw new NotVisible("edition of this version");
}
