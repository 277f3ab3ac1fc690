using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>The first question: which legal instrument the officer holds. Its answer starts the draft.</summary>
[Needs(Permission.FileRequest)]
[Route("requests")]
public sealed class InstrumentController(StartDraft start, EditDraft edit, DraftQuery drafts, RequestLaw law, SignedInActor actor) : Controller
{
    [HttpGet("new")]
    public IActionResult New() => View(new InstrumentView(new InstrumentForm(), [.. law.Offered()], [.. law.OfferedBeside()]));

    [HttpPost("new")]
    public async Task<IActionResult> New(InstrumentForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var id = Guid.Empty;
        return await this.AttemptAsync(
            async () => id = await start.ExecuteAsync(form.Instrument, form.AlsoUnder ?? [], actor.Current, ct),
            () => LocalRedirect(RequestLinks.Order(id)),
            () => Task.FromResult<IActionResult>(View(new InstrumentView(form, [.. law.Offered()], [.. law.OfferedBeside()]))));
    }

    [HttpGet("{id:guid}/instrument")]
    public async Task<IActionResult> Instrument(Guid id, CancellationToken ct) => await ChangePageAsync(id, null, ct);

    [HttpPost("{id:guid}/instrument")]
    public Task<IActionResult> Instrument(Guid id, InstrumentForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => edit.ChangeInstrumentAsync(id, form.Instrument, form.AlsoUnder ?? [], actor.Current, ct),
            () => LocalRedirect(RequestLinks.Order(id)),
            () => ChangePageAsync(id, form, ct));
    }

    private async Task<IActionResult> ChangePageAsync(Guid id, InstrumentForm? typed, CancellationToken ct)
    {
        var draft = await drafts.ExecuteAsync(id, actor.Current, ct);
        return View(nameof(Instrument), new InstrumentView(typed ?? new InstrumentForm { Instrument = draft.Request.Instrument, AlsoUnder = [.. draft.Request.FurtherLaws.Select(f => f.Instrument)] }, [.. law.Offered()], [.. law.OfferedBeside()])
        {
            Page = new DraftPage(draft, DraftStep.Instrument),
        });
    }
}
