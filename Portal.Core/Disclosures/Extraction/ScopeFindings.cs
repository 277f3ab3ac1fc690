using System.Collections.Immutable;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>Counts each line of a scope as asked, after each cut, and as authorised, all at the package's mark.</summary>
internal static class ScopeFindings
{
    /// <summary>Where the findings are kept between the stages.</summary>
    public const string Note = "work/findings.json";

    /// <param name="archive">With what the request's preservations kept.</param>
    /// <exception cref="BuildStoppedException">A cut would add records, or requested is not authorised plus withheld.</exception>
    public static async Task<ImmutableArray<LineFinding>> TakeAsync(PackageInWork package, IMessageArchive archive, CancellationToken ct)
    {
        var findings = ImmutableArray.CreateBuilder<LineFinding>();
        foreach (var line in package.Scope.Statement.Lines) findings.Add(await TakeAsync(line, archive, package.Mark, ct));
        return findings.ToImmutable();
    }

    private static async Task<LineFinding> TakeAsync(ScopeLine line, IMessageArchive archive, ArchiveMark mark, CancellationToken ct)
    {
        var held = archive.Holds.Contains(line.Requested.Category);
        var requested = held ? await archive.CountAsync(line.Requested, mark, ct) : 0;
        var taken = ImmutableArray.CreateBuilder<long>(line.Cuts.Length);
        RecordSelector? selector = line.Requested;
        var left = requested;
        foreach (var cut in line.Cuts)
        {
            selector = selector is null ? null : cut.Apply(selector);
            var after = selector is null || !held ? 0 : await archive.CountAsync(selector, mark, ct);
            if (after > left) throw new BuildStoppedException($"Line {line.LineId} counts more records after a cut than before it. The archive's counts cannot be trusted: ask its operators.");
            taken.Add(left - after);
            left = after;
        }
        // Asked anew from what the line itself says is authorised, not from the steps above.
        var authorised = held && line.Authorised() is { } whole ? await archive.CountAsync(whole, mark, ct) : 0;
        if (requested != authorised + taken.Sum())
            throw new BuildStoppedException($"Line {line.LineId}: {requested} requested is not {authorised} authorised plus {taken.Sum()} withheld. The archive's counts cannot be trusted: ask its operators.");
        return new LineFinding(line.LineId, line.TargetLabel, line.Requested.Category, line.Requested.Window, held, requested, authorised, taken.MoveToImmutable());
    }
}
