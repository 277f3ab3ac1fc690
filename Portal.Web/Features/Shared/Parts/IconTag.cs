using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary><c>&lt;p-icon name="phone" /&gt;</c>: a drawing of <c>wwwroot/icons.svg</c>; with <c>label</c> where no word stands beside it.</summary>
[HtmlTargetElement("p-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTag : TagHelper
{
    public string Name { get; set; } = "dot";

    public string? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become(Markup.Icon(Name, Label));
}
