using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// Inside a form: <c>&lt;p-confirm for="Typed" reference="@Model.Reference" action="Recall package" cancel-href="…"&gt;what will happen&lt;/p-confirm&gt;</c>.
/// Repeats what will happen, asks to type the reference and holds the button. Compare with <see cref="Matches"/> on the server.
/// Without <c>reference</c> it asks for nothing but the click: for what can be undone.
/// </summary>
[HtmlTargetElement("p-confirm")]
public sealed class Confirm : Question
{
    public string? Reference { get; set; }

    /// <summary>The button's words, a verb and its object.</summary>
    public string Action { get; set; } = "Confirm";

    public string? CancelHref { get; set; }

    public string CancelText { get; set; } = "Go back, change nothing";

    /// <summary>A red button. On by default where a reference has to be typed.</summary>
    public bool? Danger { get; set; }

    /// <summary>Whether the typed text names the reference; case, spaces and dashes do not matter.</summary>
    public static bool Matches(string? typed, string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return typed is not null && Bare(typed).Equals(Bare(reference), StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var box = Markup.Element("div", "confirm");
        if (await output.ChildOrNullAsync() is IHtmlContent what)
            box.With(Markup.Element("div", "confirm-what").With(Markup.Icon("info")).With(Markup.Element("div").With(what)));
        if (!string.IsNullOrEmpty(Reference))
        {
            Label ??= $"Type {Reference} to confirm";
            box.With(Labelled(Markup.Element("input", "input width-20 is-code").Attribute("id", Id).Attribute("name", Name).Attribute("type", "text")
                .Attribute("autocomplete", "off").Attribute("spellcheck", "false").Attribute("value", Value)
                .Attribute("aria-describedby", DescribedBy()).Attribute("aria-invalid", HasErrors ? "true" : null)));
        }

        var actions = Markup.Element("div", "actions").With(Markup.Element("button", Danger ?? Reference is not null ? "button is-danger" : "button")
            .Attribute("type", "submit").With(Action));
        if (Markup.Link(CancelHref) is not null) actions.With(Markup.Element("a").Attribute("href", CancelHref).With(CancelText));
        output.Become(box.With(actions));
    }

    private static string Bare(string text) => new([.. text.Where(char.IsLetterOrDigit)]);
}
