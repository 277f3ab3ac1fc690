using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>Where one step of a form stands.</summary>
public enum StepState
{
    ToDo,
    Current,
    Done,

    /// <summary>Something earlier has to be answered first; the note says what.</summary>
    Blocked,
}

/// <summary>One step; without <paramref name="Href"/> it cannot be opened.</summary>
public sealed record Step(string Text, StepState State, string? Href = null, string? Note = null);

/// <summary><c>&lt;p-steps steps="Model.Steps" label="New request" /&gt;</c>: what is done, what is open. On narrow screens it folds to "Step 2 of 6".</summary>
[HtmlTargetElement("p-steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepList : TagHelper
{
    public IReadOnlyList<Step> Steps { get; set; } = [];

    public string Label { get; set; } = "Steps";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var at = Steps.TakeWhile(step => step.State != StepState.Current).Count();
        var nav = Markup.Element("nav", "steps").Attribute("aria-label", Label);
        if (at < Steps.Count)
            nav.With(Markup.Element("p", "steps-brief").With($"Step {InWords.Number(at + 1)} of {InWords.Number(Steps.Count)}"));
        output.Become(nav.With(Markup.Element("ol").WithEach(Steps, Build)));
    }

    private static TagBuilder Build(Step step)
    {
        var (css, icon, spoken) = step.State switch
        {
            StepState.Done => ("is-done", "tick", " (answered)"),
            StepState.Current => ("is-current", "dot", ""),
            StepState.Blocked => ("is-blocked", "lock", " (not yet)"),
            _ => ("is-todo", "dot", " (to do)"),
        };
        var text = Markup.Element("span", "step-text").With(step.Href is null
            ? Markup.Element("span").With(step.Text)
            : Markup.Element("a").Attribute("href", step.Href).With(step.Text)).With(spoken.Length > 0 ? Markup.Spoken(spoken) : null);
        if (step.Note is not null) text.With(Markup.Element("span", "hint").With(step.Note));
        return Markup.Element("li", $"step {css}").Attribute("aria-current", step.State == StepState.Current ? "step" : null)
            .With(Markup.Element("span", "step-mark").With(Markup.Icon(icon))).With(text);
    }
}
