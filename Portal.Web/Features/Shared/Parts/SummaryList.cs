using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-summary title="The order"&gt;&lt;p-row key="Issued by" change-href="…"&gt;value&lt;/p-row&gt;&lt;/p-summary&gt;</c>:
/// facts, or "check your answers" where rows have change links. <c>dense</c> for staff.
/// </summary>
[HtmlTargetElement("p-summary")]
public sealed class SummaryList : TagHelper
{
    public string? Title { get; set; }

    /// <summary>One link for the whole list, beside its title.</summary>
    public string? ChangeHref { get; set; }

    public bool Dense { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var section = Markup.Element("div", Dense ? "summary is-dense" : "summary");
        if (!string.IsNullOrEmpty(Title))
        {
            var head = Markup.Element("div", "summary-head").With(Markup.Element("h2").With(Title));
            if (Markup.Link(ChangeHref) is not null)
                head.With(Markup.Element("a").Attribute("href", ChangeHref).With("Change").With(Markup.Spoken($" {Title}")));
            section.With(head);
        }

        section.With(Markup.Element("dl").With(await output.ChildOrNullAsync()));
        output.Become(section);
    }
}

/// <summary>One row of <c>p-summary</c>. An empty value shows "Not given".</summary>
[HtmlTargetElement("p-row", ParentTag = "p-summary")]
public sealed class SummaryRow : TagHelper
{
    public string Key { get; set; } = "";

    /// <summary>Plain text; or write content between the tags.</summary>
    public string? Value { get; set; }

    public string? ChangeHref { get; set; }

    public string ChangeText { get; set; } = "Change";

    public string None { get; set; } = "Not given";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        IHtmlContent value = await output.ChildOrNullAsync()
            ?? (string.IsNullOrWhiteSpace(Value) ? Markup.Element("span", "muted").With(None) : Markup.Element("span", "typed").Attribute("dir", "auto").With(Value));
        var row = Markup.Element("div", "summary-row").With(Markup.Element("dt").With(Key)).With(Markup.Element("dd").With(value));
        if (Markup.Link(ChangeHref) is not null)
        {
            row.With(Markup.Element("dd", "summary-change")
                .With(Markup.Element("a").Attribute("href", ChangeHref).With(ChangeText).With(Markup.Spoken($" {Key}"))));
        }

        output.Become(row);
    }
}
