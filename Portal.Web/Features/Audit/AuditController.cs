using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Web.Security;

namespace Portal.Web.Features.Audit;

/// <summary>The auditors' desk: what left, what happened, who saw what. It shows records of acts, never a message.</summary>
[Needs(Permission.ReadAuditTrail)]
[Route("audit")]
public sealed class AuditController(AuditDesk desk, AuditSearch search, DisclosureRegister register, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await desk.TodayAsync(actor.Current, ct));

    /// <param name="q">What was typed into the search box of the page's head.</param>
    [HttpGet("events")]
    public async Task<IActionResult> Events([FromQuery] AuditSearchForm form, string? q, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        form = form with { Text = form.Text ?? q };
        var found = ModelState.IsValid ? await search.ExecuteAsync(form.ToQuestion(), actor.Current, ct) : new AuditSearch.Result([], null);
        return View(new AuditSearchView(form, found.Lines, found.Next));
    }

    [HttpGet("requests/{id:guid}")]
    public async Task<IActionResult> Record(Guid id, CancellationToken ct) => View(await desk.RecordAsync(id, actor.Current, ct));

    [HttpGet("disclosures")]
    public async Task<IActionResult> Disclosures(DateTimeOffset? after, CancellationToken ct) => View(await register.ListAsync(actor.Current, after, ct));
}
