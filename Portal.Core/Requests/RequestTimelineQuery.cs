using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Something that happened to a request, to be read aloud.</summary>
/// <param name="At">UTC.</param>
/// <param name="Role">What the person was when they acted, in words; the worker is Portal itself.</param>
/// <param name="Sentence">In the past tense, as the log holds it.</param>
/// <param name="Proof">Leaf hash of the event, lower-case hex.</param>
public sealed record TimelineLine(string Name, DateTimeOffset At, string Who, string Role, string Sentence, string Proof);

/// <param name="Day">UTC.</param>
public sealed record TimelineDay(DateOnly Day, ImmutableArray<TimelineLine> Lines);

/// <param name="Request">Not tracked: to be shown, never to be changed.</param>
/// <param name="Days">The first day first.</param>
public sealed record RequestTimeline(LegalRequest Request, string Instrument, ImmutableArray<TimelineDay> Days);

/// <summary>The whole story of a request for legal staff, from its submission on: who did what, when and why.</summary>
public sealed class RequestTimelineQuery(PortalDb db, RequestLaw law, RecordRequestView record)
{
    /// <summary>Reads are the auditors' matter, how the officer wrote the draft is nobody's, and a mail only tells of what stands here itself.</summary>
    internal static readonly string[] Untold =
        ["request.viewed", "document.viewed", "request.drafted", "request.edited", "mail.queued", "mail.sent", "reminder.seen", "notice.previewed"];

    /// <exception cref="NotVisible">There is no such request for this actor.</exception>
    public async Task<RequestTimeline> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var request = await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct);
        await record.ExecuteAsync(requestId, request.Reference!, "timeline", actor, ct);
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(a => a.RequestId == requestId && !Untold.Contains(a.Name))
            .OrderBy(a => a.Id)
            .Select(a => new { a.Name, a.At, a.ActorName, a.Sentence, a.Canonical, a.LeafHash })
            .ToListAsync(ct);
        var lines = entries.Select(e => new TimelineLine(e.Name, e.At, e.ActorName, RoleOf(e.Canonical), e.Sentence, Convert.ToHexStringLower(e.LeafHash)));
        return new RequestTimeline(
            request,
            law.RuleOf(request).Name,
            [.. lines.GroupBy(l => DateOnly.FromDateTime(l.At.UtcDateTime)).Select(day => new TimelineDay(day.Key, [.. day]))]);
    }

    /// <summary>The roles stand in the event as they were then; a person may have others by now.</summary>
    internal static string RoleOf(byte[] canonical)
    {
        using var entry = JsonDocument.Parse(canonical);
        var roles = entry.RootElement.GetProperty("actor").GetProperty("roles").EnumerateArray()
            .Select(role => Enum.TryParse<Role>(role.GetString(), out var known) ? RoleWords.Of(known).ToLowerInvariant() : null)
            .OfType<string>();
        return string.Join(", ", roles);
    }
}
