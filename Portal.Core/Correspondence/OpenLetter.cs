using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Correspondence;

/// <summary>
/// A letter as the signed PDF that was made of it when it was sent, for the agency it went to and for legal staff. That staff read it is
/// recorded, as with the page it stands on; of the agency, the first who opens it.
/// </summary>
public sealed class OpenLetter(PortalDb db, ReadThread thread, IBlobStore blobs, RecordRequestView record)
{
    /// <param name="Pdf">Seekable, decrypted as it is read; the caller disposes of it. Null while the letter is not printed yet.</param>
    public sealed record Result(Stream? Pdf, string FileName);

    /// <exception cref="NotVisible">There is no such letter for this actor; what the agency wrote is none.</exception>
    /// <exception cref="BlobTamperedException">The stored file is not what was printed; also thrown later by reads.</exception>
    public async Task<Result> ExecuteAsync(Guid requestId, Guid letterId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var staff = actor.Can(Permission.ViewCasework);
        if (!staff) actor.Demand(Permission.ViewAgencyRequests);
        var reference = await db.Requests.VisibleTo(actor).Where(r => r.Id == requestId).Select(r => r.Reference).FirstOrDefaultAsync(ct);
        var letter = await db.Correspondence.AsNoTracking().FirstOrDefaultAsync(c => c.Id == letterId && c.RequestId == requestId, ct);
        if (reference is null || letter is not { IsLetter: true }) throw new NotVisible("letter");
        if (staff) await record.ExecuteAsync(requestId, reference, "letter as PDF", actor, ct);
        else await thread.ExecuteAsync(requestId, actor, ct);
        var pdf = letter.PdfBlobKey is { } key ? await blobs.OpenReadAsync(key, CorrespondenceItem.BlobContext(letter.Id), ct) : null;
        return new Result(pdf, FileNameOf(letter, reference));
    }

    private static string FileNameOf(CorrespondenceItem letter, string reference)
    {
        var kind = letter.TemplateName is { } name ? name[(name.LastIndexOf('/') + 1)..] : "letter";
        return string.Create(CultureInfo.InvariantCulture, $"{reference}-{kind}-{letter.At.UtcDateTime:yyyy-MM-dd-HHmm}.pdf");
    }
}
