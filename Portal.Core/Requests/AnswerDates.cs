using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>By which day our latest question asks to be answered, as the letter says it: it stands in the log of the question.</summary>
internal static class AnswerDates
{
    private static readonly string[] Asked = [AuditEvent.NameOf(typeof(AgencyAsked)), AuditEvent.NameOf(typeof(RefusalFormSent))];

    /// <param name="requestIds">Of requests that wait for an answer.</param>
    public static async Task<IReadOnlyDictionary<Guid, DateOnly>> AnswerDatesAsync(this PortalDb db, IReadOnlyCollection<Guid> requestIds, CancellationToken ct)
    {
        if (requestIds.Count == 0) return new Dictionary<Guid, DateOnly>();
        var asked = await db.AuditEntries.AsNoTracking()
            .Where(a => Asked.Contains(a.Name) && a.RequestId != null && requestIds.Contains(a.RequestId.Value))
            .OrderBy(a => a.Id)
            .Select(a => new { RequestId = a.RequestId!.Value, a.Canonical })
            .ToListAsync(ct);
        // A request may have been asked before: the last question counts.
        var dates = new Dictionary<Guid, DateOnly>();
        foreach (var question in asked)
        {
            if (DayOf(question.Canonical) is { } day) dates[question.RequestId] = day;
        }
        return dates;
    }

    private static DateOnly? DayOf(byte[] canonical)
    {
        using var entry = JsonDocument.Parse(canonical);
        return entry.RootElement.GetProperty("what").TryGetProperty("answerBy", out var by) && by.GetString() is { } day
            ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }
}
