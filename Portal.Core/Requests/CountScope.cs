using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Archive.Preserved;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>What a line's cuts are, while a reviewer is still at it.</summary>
public sealed record LineCuts(string LineId, ImmutableArray<ScopeCut> Cuts);

/// <summary>Counts per line, before approval: what is asked for, what the cuts leave, and what each takes away. Never content.</summary>
public sealed class CountScope(PortalDb db, UnitOfWork unit, AuditTrail audit, IMessageArchive archive, ArchiveOfRequest records)
{
    public sealed record Result(ImmutableArray<ScopeLine> Lines, ImmutableArray<LineCount> Counts, ArchiveMark Mark);

    public Task<Result> ExecuteAsync(Guid requestId, IReadOnlyList<LineCuts> cuts, Actor actor, CancellationToken ct) => CountAsync(requestId, cuts, actor, record: true, ct);

    internal async Task<Result> CountAsync(Guid requestId, IReadOnlyList<LineCuts> cuts, Actor actor, bool record, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ProposeScope);
        var request = await db.Requests.LoadAsync(requestId, actor, ct);
        var lines = Compile(request, cuts);
        var mark = await archive.MarkAsync(ct);
        var counts = ImmutableArray.CreateBuilder<LineCount>(lines.Length);
        // What the agency's preservations kept counts too, as it will when the package is built.
        using var opened = await OpenAsync(requestId, mark, ct);
        foreach (var line in lines) counts.Add(await CountLineAsync(line, opened.Records, mark, ct));
        var result = new Result(lines, counts.DrainToImmutable(), mark);
        if (record)
        {
            await unit.RunAsync(
                actor,
                requestId,
                "count the scope",
                () =>
                {
                    audit.Record(
                        new ScopeCounted(lines.Length, result.Counts.Sum(c => c.Requested), result.Counts.Sum(c => c.Authorised)) { RequestId = requestId },
                        actor);
                    return Task.CompletedTask;
                },
                ct);
        }
        return result;
    }

    /// <summary>The order's lines with the cuts laid on. A line of a target that is not resolved takes nothing and is left out.</summary>
    internal static ImmutableArray<ScopeLine> Compile(LegalRequest request, IReadOnlyList<LineCuts> cuts)
    {
        var byLine = cuts.ToDictionary(c => c.LineId, c => c.Cuts, StringComparer.Ordinal);
        var targets = request.Targets.ToDictionary(t => t.Id);
        return
        [
            .. request.Lines.OrderBy(l => l.Number)
                .Select(line => (line, target: targets[line.TargetId]))
                .Select(x => (x.line, x.target, selector: x.line.SelectorFor(x.target)))
                .Where(x => x.selector is not null)
                .Select(x => new ScopeLine(x.line.LineId, x.target.Label, x.selector!, byLine.GetValueOrDefault(x.line.LineId, []))),
        ];
    }

    private async Task<OpenedArchive> OpenAsync(Guid requestId, ArchiveMark mark, CancellationToken ct)
    {
        try
        {
            return await records.OpenAsync(requestId, mark, ct);
        }
        catch (SnapshotException unusable)
        {
            throw new RuleViolation("preservation.unusable", unusable.Message);
        }
    }

    private static async Task<LineCount> CountLineAsync(ScopeLine line, IMessageArchive archive, ArchiveMark mark, CancellationToken ct)
    {
        var requested = await archive.CountAsync(line.Requested, mark, ct);
        var left = requested;
        RecordSelector? selector = line.Requested;
        var taken = ImmutableArray.CreateBuilder<long>(line.Cuts.Length);
        foreach (var cut in line.Cuts)
        {
            selector = selector is null ? null : cut.Apply(selector);
            var after = selector is null ? 0 : await archive.CountAsync(selector, mark, ct);
            taken.Add(left - after);
            left = after;
        }
        return new LineCount(line.LineId, requested, left, taken.DrainToImmutable());
    }
}
