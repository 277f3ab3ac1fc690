namespace Portal.Core.Pdf.Writing;

/// <summary>Pages in leaves of 64, each leaf written as soon as it is full. What stays in memory is one number a leaf.</summary>
internal sealed class PageTree(PdfObjects objects)
{
    private const int PagesPerLeaf = 64;
    private readonly PdfBuffer body = new();
    private readonly List<int> leaves = [];
    private readonly List<int> pages = new(PagesPerLeaf);
    private int leaf;

    public int Root { get; } = objects.Reserve();

    public int Count { get; private set; }

    /// <summary>Adds a page and gives the number of its parent, for the page's own /Parent.</summary>
    public int Add(int page)
    {
        if (pages.Count == PagesPerLeaf) FlushLeaf();
        if (pages.Count == 0) leaves.Add(leaf = objects.Reserve());
        pages.Add(page);
        Count++;
        return leaf;
    }

    public void Finish()
    {
        FlushLeaf();
        body.Clear().Append("<</Type/Pages/Count "u8).Append(Count).Append("/Kids["u8);
        foreach (var number in leaves) body.AppendReference(number).Append((byte)' ');
        objects.WritePlain(Root, body.Append("]>>"u8).Written);
    }

    private void FlushLeaf()
    {
        if (pages.Count == 0) return;
        body.Clear().Append("<</Type/Pages/Parent "u8).AppendReference(Root).Append("/Count "u8).Append(pages.Count).Append("/Kids["u8);
        foreach (var number in pages) body.AppendReference(number).Append((byte)' ');
        objects.WritePlain(leaf, body.Append("]>>"u8).Written);
        pages.Clear();
    }
}
