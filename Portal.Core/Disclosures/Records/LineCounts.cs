using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Records;

/// <summary>Whether what stands under each line of a scope can be, by what the archive counted for the line.</summary>
internal static class LineCounts
{
    /// <summary>Null where it can; otherwise which line differs, and how.</summary>
    public static string? Breach(AuthorizedScope scope, ImmutableArray<LineFinding> findings, IReadOnlyDictionary<string, long> byLine)
    {
        foreach (var line in scope.Lines)
        {
            // A line may have given records to an earlier one, never taken more than it is authorised.
            var (stands, authorised) = (byLine.GetValueOrDefault(line.LineId), AuthorisedOf(line.LineId));
            if (stands > authorised) return $"Line {line.LineId}: {stands} written, {authorised} authorised.";
        }
        if (byLine.Keys.Except(scope.Lines.Select(line => line.LineId), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            return $"Records name line {unknown}, which the scope does not have.";
        // Nothing comes before the first message line, so it has kept all that is its own.
        return scope.Lines.FirstOrDefault(line => line.Selector.Category != DataCategory.Subscriber) is { } first && AuthorisedOf(first.LineId) != byLine.GetValueOrDefault(first.LineId)
            ? $"Line {first.LineId}: {byLine.GetValueOrDefault(first.LineId)} written, {AuthorisedOf(first.LineId)} authorised."
            : null;

        long AuthorisedOf(string lineId) => findings.Single(found => found.LineId == lineId).Authorised;
    }
}
