using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary><c>&lt;p-errors /&gt;</c>: all errors of the form, each linked to its field, in the order of the model's properties. Nothing when there is none.</summary>
[HtmlTargetElement("p-errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummary : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = InPageOrder(ViewContext.ViewData);
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        var title = errors.Count == 1 ? "One thing to put right" : $"{InWords.Number(errors.Count)} things to put right";
        var list = Markup.Element("ul").WithEach(errors, error => Markup.Element("li").With(Line(error.Key, error.Message)));
        output.Become(Markup.Element("div", "error-summary").Attribute("role", "alert").Attribute("tabindex", "-1").Attribute("data-focus", "")
            .With(Markup.Element("h2").With(Markup.Icon("stop")).With(title)).With(list));
    }

    private static TagBuilder Line(string key, string message) => key.Length == 0
        ? Markup.Element("span").With(message)
        : Markup.Element("a").Attribute("href", "#" + Question.IdOf(key)).With(message);

    // Model state enumerates alphabetically; readers go down the page, which follows the model.
    private static List<(string Key, string Message)> InPageOrder(ViewDataDictionary data)
    {
        var order = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in data.ModelMetadata.Properties) order.TryAdd(property.PropertyName ?? "", order.Count);
        return
        [
            .. data.ModelState.Where(entry => entry.Value?.ValidationState == ModelValidationState.Invalid)
                .OrderBy(entry => order.GetValueOrDefault(entry.Key.Split('.', '[')[0], entry.Key.Length == 0 ? -1 : int.MaxValue))
                .SelectMany(entry => Question.ErrorsOf(data.ModelState, entry.Key, Label(data, entry.Key)).Select(message => (entry.Key, message))),
        ];
    }

    private static string Label(ViewDataDictionary data, string key)
    {
        var property = data.ModelMetadata.Properties.FirstOrDefault(p => string.Equals(p.PropertyName, key, StringComparison.OrdinalIgnoreCase));
        return property?.DisplayName ?? property?.PropertyName ?? "this answer";
    }
}
