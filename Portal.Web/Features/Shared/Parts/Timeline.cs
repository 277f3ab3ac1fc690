using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>One thing that happened.</summary>
/// <param name="At">UTC.</param>
/// <param name="What">A past-tense phrase: "Scope approved".</param>
/// <param name="Who">Null where no person acted.</param>
/// <param name="Why">The reason given, as typed.</param>
/// <param name="Meaning">Colours the dot.</param>
/// <param name="Proof">Hash of the event in the log.</param>
/// <param name="ProofHref">Its page of proof.</param>
/// <param name="Href">Where the event's object can be seen.</param>
public sealed record TimelineEvent(
    DateTimeOffset At,
    string What,
    PersonView? Who = null,
    string? Why = null,
    Meaning Meaning = Meaning.Neutral,
    string? Proof = null,
    string? ProofHref = null,
    string? Href = null);

/// <summary><c>&lt;p-timeline events="Model.History" /&gt;</c>, in the order given.</summary>
[HtmlTargetElement("p-timeline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Timeline(TimeProvider clock) : TagHelper
{
    public IEnumerable<TimelineEvent> Events { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var now = clock.GetUtcNow();
        output.Become(Markup.Element("ol", "timeline").WithEach(Events, e => Build(e, now)));
    }

    private static TagBuilder Build(TimelineEvent e, DateTimeOffset now)
    {
        var what = Markup.Element("p", "timeline-what");
        if (e.Meaning != Meaning.Neutral) what.With(Markup.Spoken(e.Meaning.Word() + ": "));
        what.With(e.Href is null ? Markup.Element("span").With(e.What) : Markup.Element("a").Attribute("href", e.Href).With(e.What));
        var by = Markup.Element("p", "timeline-by").With(TimeTag.Build(e.At, TimeShow.Both, now));
        if (e.Who is not null)
        {
            by.With(" · ").With(Markup.Element("bdi").With(e.Who.Name));
            var post = string.Join(", ", new[] { e.Who.Role, e.Who.Agency }.Where(s => !string.IsNullOrWhiteSpace(s)));
            if (post.Length > 0) by.With($", {post}");
        }

        var body = Markup.Element("div", "timeline-body").With(what).With(by);
        if (!string.IsNullOrWhiteSpace(e.Why)) body.With(Markup.Element("div", "timeline-why").With(Markup.Paragraphs(e.Why)));
        if (e.Proof is not null)
        {
            var proof = Markup.Element("p", "timeline-proof").With(HashLine.Build(e.Proof, "Proof"));
            if (e.ProofHref is not null) proof.With(" ").With(Markup.Element("a").Attribute("href", e.ProofHref).With("Check it").With(Markup.Spoken($": {e.What}")));
            body.With(proof);
        }

        return Markup.Element("li", $"timeline-event {e.Meaning.Css()}")
            .With(Markup.Element("span", "timeline-dot").With(Markup.Icon(e.Meaning.Icon()))).With(body);
    }
}
