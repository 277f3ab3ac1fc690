using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>One answer to choose. <paramref name="Value"/> is what is posted.</summary>
/// <param name="Value">What is posted and compared with the model's value.</param>
/// <param name="Text">What the reader sees.</param>
/// <param name="Hint">A line that helps to choose.</param>
/// <param name="Group">Consecutive choices with the same group stand under its heading.</param>
/// <param name="Disabled">Shown and not choosable; say why in the hint.</param>
public sealed record Choice(string Value, string Text, string? Hint = null, string? Group = null, bool Disabled = false)
{
    /// <summary>Yes and No, for a <c>bool?</c>.</summary>
    public static IReadOnlyList<Choice> YesNo { get; } = [new("true", "Yes"), new("false", "No")];
}

/// <summary><c>&lt;p-radios for="Instrument" label="What do you have?" choices="Model.Instruments" /&gt;</c></summary>
[HtmlTargetElement("p-radios", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Radios : Question
{
    public IEnumerable<Choice> Choices { get; set; } = [];

    /// <summary>Side by side: for two or three short answers.</summary>
    public bool Inline { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var chosen = Value;
        output.Become(Grouped(ChoiceList.Build("radio", Name, Id, Choices, Inline, HasErrors,
            choice => string.Equals(choice.Value, chosen, StringComparison.OrdinalIgnoreCase))));
    }
}

/// <summary><c>&lt;p-checkboxes for="Categories" label="Which data?" choices="…" /&gt;</c>; the property is a collection of strings or enums.</summary>
[HtmlTargetElement("p-checkboxes", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Checkboxes : Question
{
    public IEnumerable<Choice> Choices { get; set; } = [];

    public bool Inline { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var chosen = Chosen();
        output.Become(Grouped(ChoiceList.Build("checkbox", Name, Id, Choices, Inline, HasErrors, choice => chosen.Contains(choice.Value))));
    }

    private HashSet<string> Chosen()
    {
        var values = ViewContext.ViewData.ModelState.TryGetValue(Name, out var entry) && entry.RawValue is not null
            ? entry.RawValue as IEnumerable<string> ?? [entry.AttemptedValue ?? ""]
            : For.Model is IEnumerable items and not string ? items.Cast<object?>().Select(Machine) : [Machine(For.Model)];
        return values.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary><c>&lt;p-checkbox for="Sworn" label="I swear that the above is true" /&gt;</c>: one tick for a <c>bool</c>.</summary>
[HtmlTargetElement("p-checkbox", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Checkbox : Question
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = Errors;
        var on = Value?.Split(',').Contains("true", StringComparer.OrdinalIgnoreCase) == true;
        var field = Markup.Element("div", HasErrors ? "field has-error" : "field");
        if (HasErrors)
        {
            field.With(Markup.Element("p", "field-error").Attribute("id", $"{Id}-error").With(Markup.Icon("stop"))
                .With(Markup.Spoken("Error: ")).With(string.Join(" ", errors)));
        }

        var words = Markup.Element("span", "choice-words").With(Markup.Element("label").Attribute("for", Id).With(LabelText));
        if (Hint is not null) words.With(Markup.Element("span", "hint").Attribute("id", $"{Id}-hint").With(Hint));
        output.Become(field.With(Markup.Element("div", "choice")
            .With(Markup.Element("input").Attribute("type", "checkbox").Attribute("id", Id).Attribute("name", Name).Attribute("value", "true")
                .Flag("checked", on).Attribute("aria-describedby", DescribedBy()).Attribute("aria-invalid", HasErrors ? "true" : null))
            .With(words)));
    }
}

/// <summary><c>&lt;p-select for="Zone" label="Time zone" choices="…" empty-text="Choose a zone" /&gt;</c></summary>
[HtmlTargetElement("p-select", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Select : Question
{
    public IEnumerable<Choice> Choices { get; set; } = [];

    /// <summary>The first line, with an empty value; null leaves it out.</summary>
    public string? EmptyText { get; set; }

    public string Width { get; set; } = "30";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var chosen = Value;
        var select = Markup.Element("select", $"input width-{Width}").Attribute("id", Id).Attribute("name", Name)
            .Attribute("aria-describedby", DescribedBy()).Attribute("aria-invalid", HasErrors ? "true" : null);
        if (EmptyText is not null) select.With(Markup.Element("option").Attribute("value", "").With(EmptyText));
        TagBuilder? group = null;
        foreach (var choice in Choices)
        {
            if (choice.Group is null) group = null;
            else if (group is null || group.Attributes["label"] != choice.Group)
            {
                group = Markup.Element("optgroup").Attribute("label", choice.Group);
                select.With(group);
            }

            (group ?? select).With(Markup.Element("option").Attribute("value", choice.Value).Flag("disabled", choice.Disabled)
                .Flag("selected", string.Equals(choice.Value, chosen, StringComparison.OrdinalIgnoreCase)).With(choice.Text));
        }

        output.Become(Labelled(select));
    }
}

internal static class ChoiceList
{
    public static TagBuilder Build(
        string type, string name, string id, IEnumerable<Choice> choices, bool inline, bool invalid, Func<Choice, bool> isChosen)
    {
        var list = Markup.Element("div", inline ? "choices is-inline" : "choices");
        string? group = null;
        var index = 0;
        foreach (var choice in choices)
        {
            if (choice.Group is not null && choice.Group != group) list.With(Markup.Element("p", "choice-group").With(choice.Group));
            group = choice.Group;
            // The first has the question's id, where the error summary's link lands.
            var inputId = index == 0 ? id : $"{id}-{index.ToString(CultureInfo.InvariantCulture)}";
            var words = Markup.Element("span", "choice-words").With(Markup.Element("label").Attribute("for", inputId).With(choice.Text));
            if (choice.Hint is not null) words.With(Markup.Element("span", "hint").Attribute("id", $"{inputId}-help").With(choice.Hint));
            list.With(Markup.Element("div", "choice")
                .With(Markup.Element("input").Attribute("type", type).Attribute("id", inputId).Attribute("name", name)
                    .Attribute("value", choice.Value).Flag("checked", isChosen(choice)).Flag("disabled", choice.Disabled)
                    .Attribute("aria-describedby", choice.Hint is null ? null : $"{inputId}-help")
                    .Attribute("aria-invalid", invalid && type == "checkbox" ? "true" : null))
                .With(words));
            index++;
        }

        return list;
    }
}
