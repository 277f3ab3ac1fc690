using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Disclosures;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>How far a package is.</summary>
/// <param name="Done">Done of <paramref name="Total"/> in <paramref name="Stage"/>; a total of 0 is not known yet.</param>
/// <param name="IsReleased">There is nothing more to wait for.</param>
/// <param name="HasStopped">A problem stopped it, which staff have to look at.</param>
public sealed record BuildProgress(BuildStage Stage, long Done, long Total, bool IsReleased, bool HasStopped)
{
    public static BuildProgress Of(Disclosure package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return new BuildProgress(package.Stage, package.StageDone, package.StageTotal, package.ReleasedAt is not null, package.Problem is not null);
    }

    /// <summary>What is done in a stage, as a page says it.</summary>
    public static string Name(BuildStage stage) => stage switch
    {
        BuildStage.Waiting => "Wait for a free worker",
        BuildStage.Extract => "Extract records",
        BuildStage.Render => "Write transcript",
        BuildStage.Records => "Write record files",
        BuildStage.Recount => "Count again",
        BuildStage.Seal => "Sign and seal",
        BuildStage.Done => "Release",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}

/// <summary>Where the package of a request stands now, read afresh every time.</summary>
public sealed class BuildProgressQuery(PortalDb db)
{
    /// <returns>Null before a package is queued.</returns>
    /// <exception cref="NotVisible">The request does not exist for this actor.</exception>
    public async Task<BuildProgress?> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        if (!await db.Requests.VisibleTo(actor).AnyAsync(r => r.Id == requestId, ct)) throw new NotVisible("request");
        var package = await db.Disclosures.AsNoTracking().Where(d => d.RequestId == requestId).OrderByDescending(d => d.CreatedAt).FirstOrDefaultAsync(ct);
        return package is null ? null : BuildProgress.Of(package);
    }
}
