using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Portal.Core.Legal;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>A window on the time line: what it is of, and whether it belongs to the request that is looked at.</summary>
public sealed record WindowBar(string Label, UtcWindow Window, bool Own);

/// <summary><c>&lt;p-windows title="Windows" bars="Model.Bars" /&gt;</c>: windows drawn below each other on one time line. The table beside it has the same facts.</summary>
[HtmlTargetElement("p-windows", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WindowBars : TagHelper
{
    private const int Width = 640, Left = 150, Row = 22, Bottom = 22;

    public string Title { get; set; } = "";

    public IReadOnlyList<WindowBar> Bars { get; set; } = [];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Bars.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.Become(Markup.Element("figure", "chart").With(Markup.Element("figcaption").With(Title)).With(Draw()));
    }

    private TagBuilder Draw()
    {
        var first = Bars.Min(b => b.Window.StartUtc);
        var last = Bars.Max(b => b.Window.EndUtc);
        var height = Bars.Count * Row + Bottom;
        var svg = Markup.Element("svg").Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height}"))
            .Attribute("role", "img").Attribute("aria-label", $"{Title}. The table has the same dates.");
        double X(DateTimeOffset at) => Left + (Width - Left) * ((at - first) / (last - first));
        for (var i = 0; i < Bars.Count; i++)
        {
            var (label, window, own) = Bars[i];
            svg.With(Text("chart-axis is-end", Left - 8, i * Row + 15, label))
                // Never thinner than the eye sees, be the window ever so short.
                .With(Markup.Element("rect", own ? "chart-bar" : "chart-bar is-other").Attribute("x", Math.Min(X(window.StartUtc), Width - 2)).Attribute("y", i * Row + 4)
                    .Attribute("width", Math.Max(X(window.EndUtc) - X(window.StartUtc), 2)).Attribute("height", Row - 8).Attribute("rx", 2));
        }
        return svg
            .With(Markup.Element("line", "chart-grid").Attribute("x1", Left).Attribute("x2", Width).Attribute("y1", height - Bottom + 2).Attribute("y2", height - Bottom + 2))
            .With(Text("chart-axis", Left, height - 6, Day(first)))
            .With(Text("chart-axis is-end", Width, height - 6, Day(last)));
    }

    private static TagBuilder Text(string css, double x, double y, string words) => Markup.Element("text", css).Attribute("x", x).Attribute("y", y).With(words);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
