using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>Loads that several use cases need. What belongs to a request is there for whoever sees the request.</summary>
internal static class NoticeQueries
{
    /// <summary>The order in force that ends last, or null where none bars a notice.</summary>
    public static async Task<NonDisclosureOrder?> BarringAsync(this PortalDb db, Guid requestId, CancellationToken ct) =>
        (await db.NonDisclosureOrders
            .Where(o => o.RequestId == requestId && (o.Status == NonDisclosureStatus.Active || o.Status == NonDisclosureStatus.Expiring))
            .ToListAsync(ct))
        .MaxBy(o => o.EndsAt);

    /// <summary>An order that the agency states waits for staff to read its document.</summary>
    public static Task<bool> AwaitsConfirmationAsync(this PortalDb db, Guid requestId, CancellationToken ct) =>
        db.NonDisclosureOrders.AnyAsync(o => o.RequestId == requestId && o.Status == NonDisclosureStatus.Stated, ct);

    /// <exception cref="NotVisible">There is none for this actor.</exception>
    public static async Task<NonDisclosureOrder> LoadAsync(this IQueryable<NonDisclosureOrder> orders, LegalRequest request, Guid orderId, CancellationToken ct) =>
        await orders.FirstOrDefaultAsync(o => o.Id == orderId && o.RequestId == request.Id, ct) ?? throw new NotVisible("non-disclosure order");

    /// <exception cref="NotVisible">Nothing is decided yet.</exception>
    public static async Task<NoticeDecision> OfRequestAsync(this IQueryable<NoticeDecision> decisions, Guid requestId, CancellationToken ct) =>
        await decisions.FirstOrDefaultAsync(d => d.RequestId == requestId, ct) ?? throw new NotVisible("decision about notice");

    /// <summary>Words that a person must give.</summary>
    /// <exception cref="RuleViolation">There are none.</exception>
    public static string DemandWords(string? words, string field, string missing)
    {
        const int Longest = 2000;
        if (string.IsNullOrWhiteSpace(words)) throw new RuleViolation("notice.words", missing, field);
        return words.Trim() is { Length: <= Longest } said ? said : throw new RuleViolation("notice.long", $"Shorten this to {Longest} characters.", field);
    }
}
