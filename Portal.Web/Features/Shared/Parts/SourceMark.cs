using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-source citation="18 USC 2703(c)(2)" mark="V" /&gt;</c>: where a rule comes from and how sure we are of it. Marks as in the rule book:
/// V read in the law, S second-hand, P our policy, B to be confirmed by counsel.
/// </summary>
[HtmlTargetElement("p-source", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SourceMark : TagHelper
{
    public string? Citation { get; set; }

    public string Mark { get; set; } = "V";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (words, meaning) = Mark switch
        {
            "V" => ("Read in the law", Meaning.Good),
            "S" => ("Second-hand", Meaning.Neutral),
            "P" => ("Our policy", Meaning.Neutral),
            _ => ("To be confirmed by counsel", Meaning.ActNow),
        };
        var source = Markup.Element("span", "source");
        if (!string.IsNullOrWhiteSpace(Citation)) source.With(Markup.Element("cite").With(Citation)).With(" ");
        output.Become(source.With(Markup.Element("span", $"source-mark {meaning.Css()}")
            .With(Markup.Icon(meaning switch { Meaning.Good => "scales", Meaning.ActNow => "bell", _ => "info" })).With(words)));
    }
}
