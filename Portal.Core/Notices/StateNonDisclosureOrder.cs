using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>
/// The agency uploads a non-disclosure order for a request it has filed: the first one, or one that renews it. It waits for staff to
/// confirm it against the document, and no notice is sent meanwhile.
/// </summary>
public sealed class StateNonDisclosureOrder(PortalDb db, UnitOfWork unit, AuditTrail audit, AttachOrder attach, TimeProvider clock)
{
    /// <param name="File">The order as PDF; null where none was chosen. The caller disposes of it.</param>
    public sealed record Input(Guid RequestId, NonDisclosureParticulars Particulars, string? FileName, Stream? File);

    /// <exception cref="RuleViolation">Something is missing or wrong, the document among it; or the request has ended.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        // Asked before a byte is read: what is typed wrong costs no upload.
        await unit.RunAsync(actor, input.RequestId, "upload a non-disclosure order", () => DemandSoundAsync(input, actor, ct), ct);
        var document = await attach.ExecuteAsync(new AttachOrder.Input(input.RequestId, input.FileName, input.File!, NonDisclosure: true), actor, ct);
        await unit.RunAsync(
            actor,
            input.RequestId,
            "upload a non-disclosure order",
            async () =>
            {
                var request = await DemandSoundAsync(input, actor, ct);
                var renews = await db.BarringAsync(request.Id, ct);
                var order = new NonDisclosureOrder(request.Id, input.Particulars, document, renews?.Id, actor, clock.GetUtcNow());
                db.NonDisclosureOrders.Add(order);
                audit.Record(new NonDisclosureStated(order.Id, order.Court, order.Law, order.Docket, order.EndsOn, document, renews?.Id) { RequestId = request.Id }, actor);
            },
            ct);
    }

    /// <summary>What the request's own form states, entered when it is submitted. The document is among its uploads; staff find it.</summary>
    internal static void FromForm(PortalDb db, AuditTrail audit, LegalRequest request, Actor actor, DateTimeOffset now)
    {
        if (NonDisclosureClaim.Of(request) is not { } claim) return;
        var order = new NonDisclosureOrder(request.Id, claim, null, null, actor, now);
        db.NonDisclosureOrders.Add(order);
        audit.Record(new NonDisclosureStated(order.Id, order.Court, order.Law, order.Docket, order.EndsOn, null, null) { RequestId = request.Id }, actor);
    }

    private async Task<LegalRequest> DemandSoundAsync(Input input, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.FileRequest);
        var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
        if (request.Reference is null || RequestTransitions.IsFinal(request.Status))
            throw new RuleViolation("ndo.no-open-request", "A non-disclosure order belongs to a request that has been submitted and has not ended.");
        var problems = input.Particulars.Problems(LocalDay.Today(request, clock.GetUtcNow()), needsSigned: true).ToList();
        if (input.File is null)
            problems.Add(new RuleViolation("ndo.document", "Choose the non-disclosure order as a PDF file.", nameof(Input.File)));
        if (await db.AwaitsConfirmationAsync(request.Id, ct))
            problems.Add(new RuleViolation("ndo.waits-already", "An order that you stated for this request waits for our staff already. Write to the reviewer if it was the wrong one."));
        return problems.Count > 0 ? throw RuleViolation.Of(problems) : request;
    }
}
