using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Portal.Web.Features.Shared;

/// <summary>
/// Finds views beside their controllers: a controller in <c>Portal.Web.Features.Requests</c> has its views in
/// <c>/Features/Requests/</c>; what several features use stands in <c>/Features/Shared/</c> and <c>/Features/Shared/Parts/</c>.
/// </summary>
internal sealed class FeatureViewLocations : IViewLocationExpander
{
    private const string Root = "Portal.Web.Features.";
    private const string Feature = "feature";

    /// <inheritdoc />
    public void PopulateValues(ViewLocationExpanderContext context)
    {
        // Part of the key under which found views are cached: two features may each have an Index.
        if (context.ActionContext.ActionDescriptor is ControllerActionDescriptor action)
            context.Values[Feature] = FolderOf(action.ControllerTypeInfo.Namespace);
    }

    /// <inheritdoc />
    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        if (context.Values.TryGetValue(Feature, out var folder) && !string.IsNullOrEmpty(folder))
            yield return $"/Features/{folder}/{{0}}.cshtml";
        yield return "/Features/Shared/{0}.cshtml";
        yield return "/Features/Shared/Parts/{0}.cshtml";
    }

    private static string? FolderOf(string? controllerNamespace) =>
        controllerNamespace?.StartsWith(Root, StringComparison.Ordinal) == true
            ? controllerNamespace[Root.Length..].Replace('.', '/')
            : null;
}
