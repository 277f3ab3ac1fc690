using Portal.Core.Pdf.Text;

namespace Portal.Bench;

/// <summary>What draws laid-out pages. Distances are in points from the top left.</summary>
internal interface IPageBackend : IDisposable
{
    int Pages { get; }

    void BeginPage();

    void Draw(TextLine line, double x, double baseline);

    void Fill(double x, double y, double width, double height, Ink colour);

    void EndPage();

    /// <summary>Closes the file; its length in bytes.</summary>
    long Close();
}

/// <summary>Draws nothing: what is left is the cost of layout alone.</summary>
internal sealed class NoPages : IPageBackend
{
    public int Pages { get; private set; }

    public void BeginPage() => Pages++;

    public void Draw(TextLine line, double x, double baseline)
    {
    }

    public void Fill(double x, double y, double width, double height, Ink colour)
    {
    }

    public void EndPage()
    {
    }

    public long Close() => 0;

    public void Dispose()
    {
    }
}
