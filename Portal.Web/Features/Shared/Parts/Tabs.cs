using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>A saved view or a side of one thing; each is a page of its own.</summary>
public sealed record TabLink(string Text, string Href, bool Current = false, long? Count = null);

/// <summary><c>&lt;p-tabs label="Views" items="Model.Views" /&gt;</c></summary>
[HtmlTargetElement("p-tabs", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Tabs : TagHelper
{
    public string Label { get; set; } = "Views";

    public IEnumerable<TabLink> Items { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Become(Markup.Element("nav", "tabs").Attribute("aria-label", Label).With(Markup.Element("ul").WithEach(Items, item =>
        {
            var link = Markup.Element("a").Attribute("href", item.Href).Attribute("aria-current", item.Current ? "page" : null).With(item.Text);
            if (item.Count is { } count) link.With(" ").With(Markup.Element("span", "count").With(InWords.Number(count)));
            return Markup.Element("li").With(link);
        })));
}
