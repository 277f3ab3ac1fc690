namespace Portal.Core.Pdf.Writing;

/// <summary>One open element of the document's logical structure. Its dictionary is written, once, when it is closed.</summary>
internal sealed class StructureElement
{
    public int Number { get; set; }

    public int Parent { get; set; }

    public string Tag { get; set; } = "";

    public string Attributes { get; set; } = "";

    /// <summary>Names the element; 0 leaves it without a name.</summary>
    public long Id { get; set; }

    /// <summary>Children in reading order: a child element's number, or (page, marked-content id) with the top bit set.</summary>
    public List<long> Children { get; } = [];
}

/// <summary>
/// The tagged structure (ISO 32000-1, 14.7), written as it is closed. Open elements are few: what a million rows leave behind is
/// one number a hundred rows.
/// </summary>
internal sealed class StructureTree
{
    private const long Content = long.MinValue;
    private readonly PdfObjects objects;
    private readonly ParentTree parents;
    private readonly IdTree ids;
    private readonly PdfBuffer body = new();
    private readonly Stack<StructureElement> idle = new();
    private readonly List<int> ownersOnPage = [];
    private int page;

    public StructureTree(PdfObjects objects)
    {
        this.objects = objects;
        parents = new ParentTree(objects);
        ids = new IdTree(objects);
        Root = objects.Reserve();
        Document = Open(null, "Document");
    }

    public int Root { get; }

    public StructureElement Document { get; }

    public StructureElement Open(StructureElement? parent, string tag, string attributes = "")
    {
        if (!idle.TryPop(out var element)) element = new StructureElement();
        element.Number = objects.Reserve();
        element.Parent = parent?.Number ?? Root;
        element.Tag = tag;
        element.Attributes = attributes;
        element.Id = 0;
        element.Children.Clear();
        parent?.Children.Add(element.Number);
        return element;
    }

    /// <summary>Gives an open element an id, by which the document's index finds it. Numbers grow from call to call.</summary>
    public void Name(StructureElement element, long number)
    {
        ids.Add(number, element.Number);
        element.Id = number;
    }

    /// <summary>Writes the element. It must not be used afterwards.</summary>
    public void Close(StructureElement element)
    {
        body.Clear().Append("<</S/"u8).Append(element.Tag).Append("/P "u8).AppendReference(element.Parent).Append(element.Attributes);
        if (element.Id > 0) IdTree.Append(body.Append("/ID"u8), element.Id);
        AppendChildren(element.Children);
        objects.Write(element.Number, body.Append(">>"u8));
        idle.Push(element);
    }

    public void BeginPage(int pageNumber)
    {
        page = pageNumber;
        ownersOnPage.Clear();
    }

    /// <summary>Gives the marked-content id of the next piece of <paramref name="owner"/> on the page that is open.</summary>
    public int NextContent(StructureElement owner)
    {
        var id = ownersOnPage.Count;
        ownersOnPage.Add(owner.Number);
        owner.Children.Add(Content | ((long)page << 24) | (uint)id);
        return id;
    }

    /// <summary>Closes the page's list of owners; returns its key for /StructParents.</summary>
    public int EndPage()
    {
        var list = objects.Reserve();
        body.Clear().Append((byte)'[');
        foreach (var owner in ownersOnPage) body.AppendReference(owner).Append((byte)' ');
        objects.Write(list, body.Append((byte)']'));
        return parents.Add(list);
    }

    /// <summary>Tags an annotation (the signature's field) as a form element; returns its key for /StructParent.</summary>
    public int AddAnnotation(int annotation, int onPage)
    {
        var number = objects.Reserve();
        Document.Children.Add(number);
        objects.Write(number, body.Clear().Append("<</Type/StructElem/S/Form/P "u8).AppendReference(Document.Number)
            .Append("/K<</Type/OBJR/Obj "u8).AppendReference(annotation).Append("/Pg "u8).AppendReference(onPage).Append(">>>>"u8));
        return parents.Add(number);
    }

    public void Finish()
    {
        var document = Document.Number;
        Close(Document);
        parents.Finish();
        ids.Finish();
        body.Clear().Append("<</Type/StructTreeRoot/K "u8).AppendReference(document).Append("/ParentTree "u8)
            .AppendReference(parents.Root).Append("/ParentTreeNextKey "u8).Append(parents.NextKey);
        if (ids.Root is { } names) body.Append("/IDTree "u8).AppendReference(names);
        objects.Write(Root, body.Append(">>"u8));
    }

    private void AppendChildren(List<long> children)
    {
        if (children.Count == 0) return;
        if (children.Count == 1 && children[0] < 0)
        {
            body.Append("/Pg "u8).AppendReference(PageOf(children[0])).Append("/K "u8).Append(IdOf(children[0]));
            return;
        }
        body.Append("/K["u8);
        foreach (var child in children)
        {
            if (child >= 0) body.AppendReference((int)child).Append((byte)' ');
            else
                body.Append("<</Type/MCR/Pg "u8).AppendReference(PageOf(child)).Append("/MCID "u8).Append(IdOf(child)).Append(">>"u8);
        }
        body.Append((byte)']');
    }

    private static int PageOf(long child) => (int)((child & ~Content) >> 24);

    private static int IdOf(long child) => (int)(child & 0xFFFFFF);
}
