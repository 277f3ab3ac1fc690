using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>Where one stage stands.</summary>
public enum StageState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>One stage of building a package.</summary>
/// <param name="Key">Machine name: extract, render, sign, recount, seal.</param>
/// <param name="Name">"Extract".</param>
/// <param name="State">Where it stands.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; null when not known or not countable.</param>
/// <param name="Unit">Singular noun: "record", "page".</param>
public sealed record Stage(string Key, string Name, StageState State, long Done = 0, long? Total = null, string Unit = "record")
{
    internal string Words => State switch
    {
        StageState.Waiting => "Waiting",
        StageState.Failed => "Stopped",
        StageState.Done => Total is { } all ? InWords.Count(all, Unit) : "Done",
        _ => Total is { } all ? $"{InWords.Number(Done)} of {InWords.Count(all, Unit)}" : Done > 0 ? InWords.Count(Done, Unit) : "Running",
    };

    /// <summary>What a server-sent "stage" event carries as JSON: <c>{ key, state, done, total, words }</c>.</summary>
    public object ToEvent() => new { key = Key, state = Css, done = Done, total = Total, words = Words };

    internal string Css => State switch
    {
        StageState.Waiting => "waiting",
        StageState.Running => "running",
        StageState.Done => "done",
        _ => "failed",
    };
}

/// <summary>
/// <c>&lt;p-stages stages="Model.Stages" live-href="/requests/7/progress" /&gt;</c>. With <c>live-href</c> it follows server-sent events:
/// "stage" (<see cref="Stage.ToEvent"/>) and "finished" (any data: the page is loaded again). Without script the page reloads itself every
/// five seconds.
/// </summary>
[HtmlTargetElement("p-stages", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StageProgress : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public IEnumerable<Stage> Stages { get; set; } = [];

    /// <summary>Set it only while work goes on.</summary>
    public string? LiveHref { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Markup.Link(LiveHref) is not null) ViewContext.ViewData["RefreshSeconds"] = 5;
        output.Become(Markup.Element("ol", "stages").Attribute("data-live", Markup.Link(LiveHref)).WithEach(Stages, Build));
    }

    private static TagBuilder Build(Stage stage)
    {
        var icon = stage.State switch { StageState.Done => "tick", StageState.Failed => "stop", StageState.Running => "running", _ => "dot" };
        var bar = Markup.Element("progress").Attribute("aria-label", stage.Name).Attribute("max", stage.Total is > 0 ? stage.Total.Value : 1);
        // Without a value the bar is indeterminate, which is the truth while a running stage does not know its total.
        if (stage.State == StageState.Done) bar.Attribute("value", stage.Total is > 0 ? stage.Total.Value : 1);
        else if (stage.Total is > 0 || stage.State != StageState.Running) bar.Attribute("value", Math.Min(stage.Done, stage.Total ?? 0));
        return Markup.Element("li", "stage").Attribute("data-stage", stage.Key).Attribute("data-state", stage.Css)
            .With(Markup.Element("span", "stage-icon").With(Markup.Icon(icon)))
            .With(Markup.Element("span", "stage-name").With(stage.Name)).With(bar)
            .With(Markup.Element("span", "stage-words").With(stage.Words));
    }
}
