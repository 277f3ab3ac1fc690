using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>What a side has not opened yet, for the lists that lead to it.</summary>
internal static class UnopenedLetters
{
    /// <param name="incoming">The direction that leads to the reader's side.</param>
    /// <returns>By request; one that has none is not among them.</returns>
    public static async Task<IReadOnlyDictionary<Guid, int>> UnopenedAsync(this PortalDb db, IReadOnlyCollection<Guid> requestIds, CorrespondenceDirection incoming, CancellationToken ct) =>
        await db.Correspondence
            .Where(c => requestIds.Contains(c.RequestId) && c.Direction == incoming && c.OpenedAt == null)
            .GroupBy(c => c.RequestId)
            .Select(g => new { RequestId = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.RequestId, g => g.Count, ct);
}
