using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// Builds the markup of the parts. Text and attribute values are always encoded when written, so hostile text
/// from a request can reach any part; there is deliberately no way in for ready-made HTML strings.
/// </summary>
internal static class Markup
{
    /// <summary>Where the sprite is served from; also named in <c>_Layout.cshtml</c>.</summary>
    public const string Sprite = "/icons.svg";

    public static TagBuilder Element(string name, string? cssClass = null)
    {
        var tag = new TagBuilder(name);
        if (!string.IsNullOrEmpty(cssClass)) tag.Attributes["class"] = cssClass;
        if (name is "input" or "img" or "br" or "hr") tag.TagRenderMode = TagRenderMode.SelfClosing;
        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, IHtmlContent? child)
    {
        if (child is not null) tag.InnerHtml.AppendHtml(child);
        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, string? text)
    {
        tag.InnerHtml.Append(text ?? "");
        return tag;
    }

    public static TagBuilder WithEach<T>(this TagBuilder tag, IEnumerable<T> items, Func<T, IHtmlContent?> child)
    {
        foreach (var item in items) tag.With(child(item));
        return tag;
    }

    /// <summary>An address, or null when a view's expression came out null: Razor hands that over as an empty string.</summary>
    public static string? Link(string? href) => string.IsNullOrWhiteSpace(href) ? null : href;

    /// <summary>Sets an attribute; a null value leaves it out.</summary>
    public static TagBuilder Attribute(this TagBuilder tag, string name, string? value)
    {
        if (value is not null) tag.Attributes[name] = value;
        return tag;
    }

    public static TagBuilder Attribute(this TagBuilder tag, string name, double value) =>
        tag.Attribute(name, value.ToString("0.###", CultureInfo.InvariantCulture));

    /// <summary>Sets a boolean attribute, such as <c>checked</c>, when <paramref name="on"/>.</summary>
    public static TagBuilder Flag(this TagBuilder tag, string name, bool on) => on ? tag.Attribute(name, name) : tag;

    /// <summary>An icon of the sprite. Without a label it is hidden from assistive technology: a word must stand beside it.</summary>
    public static TagBuilder Icon(string name, string? label = null)
    {
        var icon = Element("svg", "icon").Attribute("width", "20").Attribute("height", "20").Attribute("focusable", "false");
        if (label is null) icon.Attribute("aria-hidden", "true");
        else icon.Attribute("role", "img").Attribute("aria-label", label);
        return icon.With(Element("use").Attribute("href", $"{Sprite}#{name}"));
    }

    /// <summary>Text read aloud and not seen.</summary>
    public static TagBuilder Spoken(string text) => Element("span", "spoken").With(text);

    /// <summary>Plain text as paragraphs: a blank line parts them, a single line break stays one.</summary>
    public static IHtmlContent Paragraphs(string? text)
    {
        var content = new HtmlContentBuilder();
        var whole = (text ?? "").ReplaceLineEndings("\n");
        foreach (var block in whole.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var paragraph = Element("p").Attribute("dir", "auto");
            var lines = block.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0) paragraph.With(Element("br"));
                paragraph.With(lines[i]);
            }

            content.AppendHtml(paragraph);
        }

        return content;
    }

    /// <summary>
    /// Turns the written tag into <paramref name="root"/>. Attributes the author wrote and no part bound (id, class,
    /// data-*) are kept, so a view can still hang its own hooks on a part.
    /// </summary>
    public static void Become(this TagHelperOutput output, TagBuilder root)
    {
        output.TagName = root.TagName;
        output.TagMode = root.TagRenderMode == TagRenderMode.SelfClosing ? TagMode.SelfClosing : TagMode.StartTagAndEndTag;
        foreach (var (name, value) in root.Attributes)
        {
            if (name == "class" && output.Attributes.TryGetAttribute("class", out var written))
                output.Attributes.SetAttribute("class", $"{value} {written.Value}");
            else if (!output.Attributes.ContainsName(name))
                output.Attributes.SetAttribute(name, value);
        }

        output.Content.SetHtmlContent(root.InnerHtml);
    }

    /// <summary>Child content, or null when the author wrote nothing but white space.</summary>
    public static async Task<IHtmlContent?> ChildOrNullAsync(this TagHelperOutput output)
    {
        var child = await output.GetChildContentAsync();
        return child.IsEmptyOrWhiteSpace ? null : child;
    }
}
