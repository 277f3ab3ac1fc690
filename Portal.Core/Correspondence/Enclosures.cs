using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;

namespace Portal.Core.Correspondence;

/// <summary>Documents that come or go with a letter or a message.</summary>
internal static class Enclosures
{
    /// <summary>What this writer has laid beside a letter that is not sent yet, in the order it was laid there.</summary>
    public static IQueryable<OrderDocument> LaidBeside(this IQueryable<OrderDocument> documents, Guid requestId, Actor writer)
    {
        var id = writer.PersonId;
        return documents
            .Where(d => d.RequestId == requestId && d.Purpose == DocumentPurpose.Enclosure && d.CorrespondenceId == null && d.UploadedById == id)
            .OrderBy(d => d.Id);
    }

    /// <summary>Puts what was taken in with a message into the message's transaction.</summary>
    public static void Enclose(this Storage.PortalDb db, AuditTrail audit, IEnumerable<OrderDocument> documents, CorrespondenceItem item, Actor actor)
    {
        foreach (var document in documents)
        {
            document.EncloseIn(item.Id);
            db.Documents.Add(document);
            audit.Record(DocumentAttached.Of(document), actor);
        }
    }
}
