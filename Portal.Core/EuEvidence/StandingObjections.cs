using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>Whether an enforcing authority's last word on a request is an objection.</summary>
internal static class StandingObjections
{
    /// <summary>It objects, and has not cleared the order since: nothing more may leave.</summary>
    public static async Task<bool> ObjectionStandsAsync(this PortalDb db, Guid requestId, CancellationToken ct) =>
        await db.EnforcingAnswers.AsNoTracking().Where(a => a.RequestId == requestId).OrderByDescending(a => a.RecordedAt).Select(a => (EnforcingAnswerKind?)a.Kind).FirstOrDefaultAsync(ct)
            is not (null or EnforcingAnswerKind.Cleared);
}
