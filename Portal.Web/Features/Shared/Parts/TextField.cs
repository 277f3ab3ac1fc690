using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-field for="Reference" label="Your case number" hint="As on the order" width="20" /&gt;</c>: one line of text.
/// <c>type</c>: text, email, tel, number, code, search, time, password. All but the last three stay plain text with the right
/// on-screen keyboard, because browsers' own messages neither name the field nor keep our words.
/// </summary>
[HtmlTargetElement("p-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TextField : Question
{
    public string Type { get; set; } = "text";

    /// <summary>In characters of expected input: 2, 4, 10, 20, 30, or "full".</summary>
    public string Width { get; set; } = "30";

    public string? Autocomplete { get; set; }

    /// <summary>A unit or sign before or after, such as "@" or "days".</summary>
    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    public int? MaxLength { get; set; }

    /// <summary>Values the browser offers while typing, such as time zones; any text may still be typed.</summary>
    public IEnumerable<string>? Suggestions { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var input = Markup.Element("input", $"input width-{Width}").Attribute("id", Id).Attribute("name", Name)
            .Attribute("type", Type is "password" or "search" or "time" or "datetime-local" ? Type : "text")
            .Attribute("inputmode", Type switch { "email" => "email", "tel" => "tel", "number" or "code" => "numeric", _ => null })
            .Attribute("spellcheck", Type is "email" or "tel" or "number" or "code" ? "false" : null)
            .Attribute("autocomplete", Autocomplete).Attribute("aria-describedby", DescribedBy())
            .Attribute("aria-invalid", HasErrors ? "true" : null)
            // A password is never written back into a page.
            .Attribute("value", Type == "password" ? null : Value);
        if (MaxLength is { } max) input.Attribute("maxlength", max);
        output.Become(Labelled(Around(input)));
    }

    private TagBuilder Around(TagBuilder input)
    {
        if (Prefix is null && Suffix is null && Suggestions is null) return input;
        var row = Markup.Element("div", "input-row");
        if (Prefix is not null) row.With(Markup.Element("span", "affix").Attribute("aria-hidden", "true").With(Prefix));
        row.With(input);
        if (Suffix is not null) row.With(Markup.Element("span", "affix").Attribute("aria-hidden", "true").With(Suffix));
        if (Suggestions is null) return row;
        input.Attribute("list", $"{Id}-list");
        return row.With(Markup.Element("datalist").Attribute("id", $"{Id}-list")
            .WithEach(Suggestions, s => Markup.Element("option").Attribute("value", s)));
    }
}
