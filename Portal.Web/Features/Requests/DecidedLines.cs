using System.Collections.Immutable;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>A decided line as its agency reads it: each cut with its reason, citation and count.</summary>
internal static class DecidedLines
{
    public static ScopeRow RowOf(DecidedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return ScopeLineRow.Of(line.Line, line.Count, ImmutableDictionary<string, string>.Empty, (_, i) => ReasonOf(line.Cuts[i]));
    }

    private static string ReasonOf(DecidedCut cut) => $"{cut.Reason}: {cut.Cut.Note.TrimEnd('.')}. {cut.Citation}. {InWords.Count(cut.Taken, "record")} withheld.";
}
