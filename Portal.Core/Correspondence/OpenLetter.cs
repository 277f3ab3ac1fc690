using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Pdf.Signing;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>A letter as a signed PDF, for the agency it went to and for legal staff. That staff read it is recorded, as with the page it stands on.</summary>
public sealed class OpenLetter(PortalDb db, LetterComposer composer, RecordRequestView record)
{
    /// <param name="Pdf">At its beginning. The caller disposes of it.</param>
    public sealed record Result(Stream Pdf, string FileName);

    /// <exception cref="NotVisible">There is no such letter for this actor; what the agency wrote is none.</exception>
    /// <exception cref="SigningException">Key, time stamp or revocation list was not to be had.</exception>
    public async Task<Result> ExecuteAsync(Guid requestId, Guid letterId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var staff = actor.Can(Permission.ViewCasework);
        if (!staff) actor.Demand(Permission.ViewAgencyRequests);
        var reference = await db.Requests.VisibleTo(actor).Where(r => r.Id == requestId).Select(r => r.Reference).FirstOrDefaultAsync(ct);
        var letter = await db.Correspondence.AsNoTracking().FirstOrDefaultAsync(c => c.Id == letterId && c.RequestId == requestId, ct);
        if (reference is null || letter is not { IsLetter: true }) throw new NotVisible("letter");
        if (staff) await record.ExecuteAsync(requestId, reference, "letter as PDF", actor, ct);
        // A few pages at most, and whole before the first byte goes out: without its signature there is no file.
        var pdf = new MemoryStream();
        composer.Compose(letter, reference, pdf);
        pdf.Position = 0;
        return new Result(pdf, FileNameOf(letter, reference));
    }

    private static string FileNameOf(CorrespondenceItem letter, string reference)
    {
        var kind = letter.TemplateName is { } name ? name[(name.LastIndexOf('/') + 1)..] : "letter";
        return string.Create(CultureInfo.InvariantCulture, $"{reference}-{kind}-{letter.At.UtcDateTime:yyyy-MM-dd-HHmm}.pdf");
    }
}
