using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-hash label="SHA-256" value="Model.Sha256" /&gt;</c>: monospace, shortened in the middle, with a copy button where script runs.
/// The whole value is in the markup, so find-in-page, print and screen readers get all of it.
/// </summary>
[HtmlTargetElement("p-hash", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class HashLine : TagHelper
{
    public string Value { get; set; } = "";

    /// <summary>What it is: "SHA-256", "Package".</summary>
    public string? Label { get; set; }

    /// <summary>Show every character, on as many lines as it takes.</summary>
    public bool Whole { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become(Build(Value, Label, Whole));

    internal static TagBuilder Build(string value, string? label, bool whole = false)
    {
        var line = Markup.Element("span", "hash");
        if (label is not null) line.With(Markup.Element("span", "hash-label").With(label)).With(" ");
        var code = Markup.Element("code");
        if (whole || value.Length <= 20) code.With(value);
        else
        {
            // The middle is squeezed by style, not cut out: selecting the line copies the true value.
            code.Attribute("title", value).With(value[..8])
                .With(Markup.Element("span", "hash-middle").With(value[8..^8])).With(value[^8..]);
        }

        var button = Markup.Element("button", "icon-button").Attribute("type", "button").Attribute("data-copy", value)
            .Attribute("hidden", "hidden").Attribute("aria-label", $"Copy {label ?? "value"}").With(Markup.Icon("copy"));
        return line.With(code).With(button);
    }
}
