using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-letter to="…" subject="…" reference="…" text="@Model.Body" /&gt;</c>: a letter as its reader will see it.
/// <c>text</c> is plain: a blank line parts paragraphs. Write content between the tags for anything richer.
/// </summary>
[HtmlTargetElement("p-letter")]
public sealed class Letter : TagHelper
{
    public string? From { get; set; }

    public string To { get; set; } = "";

    public string Subject { get; set; } = "";

    public string? Reference { get; set; }

    public DateTimeOffset? Date { get; set; }

    public string? Text { get; set; }

    /// <summary>Marks it as not sent yet.</summary>
    public bool Preview { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var facts = Markup.Element("dl", "letter-facts");
        void Fact(string key, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                facts.With(Markup.Element("div").With(Markup.Element("dt").With(key)).With(Markup.Element("dd").Attribute("dir", "auto").With(value)));
        }

        Fact("From", From);
        Fact("To", To);
        Fact("Reference", Reference);
        Fact("Date", Date is { } date ? InWords.Day(date) : null);
        var letter = Markup.Element("article", "letter").Attribute("aria-label", Preview ? "Preview of the letter" : "Letter");
        if (Preview) letter.With(Markup.Element("p", "letter-mark").With("Preview, not sent"));
        output.Become(letter.With(facts).With(Markup.Element("p", "letter-subject").With(Subject))
            .With(Markup.Element("div", "letter-body").With(await output.ChildOrNullAsync() ?? Markup.Paragraphs(Text))));
    }
}
