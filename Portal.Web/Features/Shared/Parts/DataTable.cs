using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-table caption="Requests" sorted-by="due"&gt;&lt;thead&gt;&lt;tr&gt;&lt;p-th sort="due" text="Clock" /&gt;…&lt;/p-table&gt;</c>:
/// rows are plain <c>tr</c>; the link that <c>Enter</c> opens is marked <c>data-open</c>. Scrolls sideways on its own when narrow.
/// </summary>
[HtmlTargetElement("p-table")]
public sealed class DataTable : TagHelper
{
    internal const string SortKey = "portal.sorted-by";

    public string Caption { get; set; } = "";

    /// <summary>The caption is only read aloud: where a heading above says the same.</summary>
    public bool HideCaption { get; set; }

    /// <summary>The order when the address names none: a column's key, with "-" before it for descending.</summary>
    public string? SortedBy { get; set; }

    /// <summary>Rows become cards where the table has less than 33 rem; every <c>td</c> then needs <c>data-label</c>.</summary>
    public bool Cards { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[SortKey] = SortedBy ?? "";
        var rows = await output.GetChildContentAsync();
        var table = Markup.Element("table", Cards ? "table is-cards" : "table").Attribute("data-list", "")
            .With(Markup.Element("caption", HideCaption ? "spoken" : null).With(Caption)).With(rows);
        // Focusable, so that the keyboard can scroll it sideways.
        output.Become(Markup.Element("div", "table-scroll").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", Caption).With(table));
    }
}

/// <summary>A column header. With <c>sort</c> it is a link that turns the order round, keeping filters and starting at the first page.</summary>
[HtmlTargetElement("p-th", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ColumnHeader : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public string Text { get; set; } = "";

    /// <summary>The key in the address: <c>?sort=due</c>, descending <c>?sort=-due</c>.</summary>
    public string? Sort { get; set; }

    /// <summary>Right-aligned, for numbers.</summary>
    public bool Number { get; set; }

    /// <summary>Only read aloud.</summary>
    public bool HideText { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        var header = Markup.Element("th", Number ? "number" : null).Attribute("scope", "col");
        if (Sort is null)
        {
            output.Become(HideText ? header.With(Markup.Spoken(Text)) : header.With(Text));
            return;
        }

        var asked = ViewContext.HttpContext.Request.Query["sort"].ToString();
        var current = asked.Length > 0 ? asked : context.Items.TryGetValue(DataTable.SortKey, out var set) ? set as string : null;
        var (up, down) = (current == Sort, current == "-" + Sort);
        var href = Address.Change(ViewContext.HttpContext.Request, ("sort", up ? "-" + Sort : Sort), ("after", null), ("before", null));
        var link = Markup.Element("a", "sort").Attribute("href", href).With(Text);
        link.With(Markup.Icon(down ? "arrow-down" : up ? "arrow-up" : "arrows"));
        output.Become(header.Attribute("aria-sort", up ? "ascending" : down ? "descending" : null).With(link));
    }
}

/// <summary><c>&lt;p-pager before="cursor" after="cursor" words="50 of 1,204 requests" /&gt;</c>: keyset paging; null cursors have no link.</summary>
[HtmlTargetElement("p-pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Pager : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Cursor of the page before: the link carries <c>?before=…</c>.</summary>
    public string? Before { get; set; }

    /// <summary>Cursor of the page after: the link carries <c>?after=…</c>.</summary>
    public string? After { get; set; }

    public string? Words { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var pager = Markup.Element("nav", "pager").Attribute("aria-label", "Pages").With(Markup.Element("span", "muted").With(Words));
        var links = Markup.Element("span", "actions");
        if (!string.IsNullOrEmpty(Before))
        {
            links.With(Markup.Element("a", "button is-quiet").Attribute("rel", "prev")
                .Attribute("href", Address.Change(request, ("before", Before), ("after", null))).With(Markup.Icon("arrow-left")).With("Previous"));
        }

        if (!string.IsNullOrEmpty(After))
        {
            links.With(Markup.Element("a", "button is-quiet").Attribute("rel", "next")
                .Attribute("href", Address.Change(request, ("after", After), ("before", null))).With("Next").With(Markup.Icon("arrow-right")));
        }

        output.Become(pager.With(links));
    }
}

/// <summary>
/// <c>&lt;p-filters&gt;fields&lt;/p-filters&gt;</c>: a form whose answers live in the address, so that a view can be kept and shared.
/// Keeps the sort order; starts at the first page.
/// </summary>
[HtmlTargetElement("p-filters")]
public sealed class Filters : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public string Submit { get; set; } = "Show";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var form = Markup.Element("form", "filters").Attribute("method", "get").Attribute("action", request.PathBase + request.Path)
            .Attribute("role", "search").Attribute("aria-label", "Filter").With(await output.ChildOrNullAsync());
        if (request.Query["sort"] is { Count: > 0 } sort)
            form.With(Markup.Element("input").Attribute("type", "hidden").Attribute("name", "sort").Attribute("value", sort.ToString()));
        var actions = Markup.Element("div", "actions").With(Markup.Element("button", "button is-quiet").Attribute("type", "submit").With(Submit));
        if (request.Query.Keys.Any(key => key is not ("sort" or "after" or "before")))
            actions.With(Markup.Element("a").Attribute("href", request.PathBase + request.Path).With("Clear"));
        output.Become(form.With(actions));
    }
}

internal static class Address
{
    /// <summary>The current address with some query values changed; null takes one out.</summary>
    public static string Change(HttpRequest request, params (string Key, string? Value)[] changes)
    {
        var query = new QueryBuilder(request.Query.Where(pair => changes.All(change => change.Key != pair.Key))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")));
        foreach (var (key, value) in changes)
        {
            if (value is not null) query.Add(key, value);
        }

        return request.PathBase + request.Path + query.ToQueryString();
    }
}
