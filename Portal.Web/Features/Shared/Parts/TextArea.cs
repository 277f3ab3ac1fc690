using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary><c>&lt;p-textarea for="Facts" label="What happened" max-length="2000" /&gt;</c>: counts down where script runs; longer text is kept and refused by the server in words.</summary>
[HtmlTargetElement("p-textarea", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TextArea : Question
{
    public int Rows { get; set; } = 5;

    /// <summary>In UTF-16 units. Not sent as <c>maxlength</c>: cutting off a paste in silence loses evidence.</summary>
    public int? MaxLength { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Become(Build());

    internal TagBuilder Build()
    {
        var countId = MaxLength is null ? null : $"{Id}-count";
        var area = Markup.Element("textarea", "input width-full").Attribute("id", Id).Attribute("name", Name).Attribute("rows", Rows)
            .Attribute("dir", "auto").Attribute("aria-describedby", DescribedBy(countId)).Attribute("aria-invalid", HasErrors ? "true" : null)
            // A leading line break is eaten by the HTML parser; this one is there to be eaten.
            .With("\n" + Value);
        var field = Labelled(area);
        if (MaxLength is { } max)
        {
            area.Attribute("data-count", max);
            field.With(Markup.Element("p", "hint count-line").Attribute("id", countId)
                .With($"Up to {InWords.Count(max, "character")}")).With(Markup.Element("p", "spoken").Attribute("role", "status"));
        }

        return field;
    }
}
