using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Documents.Intake;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Correspondence;

/// <summary>
/// Lays a document beside the letter that a member of the legal staff is writing: it goes with the next one they send in their own words.
/// Until then nobody else sees it.
/// </summary>
public sealed class LayEnclosure(PortalDb db, UnitOfWork unit, AuditTrail audit, DocumentIntake intake, IBlobStore blobs)
{
    public sealed record Input(Guid RequestId, UploadedPdf File);

    /// <exception cref="RuleViolation">It is no usable PDF, too large or one too many.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var attempted = $"enclose “{input.File.Name}”";
        await unit.RunAsync(actor, input.RequestId, attempted, () => DemandRoomAsync(input.RequestId, actor, ct), ct);
        await intake.TakeInAsync(
            input.RequestId,
            DocumentPurpose.Enclosure,
            [input.File],
            actor,
            taken => unit.RunAsync(
                actor,
                input.RequestId,
                attempted,
                async () =>
                {
                    if (taken.Refusal is not null) throw taken.Refusal;
                    await DemandRoomAsync(input.RequestId, actor, ct);
                    db.Documents.Add(taken.Documents[0]);
                    audit.Record(DocumentAttached.Of(taken.Documents[0]), actor);
                    return true;
                },
                ct),
            ct);
    }

    /// <summary>Takes it away again and deletes it.</summary>
    /// <exception cref="NotVisible">It is not there, not the actor's, or has been sent.</exception>
    public async Task TakeAwayAsync(Guid requestId, Guid documentId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var removed = await unit.RunAsync(
            actor,
            requestId,
            "take an enclosure away",
            async () =>
            {
                actor.Demand(Permission.CorrespondWithAgency);
                var document = await db.Documents.LaidBeside(requestId, actor).FirstOrDefaultAsync(d => d.Id == documentId, ct) ?? throw new NotVisible("enclosure");
                db.Documents.Remove(document);
                audit.Record(new EnclosureTakenAway(document.Id, document.FileName, document.Sha256) { RequestId = requestId }, actor);
                return document;
            },
            ct);
        await blobs.DeleteAsync(removed.BlobKey, CancellationToken.None);
        foreach (var page in removed.Pages) await blobs.DeleteAsync(page.BlobKey, CancellationToken.None);
    }

    /// <summary>What lies beside this writer's letter.</summary>
    public async Task<IReadOnlyList<OrderDocument>> ListAsync(Guid requestId, Actor actor, CancellationToken ct) =>
        await db.Documents.AsNoTracking().LaidBeside(requestId, actor).ToListAsync(ct);

    private async Task DemandRoomAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.CorrespondWithAgency);
        var request = await db.Requests.LoadAsync(requestId, actor, ct);
        if (await db.Documents.LaidBeside(request.Id, actor).CountAsync(ct) >= DocumentIntake.MostEnclosures) throw UploadRefusal.TooManyEnclosures();
    }
}

[AuditName("enclosure.taken-away")]
public sealed record EnclosureTakenAway(Guid DocumentId, string FileName, string Sha256) : AuditEvent
{
    public override string Sentence => $"Took “{FileName}” away from a letter before it was sent.";
}
