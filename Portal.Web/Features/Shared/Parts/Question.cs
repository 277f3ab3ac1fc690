using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// What every field part shares: label, hint, errors, the value as typed, and how they are wired together
/// (<c>aria-describedby</c>, <c>aria-invalid</c>). The first input of a question has the question's own id, so the error summary can link to it.
/// </summary>
public abstract class Question : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The property of the form model that it fills.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>Falls back to the property's display name.</summary>
    public string? Label { get; set; }

    public string? Hint { get; set; }

    /// <summary>Adds "(optional)" to the label. Fields are required unless they say so.</summary>
    public bool Optional { get; set; }

    /// <summary>The label is the page's h1 and title: for pages that ask one thing. Leave out <c>p-heading</c> then.</summary>
    public bool IsHeading { get; set; }

    /// <summary>Only screen readers hear the label: for search boxes and filter rows whose place says enough.</summary>
    public bool HideLabel { get; set; }

    private protected string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private protected string Id => IdOf(Name);

    private protected string LabelText => Label ?? For.Metadata.DisplayName ?? For.Metadata.PropertyName ?? Name;

    private protected bool HasErrors => Errors.Count > 0;

    private protected IReadOnlyList<string> Errors => ErrorsOf(ViewContext.ViewData.ModelState, Name, LabelText);

    /// <summary>Ids of hint and error in reading order, or null when there is neither.</summary>
    private protected string? DescribedBy(params string?[] more)
    {
        var ids = new[] { Hint is null ? null : $"{Id}-hint", HasErrors ? $"{Id}-error" : null }.Concat(more).Where(id => id is not null);
        var text = string.Join(' ', ids);
        return text.Length == 0 ? null : text;
    }

    /// <summary>What the reader typed, even if it could not be bound; else the model's value in invariant form.</summary>
    private protected string? Value => ValueOf(Name, For.Model);

    private protected string? ValueOf(string name, object? model) =>
        ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) && entry.RawValue is not null
            ? entry.AttemptedValue
            : Machine(model);

    internal static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    internal static IReadOnlyList<string> ErrorsOf(ModelStateDictionary state, string name, string label) =>
        state.TryGetValue(name, out var entry)
            ? [.. entry.Errors.Select(e => e.ErrorMessage.Length > 0 ? e.ErrorMessage : $"Check {label}: it could not be read").Distinct()]
            : [];

    private protected static string? Machine(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>A single control under a label.</summary>
    private protected TagBuilder Labelled(IHtmlContent control)
    {
        var label = Markup.Element("label", HideLabel ? "spoken" : "label").Attribute("for", Id).With(LabelContent());
        return Markup.Element("div", HasErrors ? "field has-error" : "field")
            .With(Heading(label)).With(HintContent()).With(ErrorContent()).With(control);
    }

    /// <summary>Several controls under one legend.</summary>
    private protected TagBuilder Grouped(IHtmlContent controls)
    {
        var legend = Markup.Element("legend", HideLabel ? "spoken" : "label");
        if (IsHeading)
        {
            PageTitle.Set(ViewContext, LabelText);
            legend.With(Markup.Element("h1").With(LabelContent()));
        }
        else legend.With(LabelContent());

        return Markup.Element("fieldset", HasErrors ? "field has-error" : "field").Attribute("aria-describedby", DescribedBy())
            .With(legend).With(HintContent()).With(ErrorContent()).With(controls);
    }

    private TagBuilder Heading(TagBuilder label)
    {
        if (!IsHeading) return label;
        PageTitle.Set(ViewContext, LabelText);
        return Markup.Element("h1", "label-heading").With(label);
    }

    private HtmlContentBuilder LabelContent()
    {
        var content = new HtmlContentBuilder();
        content.Append(LabelText);
        if (Optional) content.AppendHtml(Markup.Element("span", "optional").With(" (optional)"));
        return content;
    }

    private TagBuilder? HintContent() =>
        Hint is null ? null : Markup.Element("p", "hint").Attribute("id", $"{Id}-hint").With(Hint);

    private TagBuilder? ErrorContent()
    {
        if (!HasErrors) return null;
        var error = Markup.Element("p", "field-error").Attribute("id", $"{Id}-error").With(Markup.Icon("stop")).With(Markup.Spoken("Error: "));
        return error.With(string.Join(" ", Errors));
    }
}
