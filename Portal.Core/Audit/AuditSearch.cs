using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Audit;

/// <summary>What an auditor asks the log for. Every part that is given narrows.</summary>
/// <param name="Text">Words of the sentence.</param>
/// <param name="Person">Part of the actor's name.</param>
/// <param name="Event">A pinned name, or the part before its dot.</param>
/// <param name="Reference">A request's reference.</param>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC; it counts whole.</param>
/// <param name="Before">Keyset cursor: entries with a smaller id.</param>
public sealed record AuditQuestion(string? Text = null, string? Person = null, string? Event = null, string? Reference = null, DateOnly? From = null, DateOnly? To = null, long? Before = null);

/// <summary>A line of the log, as a page shows it.</summary>
public sealed record AuditLine(long Id, Guid EventId, DateTimeOffset At, string Name, string ActorName, string Sentence, Guid? RequestId, string? Reference, string LeafHash, string Canonical);

/// <summary>The auditor's search of the log, newest first. Searching is itself recorded.</summary>
public sealed class AuditSearch(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    public const int PageSize = 50;

    public sealed record Result(IReadOnlyList<AuditLine> Lines, long? Next);

    public async Task<Result> ExecuteAsync(AuditQuestion question, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ReadAuditTrail);
        // A page turned is the same search going on; only asking is recorded.
        if (question.Before is null)
        {
            await unit.RunAsync(
                actor,
                null,
                "search the log",
                () =>
                {
                    audit.Record(new AuditSearched(question), actor);
                    return Task.CompletedTask;
                },
                ct);
        }
        return await FindAsync(question, actor, ct);
    }

    /// <summary>The same without a record of its own: for a page whose opening is the record.</summary>
    public async Task<Result> FindAsync(AuditQuestion question, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ReadAuditTrail);
        var rows = await Narrow(question).OrderByDescending(a => a.Id).Take(PageSize + 1).ToListAsync(ct);
        var lines = await LinesAsync([.. rows.Take(PageSize)], ct);
        return new Result(lines, rows.Count > PageSize ? lines[^1].Id : null);
    }

    /// <summary>The whole life of one request, oldest first.</summary>
    public async Task<IReadOnlyList<AuditLine>> OfRequestAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ReadAuditTrail);
        var rows = await db.AuditEntries.AsNoTracking().Where(a => a.RequestId == requestId).OrderBy(a => a.Id).ToListAsync(ct);
        return await LinesAsync(rows, ct);
    }

    private IQueryable<AuditEntry> Narrow(AuditQuestion question)
    {
        var entries = db.AuditEntries.AsNoTracking();
        if (question.Text is { Length: > 0 } text) entries = entries.Where(a => EF.Functions.Like(a.Sentence, Pattern(text), "\\"));
        if (question.Person is { Length: > 0 } person) entries = entries.Where(a => EF.Functions.Like(a.ActorName, Pattern(person), "\\"));
        if (question.Event is { Length: > 0 } name) entries = entries.Where(a => a.Name == name || a.Name.StartsWith(name + "."));
        if (question.Reference is { Length: > 0 } reference)
            entries = entries.Where(a => db.Requests.Any(r => r.Reference == reference.Trim() && r.Id == a.RequestId));
        if (question.From is { } from)
        {
            var start = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);
            entries = entries.Where(a => a.At >= start);
        }
        if (question.To is { } to && to < DateOnly.MaxValue)
        {
            var end = new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
            entries = entries.Where(a => a.At < end);
        }
        if (question.Before is { } before) entries = entries.Where(a => a.Id < before);
        return entries;
    }

    private async Task<IReadOnlyList<AuditLine>> LinesAsync(List<AuditEntry> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.RequestId).OfType<Guid>().Distinct().ToList();
        var references = await db.Requests.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Reference, ct);
        return
        [
            .. rows.Select(a => new AuditLine(
                a.Id,
                a.EventId,
                a.At,
                a.Name,
                a.ActorName,
                a.Sentence,
                a.RequestId,
                a.RequestId is { } id ? references.GetValueOrDefault(id) : null,
                Convert.ToHexStringLower(a.LeafHash),
                Encoding.UTF8.GetString(a.Canonical))),
        ];
    }

    private static string Pattern(string text) =>
        $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}

[AuditName("audit.searched")]
public sealed record AuditSearched(AuditQuestion Question) : AuditEvent
{
    public override string Sentence => "Searched the log.";
}

[AuditName("audit.request-opened")]
public sealed record AuditRequestOpened(string Reference) : AuditEvent
{
    public override string Sentence => $"Opened the record of {Reference}.";
}
