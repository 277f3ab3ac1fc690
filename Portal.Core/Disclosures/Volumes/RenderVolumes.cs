using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>
/// Helps the builder of a package with its volumes: drafts those that nobody is at, until none is left. May run in any process, any number of
/// times, killed at any point; without it the builder drafts them all by itself.
/// </summary>
public sealed partial class RenderVolumes
{
    private readonly PortalDb db;
    private readonly PackageOpening opening;
    private readonly DraftVolumes drafting;
    private readonly ILogger<RenderVolumes> logger;

    internal RenderVolumes(PortalDb db, PackageOpening opening, DraftVolumes drafting, ILogger<RenderVolumes> logger)
    {
        this.db = db;
        this.opening = opening;
        this.drafting = drafting;
        this.logger = logger;
    }

    /// <returns>How many volumes it drafted; 0 also where there is nothing to help with.</returns>
    /// <exception cref="OperationCanceledException">The worker is stopping.</exception>
    /// <exception cref="Exception">Something it needs failed. The volume is free again, and the package's builder meets the same and says so in the row.</exception>
    public async Task<int> ExecuteAsync(Guid disclosureId, CancellationToken ct)
    {
        var row = await db.Disclosures.AsNoTracking().SingleOrDefaultAsync(d => d.Id == disclosureId, ct);
        if (row is not { Stage: BuildStage.Render, ArchiveMark: { } mark }) return 0;
        try
        {
            var scope = await opening.OpenScopeAsync(row, ct);
            var work = new VolumesInWork(row.Id, row.RequestId, await opening.FactsAsync(row, scope, new ArchiveMark(mark), ct), scope.Statement);
            return await drafting.RunAsync(work, LeaseTerms.NewOwner(), ct);
        }
        catch (Exception refusal) when (refusal is ScopeRefusedException or BuildStoppedException)
        {
            // For the builder to tell, who cannot go on either: nothing is won by trying again here.
            Refused(logger, row.PackageReference, refusal.GetType().Name);
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Helping with the volumes of {Package} ended: {Kind}. Its builder says why")]
    private static partial void Refused(ILogger logger, string package, string kind);
}
