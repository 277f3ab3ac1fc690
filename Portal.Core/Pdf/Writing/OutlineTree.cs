namespace Portal.Core.Pdf.Writing;

/// <summary>The reader's side panel of titles. Kept in memory (one entry a heading) and written at the end, because each links to the next.</summary>
internal sealed class OutlineTree(PdfObjects objects)
{
    // A side panel is narrow, and PDF/A allows no string above 32,767 bytes.
    private const int LongestTitle = 200;
    private readonly List<Entry> entries = [];

    public int? Root { get; private set; }

    /// <param name="level">1 is the outermost; a level that skips one is drawn in to the next below its parent.</param>
    /// <param name="y">Distance from the page's foot, in points.</param>
    public void Add(string title, int level, int page, double y)
    {
        var deepest = entries.Count == 0 ? 1 : entries[^1].Level + 1;
        entries.Add(new Entry(Shortened(title), Math.Clamp(level, 1, deepest), page, y));
    }

    public void Finish()
    {
        if (entries.Count == 0) return;
        var root = objects.Reserve();
        Root = root;
        var numbers = entries.ConvertAll(_ => objects.Reserve());
        var links = Link();
        var body = new PdfBuffer();
        for (var i = 0; i < entries.Count; i++)
        {
            var (entry, link) = (entries[i], links[i]);
            body.Clear().Append("<</Title"u8).AppendText(entry.Title).Append("/Parent "u8).AppendReference(link.Parent < 0 ? root : numbers[link.Parent]);
            Reference("/Prev "u8, link.Previous);
            Reference("/Next "u8, link.Next);
            Reference("/First "u8, link.First);
            Reference("/Last "u8, link.Last);
            // A negative count: the reader shows the entry closed.
            if (link.Children > 0) body.Append("/Count "u8).Append(-link.Children);
            body.Append("/Dest["u8).AppendReference(entry.Page).Append("/XYZ null "u8).AppendNumber(entry.Y).Append(" null]>>"u8);
            objects.Write(numbers[i], body);
        }
        var top = Enumerable.Range(0, entries.Count).Where(i => links[i].Parent < 0).ToList();
        objects.Write(root, body.Clear().Append("<</Type/Outlines/First "u8).AppendReference(numbers[top[0]]).Append("/Last "u8)
            .AppendReference(numbers[top[^1]]).Append("/Count "u8).Append(top.Count).Append(">>"u8));

        void Reference(ReadOnlySpan<byte> key, int index)
        {
            if (index >= 0) body.Append(key).AppendReference(numbers[index]);
        }
    }

    /// <summary>A reader's panel is not ours: what would turn its order round or break its line is shown as a replacement character.</summary>
    private static string Shortened(string title)
    {
        title = string.Create(title.Length, title, static (shown, from) =>
        {
            for (var i = 0; i < from.Length; i++) shown[i] = char.IsControl(from[i]) || IsHalf(from, i) || from[i] is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '\uFFFD' : from[i];
        });
        if (title.Length <= LongestTitle) return title;
        var length = char.IsHighSurrogate(title[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle;
        return string.Concat(title.AsSpan(0, length), "…");
    }

    private static bool IsHalf(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    private Links[] Link()
    {
        var links = new Links[entries.Count];
        var open = new List<int>();
        var lastAtRoot = -1;
        for (var i = 0; i < entries.Count; i++)
        {
            links[i] = new Links();
            open.RemoveAll(index => entries[index].Level >= entries[i].Level);
            var parent = open.Count == 0 ? -1 : open[^1];
            links[i].Parent = parent;
            var before = parent < 0 ? lastAtRoot : links[parent].Last;
            if (before >= 0) (links[i].Previous, links[before].Next) = (before, i);
            if (parent < 0) lastAtRoot = i;
            else
            {
                if (links[parent].First < 0) links[parent].First = i;
                links[parent].Last = i;
                links[parent].Children++;
            }
            open.Add(i);
        }
        return links;
    }

    private sealed record Entry(string Title, int Level, int Page, double Y);

    private sealed class Links
    {
        public int Parent = -1, Previous = -1, Next = -1, First = -1, Last = -1, Children;
    }
}
