using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Notices;

/// <summary>Fixes the text of a notice and enters the work of sending it, in the transaction of whatever makes it due.</summary>
public sealed class QueueNotice(PortalDb db, AuditTrail audit, ComposeNotice compose)
{
    internal async Task EnterAsync(UserNotice notice, LegalRequest request, ScopeProposal proposal, NoticeDecision decision, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var released = await db.Disclosures.Where(d => d.RequestId == request.Id).Select(d => d.ReleasedAt).FirstOrDefaultAsync(ct);
        var order = notice.OrderId is { } id ? await db.NonDisclosureOrders.FirstOrDefaultAsync(o => o.Id == id, ct) : null;
        var facts = new NoticeFacts(decision.Unnamed, decision.Outcome == NoticeOutcome.Barred, decision.PeriodEndsAt, order, released);
        notice.MakeDue(compose.Render(notice, request, proposal.Lines, facts, now), actor, now);
        db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.SendNotice, SubjectId = notice.Id, CreatedAt = now });
        audit.Record(
            new NoticeFellDue(notice.Id, notice.AccountId, notice.TemplateName!, notice.TemplateVersion!.Value, notice.TemplateSha256!, TextSha256(notice)) { RequestId = request.Id },
            actor);
    }

    private static string TextSha256(UserNotice notice) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{notice.Subject}\n\n{notice.PlainText}")));
}
