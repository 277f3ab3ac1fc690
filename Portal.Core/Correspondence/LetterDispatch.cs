using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Correspondence;

/// <summary>Puts a letter on the request, in the transaction of what it says: it will be printed, and its officer is told that it waits.</summary>
internal static class LetterDispatch
{
    /// <param name="tells">What the officer's mail says of it.</param>
    /// <param name="answerBy">For a question.</param>
    public static CorrespondenceItem Send(
        this PortalDb db, AuditTrail audit, LegalRequest request, RenderedLetter letter, Actor by, DateTimeOffset now, MailKind tells = MailKind.LetterWaiting, DateOnly? answerBy = null)
    {
        var item = CorrespondenceItem.Letter(request.Id, letter, by, now);
        db.Correspondence.Add(item);
        db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.PrintLetter, SubjectId = item.Id, CreatedAt = now });
        audit.Record(
            new LetterSent(item.Id, letter.Subject, letter.TemplateName, letter.TemplateVersion, letter.TemplateSha256, LetterPreview.Of(letter).Sha256) { RequestId = request.Id },
            by);
        db.Post(audit, MailAbout.Of(request), tells, new MailRecipient(request.OfficerId, request.OfficerName, Staff: false), answerBy is { } day ? MailDue.On(day) : null, now);
        return item;
    }
}
