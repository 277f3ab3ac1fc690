using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;div class="panes"&gt;&lt;p-pane title="The order"&gt;…&lt;/p-pane&gt;…&lt;/div&gt;</c>: sides of one decision on one screen. From
/// 75 rem each scrolls by itself; below that they stand one under the other.
/// </summary>
[HtmlTargetElement("p-pane")]
public sealed class Pane : TagHelper
{
    public string Title { get; set; } = "";

    /// <summary>A short line beside the title.</summary>
    public string? Note { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        var id = $"pane-{Question.IdOf(Title)}";
        var head = Markup.Element("div", "pane-head").With(Markup.Element("h2").Attribute("id", id).With(Title));
        if (Note is not null) head.With(Markup.Element("span", "muted").With(Note));
        output.Become(Markup.Element("section", "pane").Attribute("aria-labelledby", id).Attribute("tabindex", "0")
            .With(head).With(Markup.Element("div", "pane-body").With(await output.ChildOrNullAsync())));
    }
}

/// <summary><c>&lt;p-card title="Call-back"&gt;…&lt;/p-card&gt;</c>: a group of content with a heading and, in <c>href</c>, a way to more.</summary>
[HtmlTargetElement("p-card")]
public sealed class Card : TagHelper
{
    public string? Title { get; set; }

    public string? Href { get; set; }

    public string HrefText { get; set; } = "See all";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var card = Markup.Element("section", "card");
        if (Title is not null)
        {
            var head = Markup.Element("div", "card-head").With(Markup.Element("h2").With(Title));
            if (Markup.Link(Href) is not null) head.With(Markup.Element("a").Attribute("href", Href).With(HrefText).With(Markup.Spoken($": {Title}")));
            card.With(head);
        }

        output.Become(card.With(await output.ChildOrNullAsync()));
    }
}

/// <summary><c>&lt;p-stat label="Overdue" value="@InWords.Number(3)" meaning="ActNow" href="…" note="…" /&gt;</c>; several in <c>&lt;div class="stats"&gt;</c>.</summary>
[HtmlTargetElement("p-stat", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Stat : TagHelper
{
    public string Label { get; set; } = "";

    public string Value { get; set; } = "";

    public string? Note { get; set; }

    public Meaning Meaning { get; set; }

    public string? Href { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var label = Markup.Element("span", "stat-label");
        if (Meaning != Meaning.Neutral) label.With(Markup.Icon(Meaning.Icon()));
        var stat = Markup.Element(Markup.Link(Href) is null ? "div" : "a", $"stat {Meaning.Css()}").Attribute("href", Markup.Link(Href))
            .With(label.With(Label)).With(" ").With(Markup.Element("span", "stat-value").With(Value));
        if (Note is not null) stat.With(" ").With(Markup.Element("span", "stat-note").With(Note));
        output.Become(stat);
    }
}
