using Portal.Core.Correspondence;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Web.Features.Shared;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record RequestView(AgencyRequest Of, IReadOnlyList<ThreadItem>? Letters = null)
{
    public ThreadView Thread => new(Request.Id, Letters ?? [], Staff: false);

    public LegalRequest Request => Of.Request;

    public string StatusWords => AgencyWords.Of(Request.Status);

    /// <summary>Lines in the order's sequence, while nothing is decided.</summary>
    public IEnumerable<RequestedLine> Lines => Request.Lines.OrderBy(l => l.Number);

    public IReadOnlyList<ScopeRow> Scope => Of.Decision is { } decision ? [.. decision.Lines.Select(DecidedLines.RowOf)] : [];

    public IEnumerable<RequestClock> FixedClocks => Of.Clocks is { } clocks
        ? clocks.All.Where(c => c.Counts && c.Kind is ClockKind.Acknowledge or ClockKind.Respond or ClockKind.Triage)
        : [];

    public bool IsBuilding => Of.Package is { ReleasedAt: null, Problem: null };

    public IReadOnlyList<Stage> Stages => Of.Package is { } package ? BuildStages.Of(BuildProgress.Of(package)) : [];

    public IEnumerable<TimelineEvent> Timeline => Of.Timeline.Select(e => new TimelineEvent(e.At, e.What, new PersonView(e.Who)));

    public bool HasActions => Of.MayWithdraw || Of.MayCoSign || Of.MayAnswer;

    /// <summary>What the order says, by the sections of its certificate where it has one.</summary>
    public IEnumerable<(string? Title, IEnumerable<(string Label, string? Value)> Fields)> Sections => Of.Fields
        .Where(f => f.Value is not null)
        .GroupBy(f => f.Section)
        .Select(s => (s.Key, s.Select(f => (f.Label, OrderWords.Of(f.Kind, f.Value)))));

    public string TargetOf(RequestedLine line) => Request.Targets.Single(t => t.Id == line.TargetId).Label;

    public static string RecordsOf(RequestedLine line) => DataCategories.Name(line.Category);
}
