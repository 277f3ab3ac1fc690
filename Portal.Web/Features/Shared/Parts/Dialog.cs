using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-dialog id="recall" title="Recall this package"&gt;…&lt;/p-dialog&gt;</c>, opened by <c>data-dialog="recall"</c> on a link whose
/// address is the same question as a page, for readers without script.
/// </summary>
[HtmlTargetElement("p-dialog")]
public sealed class Dialog : TagHelper
{
    public string Id { get; set; } = "";

    public string Title { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var close = Markup.Element("button", "icon-button").Attribute("type", "submit").Attribute("aria-label", "Close").With(Markup.Icon("close"));
        var head = Markup.Element("div", "dialog-head").With(Markup.Element("h2").Attribute("id", $"{Id}-title").With(Title))
            .With(Markup.Element("form").Attribute("method", "dialog").With(close));
        output.Become(Markup.Element("dialog", "dialog").Attribute("id", Id).Attribute("aria-labelledby", $"{Id}-title")
            .With(head).With(Markup.Element("div", "dialog-body").With(await output.ChildOrNullAsync())));
    }
}
