using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Puts a letter on the request, in the transaction of what it says.</summary>
internal static class LetterDispatch
{
    public static CorrespondenceItem Send(this PortalDb db, AuditTrail audit, LegalRequest request, RenderedLetter letter, Actor by, DateTimeOffset now)
    {
        var item = CorrespondenceItem.Letter(request.Id, letter, by, now);
        db.Correspondence.Add(item);
        audit.Record(
            new LetterSent(item.Id, letter.Subject, letter.TemplateName, letter.TemplateVersion, letter.TemplateSha256, LetterPreview.Of(letter).Sha256) { RequestId = request.Id },
            by);
        return item;
    }
}
