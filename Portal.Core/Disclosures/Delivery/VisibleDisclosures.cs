using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Delivery;

/// <summary>Loads a package through the visibility of its request.</summary>
internal static class VisibleDisclosures
{
    /// <exception cref="NotVisible">There is no such package for this actor.</exception>
    public static async Task<(Disclosure Disclosure, LegalRequest Request)> LoadDisclosureAsync(this PortalDb db, Guid disclosureId, Actor actor, CancellationToken ct)
    {
        var disclosure = await db.Disclosures.SingleOrDefaultAsync(d => d.Id == disclosureId, ct) ?? throw new NotVisible("package");
        return (disclosure, await db.Requests.LoadAsync(disclosure.RequestId, actor, ct));
    }
}
