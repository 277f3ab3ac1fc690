using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

/// <summary>Two lines that ask for the same records of the same target.</summary>
/// <param name="LineId">Of the request at hand.</param>
/// <param name="OtherLineId">Of the earlier request, or of the same request where lines of one are compared.</param>
/// <param name="Shared">What both windows hold.</param>
public sealed record LineOverlap(string LineId, string OtherLineId, string Target, DataCategory Category, UtcWindow Window, UtcWindow OtherWindow, UtcWindow Shared);

/// <summary>Holds two requests against each other. It knows no database, so that it can be tested against another telling of the same rule.</summary>
internal static class EarlierComparison
{
    /// <summary>Numbers that both orders bear, as they are compared.</summary>
    public static ImmutableArray<string> SharedNumbers(LegalRequest request, LegalRequest earlier) =>
        request.AgencyId == earlier.AgencyId ? [.. EarlierMark.NumbersOf(request).Intersect(EarlierMark.NumbersOf(earlier), StringComparer.Ordinal)] : [];

    /// <param name="withAccounts">Whether targets also match by whom the archive found them to be: for the legal staff alone.</param>
    public static ImmutableArray<LineOverlap> Overlaps(LegalRequest request, LegalRequest earlier, bool withAccounts)
    {
        var others = Index(earlier, withAccounts);
        return [.. request.Targets.SelectMany(target => Found(request, target, earlier, MarksOf(target, withAccounts).SelectMany(m => others[m]).Distinct()))];
    }

    /// <summary>Lines of one request that ask for the same twice, each pair once.</summary>
    public static ImmutableArray<LineOverlap> Within(LegalRequest request)
    {
        var all = Index(request, withAccounts: false);
        return
        [
            .. request.Targets
                .SelectMany(target => Found(request, target, request, MarksOf(target, false).SelectMany(m => all[m]).Distinct()))
                .Where(o => Number(o.LineId) < Number(o.OtherLineId)),
        ];
    }

    private static IEnumerable<LineOverlap> Found(LegalRequest request, RequestTarget target, LegalRequest earlier, IEnumerable<RequestTarget> others)
    {
        var lines = request.Lines.Where(l => l.TargetId == target.Id).ToList();
        return
            from other in others
            from line in lines
            from earlierLine in earlier.Lines
            where earlierLine.TargetId == other.Id && AskForTheSame(line, earlierLine)
            let shared = line.Window.Intersect(earlierLine.Window)
            where shared is not null
            select new LineOverlap(line.LineId, earlierLine.LineId, target.Label, line.Category, line.Window, earlierLine.Window, shared.Value);
    }

    /// <summary>What is sent is never what is received, and one conversation is not another.</summary>
    private static bool AskForTheSame(RequestedLine line, RequestedLine other) =>
        line.Category == other.Category
        && (line.Direction == other.Direction || line.Direction == Direction.Both || other.Direction == Direction.Both)
        && (line.ConversationId is null || other.ConversationId is null || line.ConversationId == other.ConversationId);

    private static ILookup<string, RequestTarget> Index(LegalRequest request, bool withAccounts) => request.Targets
        .SelectMany(target => MarksOf(target, withAccounts).Select(mark => (mark, target)))
        .ToLookup(x => x.mark, x => x.target, StringComparer.Ordinal);

    private static IEnumerable<string> MarksOf(RequestTarget target, bool withAccounts) =>
        withAccounts && EarlierMark.AccountOf(target) is { } account ? EarlierMark.IdentifiersOf(target).Append(account) : EarlierMark.IdentifiersOf(target);

    private static int Number(string lineId) => int.Parse(lineId.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
}
