using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Core.Requests.Clocks;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-clock-line of="clock" zone="@Model.Zone" as-of="Model.AsOf" /&gt;</c>: from the event through every pause to the end and to now, drawn on
/// the server, its table beneath. Nothing where the clock has no date.
/// </summary>
[HtmlTargetElement("p-clock-line", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ClockLine : TagHelper
{
    private const int Width = 640, Height = 92, Margin = 60, Line = 46;

    public RequestClock Of { get; set; } = null!;

    /// <summary>When the request was received, UTC: where the line begins if the clock itself has no start.</summary>
    public DateTimeOffset? Received { get; set; }

    /// <summary>The authority's IANA zone.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset AsOf { get; set; }

    private string StartName => Of.Due.Started is null && Received is not null ? "Received" : "Start";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Of.Due.Instant is not { } due)
        {
            output.SuppressOutput();
            return;
        }
        var start = Of.Due.Started ?? Received ?? (AsOf < due ? AsOf : due);
        output.Become(Markup.Element("figure", "chart").With(Draw(start, due)).With(Table(start, due)));
    }

    private TagBuilder Draw(DateTimeOffset start, DateTimeOffset due)
    {
        var first = start < AsOf ? start : AsOf;
        var last = due > AsOf ? due : AsOf;
        var whole = Math.Max(1, (last - first).TotalSeconds);
        double X(DateTimeOffset at) => Margin + (Width - 2 * Margin) * Math.Clamp((at - first).TotalSeconds / whole, 0, 1);

        var svg = Markup.Element("svg").Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}"))
            .Attribute("role", "img").Attribute("aria-label", $"{Of.Name}: from its start to its end. The table below has the same moments.")
            .With(LineFrom("chart-grid", X(first), Line, X(last), Line))
            .With(LineFrom("chart-line", X(start), Line, X(due), Line));
        foreach (var pause in Of.Due.Pauses)
        {
            var from = X(pause.From);
            svg.With(Markup.Element("rect", "chart-pause").Attribute("x", from).Attribute("y", Line - 7)
                .Attribute("width", Math.Max(3, X(pause.Until ?? AsOf) - from)).Attribute("height", 14));
        }
        return svg.With(Mark(X(start), StartName, 24)).With(Mark(X(due), "Due", 24)).With(Mark(X(AsOf), "Now", 78));
    }

    private TagBuilder Table(DateTimeOffset start, DateTimeOffset due)
    {
        var body = Markup.Element("tbody");
        body.With(Row(StartName, start));
        foreach (var pause in Of.Due.Pauses)
        {
            body.With(Row("Stood still from", pause.From));
            body.With(Row(Of.Due.IsPaused && pause == Of.Due.Pauses[^1] ? "Still waiting at" : "Went on", pause.Until ?? AsOf));
        }
        body.With(Row(Of.Due.IsPaused ? "Due if answered now" : Of.Due.Extension is null ? "Due" : "Due, extended", due)).With(Row("Now", AsOf));
        var head = Markup.Element("tr").With(Head("Moment")).With(Head("There")).With(Head("UTC"));
        return Markup.Element("details").With(Markup.Element("summary").With("The moments as a table"))
            .With(Markup.Element("table", "table").With(Markup.Element("thead").With(head)).With(body));
    }

    private TagBuilder Row(string what, DateTimeOffset at) => Markup.Element("tr")
        .With(Markup.Element("th").Attribute("scope", "row").With(what))
        .With(Markup.Element("td").With(ZoneTime.Words(at, Zone)))
        .With(Markup.Element("td").With(InWords.Exact(at)));

    private static TagBuilder Head(string text) => Markup.Element("th").Attribute("scope", "col").With(text);

    private static TagBuilder Mark(double x, string text, double y) => Markup.Element("g")
        .With(Markup.Element("circle", "chart-dot").Attribute("cx", x).Attribute("cy", Line).Attribute("r", 4))
        .With(Markup.Element("text", "chart-axis is-middle").Attribute("x", x).Attribute("y", y).With(text));

    private static TagBuilder LineFrom(string css, double x1, double y1, double x2, double y2) => Markup.Element("line", css)
        .Attribute("x1", x1).Attribute("y1", y1).Attribute("x2", x2).Attribute("y2", y2);
}
