using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents.Intake;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Documents;

/// <summary>
/// Takes in an order or another document as PDF: encrypted before it touches a disk, judged by its content, drawn as pictures in a
/// sandbox. What is refused is not kept.
/// </summary>
public sealed class AttachOrder(PortalDb db, UnitOfWork unit, AuditTrail audit, DocumentIntake intake)
{
    public const int MostDocuments = 10;

    /// <summary>Bytes: 25 MiB.</summary>
    public const int LongestDocument = 25 * 1024 * 1024;

    /// <param name="FileName">As the sender calls it; only ever shown.</param>
    /// <param name="File">Read once, forwards, and no further than the limit. The caller disposes of it.</param>
    /// <param name="NonDisclosure">It states a non-disclosure order, which may come at any time before the request has ended.</param>
    public sealed record Input(Guid RequestId, string? FileName, Stream File, bool NonDisclosure = false);

    /// <returns>The document's id.</returns>
    /// <exception cref="RuleViolation">It is no usable PDF, too large or one too many, or the request takes none now.</exception>
    public async Task<Guid> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        var name = DocumentName.ForDisplay(input.FileName);
        var attempted = $"attach “{name}”";
        // Asked before a byte is read, and again when it is kept: the upload and the drawing run outside any transaction.
        await unit.RunAsync(actor, input.RequestId, attempted, () => DemandRoomAsync(input, name, actor, ct), ct);

        return await intake.TakeInAsync(
            input.RequestId,
            DocumentPurpose.Order,
            [new UploadedPdf(input.FileName, input.File)],
            actor,
            taken => unit.RunAsync(
                actor,
                input.RequestId,
                attempted,
                async () =>
                {
                    if (taken.Refusal is not null) throw taken.Refusal;
                    await DemandRoomAsync(input, name, actor, ct);
                    var document = taken.Documents[0];
                    db.Documents.Add(document);
                    audit.Record(DocumentAttached.Of(document), actor);
                    return document.Id;
                },
                ct),
            ct);
    }

    private async Task DemandRoomAsync(Input input, string name, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.FileRequest);
        var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
        request.DemandFiler(actor);
        var open = request.IsEditable
            || (input.NonDisclosure && !RequestTransitions.IsFinal(request.Status))
            || await db.Appeals.AnyAsync(a => a.RequestId == input.RequestId && a.Outcome == AppealOutcome.Pending, ct);
        if (!open)
        {
            throw new RuleViolation(
                "document.not-now",
                "The request has been submitted: its order stays as it was. Write to us on the request and enclose the document.",
                nameof(Input.File));
        }
        if (await db.OrdersOf(input.RequestId).CountAsync(ct) >= MostDocuments) throw UploadRefusal.TooMany(name);
    }
}
