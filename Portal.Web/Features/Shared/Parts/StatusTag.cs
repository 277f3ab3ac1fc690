using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary><c>&lt;p-status meaning="Waiting" text="With legal review" /&gt;</c></summary>
[HtmlTargetElement("p-status", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusTag : TagHelper
{
    public Meaning Meaning { get; set; }

    public string Text { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Become(Markup.Element("span", $"status {Meaning.Css()}").With(Markup.Icon(Meaning.Icon()))
            .With(Markup.Element("span").With(Text.Length > 0 ? Text : Meaning.Word())));
}
