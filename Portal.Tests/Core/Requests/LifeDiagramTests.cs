using System.Globalization;
using System.Text;
using Portal.Core.Requests;
using Portal.Tests.Architecture;

namespace Portal.Tests.Core.Requests;

/// <summary>The diagram in the documentation is drawn from the table, so that it cannot say otherwise.</summary>
public sealed class LifeDiagramTests
{
    private const string Page = "docs/request-life.md";
    private const string Redraw = "PORTAL_REDRAW";
    private const string Opens = "```mermaid\n";
    private const string Closes = "```\n";

    [Fact]
    public void Diagram_InTheDocumentation_IsTheOneOfTheTable()
    {
        var file = Path.Combine(SourceFiles.Root, Page);
        Assert.True(File.Exists(file), $"{Page} is missing.");
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var from = text.IndexOf(Opens, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(Closes, from + Opens.Length, StringComparison.Ordinal);
        Assert.True(to > 0, $"{Page} holds no mermaid block.");
        var drawn = text[(from + Opens.Length)..to];
        var due = Draw();
        if (drawn != due && Environment.GetEnvironmentVariable(Redraw) == "1")
        {
            File.WriteAllText(file, string.Concat(text.AsSpan(0, from + Opens.Length), due, text.AsSpan(to)));
            drawn = due;
        }

        Assert.True(drawn == due, $"The diagram in {Page} is not that of RequestTransitions any more. Draw it again: {Redraw}=1 dotnet run --project Portal.Tests -- -class {typeof(LifeDiagramTests).FullName}, then look at the change and commit it.");
    }

    private static string Draw()
    {
        var drawing = new StringBuilder("stateDiagram-v2\n");
        foreach (var status in Enum.GetValues<RequestStatus>()) drawing.Append(CultureInfo.InvariantCulture, $"    {status} : {RequestWords.Of(status).Replace(":", " –", StringComparison.Ordinal)}\n");
        drawing.Append(CultureInfo.InvariantCulture, $"    [*] --> {RequestStatus.Draft}\n");
        foreach (var row in RequestTransitions.All.OrderBy(r => r.From).ThenBy(r => r.Action))
            drawing.Append(CultureInfo.InvariantCulture, $"    {row.From} --> {row.To} : {row.Action}{(row.SecondPerson ? " (second person)" : "")}\n");
        foreach (var end in Enum.GetValues<RequestStatus>().Where(RequestTransitions.IsFinal)) drawing.Append(CultureInfo.InvariantCulture, $"    {end} --> [*]\n");
        return drawing.ToString();
    }
}
