using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>One aspect of a line: what was asked and what of it is authorised.</summary>
/// <param name="Label">"Category", "Period", "With whom".</param>
/// <param name="Asked">In words.</param>
/// <param name="Authorised">In words; equal to <paramref name="Asked"/> when uncut, null when all of it is cut.</param>
/// <param name="Reason">Why it was cut; required where it was.</param>
public sealed record ScopePart(string Label, string Asked, string? Authorised, string? Reason = null)
{
    public static ScopePart Whole(string label, string asked) => new(label, asked, asked);

    internal bool IsCut => Authorised != Asked;
}

/// <summary>One line of a scope.</summary>
/// <param name="Line">Its number or reference.</param>
/// <param name="Target">Whose data.</param>
/// <param name="Parts">Its aspects.</param>
/// <param name="AskedCount">Records that the request as filed would reach; null when not counted yet.</param>
/// <param name="AuthorisedCount">Records that the scope lets out.</param>
/// <param name="ActionHref">Where the line can be narrowed; null when it cannot any more.</param>
/// <param name="ActionText">The link's words.</param>
public sealed record ScopeRow(
    string Line,
    string Target,
    IReadOnlyList<ScopePart> Parts,
    long? AskedCount = null,
    long? AuthorisedCount = null,
    string? ActionHref = null,
    string ActionText = "Narrow");

/// <summary><c>&lt;p-scope rows="Model.Lines" /&gt;</c>: asked beside authorised, cut parts struck through with the reason, counts as bars.</summary>
[HtmlTargetElement("p-scope", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ScopeTable : TagHelper
{
    public IReadOnlyList<ScopeRow> Rows { get; set; } = [];

    public string Caption { get; set; } = "Scope: what was asked and what is authorised";

    /// <summary>What is counted.</summary>
    public string Unit { get; set; } = "record";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var head = Markup.Element("tr").WithEach(["Line", "Asked", "Authorised", "Count"],
            text => Markup.Element("th").Attribute("scope", "col").With(text));
        var most = Rows.Max(row => row.AskedCount) ?? 0;
        var table = Markup.Element("table", "table scope is-cards").With(Markup.Element("caption").With(Caption))
            .With(Markup.Element("thead").With(head))
            .With(Markup.Element("tbody").WithEach(Rows, row => Build(row, most)));
        output.Become(Markup.Element("div", "table-scroll").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", Caption).With(table));
    }

    private TagBuilder Build(ScopeRow row, long most)
    {
        var line = Markup.Element("th").Attribute("scope", "row").With(Markup.Element("span", "scope-line").With(row.Line))
            .With(Markup.Element("bdi", "scope-target").With(row.Target));
        if (row.ActionHref is not null)
            line.With(Markup.Element("a").Attribute("href", row.ActionHref).With(row.ActionText).With(Markup.Spoken($" line {row.Line}")));
        return Markup.Element("tr").With(line)
            .With(Cell("Asked", Parts(row.Parts, part => part.IsCut ? Struck(part.Asked) : Text(part.Asked))))
            .With(Cell("Authorised", Parts(row.Parts, Authorised)))
            .With(Cell("Count", Counts(row, most)));
    }

    private static TagBuilder Cell(string label, IHtmlContent content) =>
        Markup.Element("td").Attribute("data-label", label).With(Markup.Element("div").With(content));

    private static TagBuilder Parts(IEnumerable<ScopePart> parts, Func<ScopePart, IHtmlContent> show) => Markup.Element("dl", "scope-parts")
        .WithEach(parts, part => Markup.Element("div").With(Markup.Element("dt").With(part.Label)).With(Markup.Element("dd").With(show(part))));

    private static HtmlContentBuilder Authorised(ScopePart part)
    {
        var content = new HtmlContentBuilder();
        if (part.Authorised is not null) content.AppendHtml(Markup.Element("span", part.IsCut ? "scope-given is-cut" : "scope-given").With(part.Authorised));
        else content.AppendHtml(Markup.Element("strong", "scope-none").With("Nothing"));
        if (part.IsCut && part.Reason is not null) content.AppendHtml(Markup.Element("span", "scope-reason").With(part.Reason));
        return content;
    }

    private static TagBuilder Text(string text) => Markup.Element("span").With(text);

    private static TagBuilder Struck(string text) => Markup.Element("del").With(Markup.Spoken("cut: ")).With(text);

    private IHtmlContent Counts(ScopeRow row, long most)
    {
        if (row.AskedCount is not { } asked) return Markup.Element("span", "muted").With("Not counted yet");
        var given = row.AuthorisedCount ?? 0;
        var words = Markup.Element("span", "scope-count").With(Markup.Element("strong").With(InWords.Number(given)))
            .With($" of {InWords.Count(asked, Unit)}");
        return new HtmlContentBuilder().AppendHtml(words).AppendHtml(Bar(asked, given, most));
    }

    private static TagBuilder Bar(long asked, long given, long most)
    {
        string Share(long count) => (most == 0 ? 0 : 100.0 * count / most).ToString("0.##", CultureInfo.InvariantCulture);
        return Markup.Element("svg", "bar").Attribute("viewBox", "0 0 100 6").Attribute("preserveAspectRatio", "none").Attribute("aria-hidden", "true")
            .With(Markup.Element("rect", "bar-asked").Attribute("width", Share(asked)).Attribute("height", "6"))
            .With(Markup.Element("rect", "bar-given").Attribute("width", Share(given)).Attribute("height", "6"));
    }
}
