using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Correspondence;

/// <summary>
/// Sets a letter that was sent as a signed PDF, once: from then on exactly these bytes are served. Doing it again changes nothing, and of two
/// workers at the same letter one keeps nothing.
/// </summary>
public sealed class PrintLetter(PortalDb db, UnitOfWork unit, AuditTrail audit, LetterComposer composer, IBlobStore blobs, IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly Actor Itself = Actor.Worker("letters");

    /// <returns>Whether this call printed it.</returns>
    /// <exception cref="Pdf.Signing.SigningException">Key, time stamp or revocation list was not to be had: try again later.</exception>
    public async Task<bool> ExecuteAsync(Guid letterId, CancellationToken ct)
    {
        var letter = await db.Correspondence.AsNoTracking().FirstOrDefaultAsync(c => c.Id == letterId && c.PrintedAt == null, ct);
        if (letter is not { IsLetter: true }) return false;
        var reference = await db.Requests.Where(r => r.Id == letter.RequestId).Select(r => r.Reference).SingleAsync(ct);
        var pdf = await KeepAsync(letter, reference!, ct);
        var keptByUs = false;
        try
        {
            return keptByUs = await EnterAsync(letter, pdf, ct);
        }
        catch (RuleViolation quicker) when (quicker.Code == UnitOfWork.ChangedMeanwhile)
        {
            return false;
        }
        finally
        {
            if (!keptByUs) await DiscardAsync(pdf.Key);
        }
    }

    private async Task<BlobReference> KeepAsync(CorrespondenceItem letter, string reference, CancellationToken ct)
    {
        // A few pages at most, and whole before a byte is kept: without its signature there is no file.
        using var pdf = new MemoryStream();
        composer.Compose(letter, reference, pdf);
        pdf.Position = 0;
        await using var blob = await blobs.CreateAsync(CorrespondenceItem.BlobContext(letter.Id), ct);
        await pdf.CopyToAsync(blob, ct);
        return await blob.CompleteAsync(ct);
    }

    private Task<bool> EnterAsync(CorrespondenceItem letter, BlobReference pdf, CancellationToken ct) => unit.RunAsync(
        Itself,
        letter.RequestId,
        "keep a letter as PDF",
        async () =>
        {
            if (await db.Correspondence.FirstOrDefaultAsync(c => c.Id == letter.Id && c.PrintedAt == null, ct) is not { } waiting) return false;
            waiting.Printed(pdf.Key, pdf.Length, pdf.Sha256, clock.GetUtcNow());
            audit.Record(new LetterPrinted(waiting.Id, waiting.Subject, pdf.Length, pdf.Sha256) { RequestId = waiting.RequestId }, Itself);
            return true;
        },
        ct);

    /// <summary>Asked in a scope of its own: the commit whose answer was lost may have entered it.</summary>
    private async Task DiscardAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var fresh = scope.ServiceProvider.GetRequiredService<PortalDb>();
        await Disclosures.Building.OrphanBlobs.DiscardAsync(blobs, key, () => fresh.Correspondence.AnyAsync(c => c.PdfBlobKey == key));
    }
}

/// <summary>Letters that were sent and are not printed yet: those of which the outbox's word was lost, or whose printing failed.</summary>
public sealed class UnprintedLetters(PortalDb db)
{
    private const int MostAtOnce = 100;

    public async Task<IReadOnlyList<Guid>> FindAsync(CancellationToken ct) =>
        await db.Correspondence.Where(c => c.Html != null && c.PrintedAt == null).OrderBy(c => c.At).Take(MostAtOnce).Select(c => c.Id).ToListAsync(ct);
}
