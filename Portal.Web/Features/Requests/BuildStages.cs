using Portal.Core.Disclosures;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>The building of a package as the stage part shows it.</summary>
internal static class BuildStages
{
    private static readonly BuildStage[] Shown = [BuildStage.Extract, BuildStage.Render, BuildStage.Records, BuildStage.Recount, BuildStage.Seal];

    public static IReadOnlyList<Stage> Of(BuildProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return [.. Shown.Select(stage => Of(stage, progress))];
    }

    private static Stage Of(BuildStage stage, BuildProgress progress)
    {
        var key = stage.ToString().ToLowerInvariant();
        var name = BuildProgress.Name(stage);
        if (stage < progress.Stage) return new Stage(key, name, StageState.Done);
        if (stage > progress.Stage) return new Stage(key, name, StageState.Waiting);
        return new Stage(key, name, progress.HasStopped ? StageState.Failed : StageState.Running, progress.Done, progress.Total > 0 ? progress.Total : null);
    }
}
