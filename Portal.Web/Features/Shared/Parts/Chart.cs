using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>One value. A null value is a suppressed or missing cell: shown as such, never as zero.</summary>
public sealed record ChartPoint(string Label, long? Value);

/// <summary>How <c>p-chart</c> draws.</summary>
public enum ChartKind
{
    Bars,
    Line,
}

/// <summary><c>&lt;p-chart title="Requests by month" unit="request" points="Model.ByMonth" kind="Bars" /&gt;</c>: server-drawn, its table beneath.</summary>
[HtmlTargetElement("p-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class Chart : TagHelper
{
    private const int Width = 640, Height = 200, Left = 64, Bottom = 24, Top = 12;

    public string Title { get; set; } = "";

    public string Unit { get; set; } = "request";

    public ChartKind Kind { get; set; }

    public IReadOnlyList<ChartPoint> Points { get; set; } = [];

    /// <summary>What a null value means, in the table.</summary>
    public string None { get; set; } = "Fewer than can be shown";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var figure = Markup.Element("figure", "chart").With(Markup.Element("figcaption").With(Title));
        if (Points.Count == 0) figure.With(Markup.Element("p", "muted").With("Nothing to show yet."));
        else figure.With(Draw()).With(Table());
        output.Become(figure);
    }

    private TagBuilder Draw()
    {
        var top = Ceiling(Points.Max(point => point.Value) ?? 0);
        double Y(double value) => Top + (Height - Top - Bottom) * (1 - value / top);
        var slot = (double)(Width - Left) / Points.Count;
        var svg = Markup.Element("svg").Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}"))
            .Attribute("role", "img").Attribute("aria-label", $"{Title}. The table below has the same figures.");
        foreach (var share in new[] { 0, 0.5, 1 })
        {
            svg.With(Markup.Element("line", "chart-grid").Attribute("x1", Left).Attribute("x2", Width).Attribute("y1", Y(top * share)).Attribute("y2", Y(top * share)))
                .With(Text("chart-axis is-end", Left - 8, Y(top * share) + 4, InWords.Number((long)(top * share))));
        }

        var every = (int)Math.Ceiling(Points.Count / 12.0);
        for (var i = 0; i < Points.Count; i++)
        {
            var middle = Left + slot * (i + 0.5);
            if (i % every == 0) svg.With(Text("chart-axis is-middle", middle, Height - 6, Points[i].Label));
            if (Points[i].Value is not { } value) continue;
            if (Kind == ChartKind.Bars)
            {
                var wide = Math.Min(slot * 0.64, 48);
                svg.With(Markup.Element("rect", "chart-bar").Attribute("x", middle - wide / 2).Attribute("y", Y(value)).Attribute("width", wide)
                    .Attribute("height", Y(0) - Y(value)).Attribute("rx", 2));
            }
            else svg.With(Markup.Element("circle", "chart-dot").Attribute("cx", middle).Attribute("cy", Y(value)).Attribute("r", 3));
        }

        if (Kind == ChartKind.Line) svg.With(Markup.Element("path", "chart-line").Attribute("d", Path(slot, Y)));
        return svg;
    }

    // A missing value breaks the line: joining across it would invent one.
    private string Path(double slot, Func<double, double> y)
    {
        var path = new System.Text.StringBuilder();
        var pen = 'M';
        for (var i = 0; i < Points.Count; i++)
        {
            if (Points[i].Value is not { } value)
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{Left + slot * (i + 0.5):0.##} {y(value):0.##}");
            pen = 'L';
        }

        return path.ToString();
    }

    private static TagBuilder Text(string css, double x, double y, string text) =>
        Markup.Element("text", css).Attribute("x", x).Attribute("y", y).With(text);

    // The next of 2, 4, 10, 20, 40, 100 …: even, so that the middle line is a whole number.
    private static long Ceiling(long most)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var step in new[] { 2L, 4L, 10L })
            {
                if (step * power >= most) return step * power;
            }
        }
    }

    private TagBuilder Table() => Markup.Element("details").With(Markup.Element("summary").With("Show as a table"))
        .With(Markup.Element("table", "table").With(Markup.Element("caption", "spoken").With(Title))
            .With(Markup.Element("thead").With(Markup.Element("tr").With(Markup.Element("th").Attribute("scope", "col").With("Period"))
                .With(Markup.Element("th", "number").Attribute("scope", "col").With(char.ToUpperInvariant(Unit[0]) + Unit[1..] + "s"))))
            .With(Markup.Element("tbody").WithEach(Points, point => Markup.Element("tr")
                .With(Markup.Element("th").Attribute("scope", "row").With(point.Label))
                .With(Markup.Element("td", "number").With(point.Value is { } value ? InWords.Number(value) : None)))));
}
