using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Letters that the portal writes by itself, because they confirm what the agency did and decide nothing.</summary>
public sealed class PortalLetters(PortalDb db, AuditTrail audit, LetterTemplates templates, LetterHeads heads, TimeProvider clock)
{
    private const string Desk = "Legal Disclosure";
    private const string Post = "sent by the portal";

    private static readonly Actor Itself = Actor.Worker("letters");

    /// <summary>Confirms a withdrawal, in its transaction.</summary>
    internal async Task ConfirmWithdrawalAsync(LegalRequest request, Actor by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var letter = templates.Render(new WithdrawalConfirmationLetter
        {
            Head = heads.Of(request, Desk, Post, now),
            WithdrawnUtc = now,
            WithdrawnBy = by.Name,
            AnythingReleased = await db.Disclosures.AnyAsync(d => d.RequestId == request.Id && d.ReleasedAt != null, ct),
        });
        db.Send(audit, request, letter, Itself, now);
    }
}
