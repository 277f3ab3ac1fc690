using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-heading text="Your requests" caption="City Police" back-href="/" back-text="Home"&gt;buttons&lt;/p-heading&gt;</c>:
/// the one h1 of a page. It also names the page's title ("Your requests – Portal"), with "Error: " before it while the form has errors.
/// </summary>
[HtmlTargetElement("p-heading")]
public sealed class PageHeading : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public string Text { get; set; } = "";

    /// <summary>A small line above: the reference, the agency, the step.</summary>
    public string? Caption { get; set; }

    public string? BackHref { get; set; }

    public string BackText { get; set; } = "Back";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        PageTitle.Set(ViewContext, Text);
        var head = Markup.Element("div", "page-head");
        if (Markup.Link(BackHref) is not null)
            head.With(Markup.Element("a", "back-link").Attribute("href", BackHref).With(Markup.Icon("arrow-left")).With(BackText));
        var words = Markup.Element("div", "page-head-text");
        if (Caption is not null) words.With(Markup.Element("p", "caption").With(Caption));
        words.With(Markup.Element("h1").With(Text));
        var row = Markup.Element("div", "page-head-row").With(words);
        if (await output.ChildOrNullAsync() is IHtmlContent actions) row.With(Markup.Element("div", "actions").With(actions));
        output.Become(head.With(row));
    }
}

internal static class PageTitle
{
    public static void Set(ViewContext view, string text) =>
        view.ViewData["Title"] = view.ViewData.ModelState.IsValid ? text : $"Error: {text}";
}
