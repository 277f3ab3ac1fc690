using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>The working parts that blocks draw with.</summary>
internal sealed class DocumentParts(PageFlow flow, PageCanvas canvas, StructureTree structure, OutlineTree outline, TextEngine text)
{
    private const int MostInSection = 400;
    private StructureElement? section;

    public PageFlow Flow => flow;

    public PageCanvas Canvas => canvas;

    public StructureTree Structure => structure;

    public OutlineTree Outline => outline;

    public TextEngine Text => text;

    /// <summary>
    /// The open section, parent of top-level blocks. One begins with each heading of level 1, and whenever one has grown long: an element
    /// stays in memory until it is closed.
    /// </summary>
    public StructureElement Section(bool begin = false)
    {
        if (begin || section?.Children.Count >= MostInSection) CloseSection();
        return section ??= structure.Open(structure.Document, "Sect");
    }

    public void CloseSection()
    {
        if (section is not null) structure.Close(section);
        section = null;
    }
}
