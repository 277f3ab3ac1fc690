using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary><c>&lt;p-empty title="No requests wait for you" icon="inbox"&gt;what to do, with its link&lt;/p-empty&gt;</c></summary>
[HtmlTargetElement("p-empty")]
public sealed class EmptyState : TagHelper
{
    public string Title { get; set; } = "";

    public string Icon { get; set; } = "inbox";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        output.Become(Markup.Element("div", "empty").With(Markup.Icon(Icon))
            .With(Markup.Element("p", "empty-title").With(Title))
            .With(Markup.Element("div", "empty-body").With(await output.ChildOrNullAsync())));
}
