using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>One rendered page of an upload.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ImageHref">Our own rendering; the upload itself is never shown.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Text">What could be extracted; null or blank says that the page is a picture without text.</param>
public sealed record OrderPage(int Number, string ImageHref, int Width, int Height, string? Text = null);

/// <summary><c>&lt;p-order name="Warrant.pdf" pages="Model.Pages" /&gt;</c>: page images one below the other, each with its text; zooms where script runs.</summary>
[HtmlTargetElement("p-order", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OrderViewer : TagHelper
{
    public string Name { get; set; } = "Order";

    public IReadOnlyList<OrderPage> Pages { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var tools = Markup.Element("div", "viewer-tools").Attribute("hidden", "hidden").Attribute("data-viewer-tools", "")
            .With(Button("out", "minus", "Smaller")).With(Markup.Element("output", "viewer-zoom").With("Fit")).With(Button("in", "plus", "Larger"))
            .With(Button("fit", "fit", "Fit the width"));
        var head = Markup.Element("div", "viewer-head").With(Markup.Element("p", "viewer-name").With(Markup.Icon("file"))
            .With(Markup.Element("bdi").With(Name)).With(" ").With(Markup.Element("span", "muted").With(InWords.Count(Pages.Count, "page")))).With(tools);
        var pages = Markup.Element("div", "viewer-pages").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", $"Pages of {Name}")
            .WithEach(Pages, Page);
        output.Become(Markup.Element("div", "viewer").Attribute("data-viewer", "").Attribute("data-zoom", "fit").With(head).With(pages));
    }

    private static TagBuilder Button(string step, string icon, string label) => Markup.Element("button", "icon-button")
        .Attribute("type", "button").Attribute("data-zoom-step", step).Attribute("aria-label", label).With(Markup.Icon(icon));

    private TagBuilder Page(OrderPage page)
    {
        var image = Markup.Element("img").Attribute("src", page.ImageHref).Attribute("width", page.Width).Attribute("height", page.Height)
            .Attribute("alt", $"Page {page.Number} of {Pages.Count}").Attribute("loading", page.Number == 1 ? null : "lazy").Attribute("decoding", "async");
        var text = Markup.Element("details").With(Markup.Element("summary").With($"Text of page {page.Number}"));
        if (string.IsNullOrWhiteSpace(page.Text)) text.With(Markup.Element("p", "muted").With("No text could be read from this page; it may be a scan."));
        else text.With(Markup.Element("div", "viewer-text").Attribute("dir", "auto").With(page.Text));
        return Markup.Element("figure", "viewer-page").With(image)
            .With(Markup.Element("figcaption").With($"{page.Number} of {Pages.Count}").With(text));
    }
}
