namespace Portal.Core.Pdf.Writing;

/// <summary>
/// The name tree from ids to structure elements (ISO 32000-1, 14.7.2, IDTree), written in leaves of 64 names. Names must come in order, so
/// that the tree is sorted without being held.
/// </summary>
internal sealed class IdTree(PdfObjects objects)
{
    private const int NamesPerLeaf = 64;
    private readonly PdfBuffer body = new();
    private readonly List<int> leaves = [];
    private readonly List<(long Number, int Element)> names = new(NamesPerLeaf);
    private long last;

    /// <summary>The tree's object number; null while it has no name.</summary>
    public int? Root { get; private set; }

    /// <exception cref="ArgumentOutOfRangeException">The number is not greater than the last.</exception>
    public void Add(long number, int element)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, last);
        last = number;
        names.Add((number, element));
        if (names.Count == NamesPerLeaf) FlushLeaf();
    }

    public void Finish()
    {
        FlushLeaf();
        if (leaves.Count == 0) return;
        Root = objects.Reserve();
        body.Clear().Append("<</Kids["u8);
        foreach (var leaf in leaves) body.AppendReference(leaf).Append((byte)' ');
        objects.Write(Root.Value, body.Append("]>>"u8));
    }

    /// <summary>The id as PDF writes it: M and ten digits, so that the order of bytes is the order of numbers.</summary>
    public static PdfBuffer Append(PdfBuffer target, long number) => target.Append("(M"u8).AppendPadded(number, 10).Append((byte)')');

    private void FlushLeaf()
    {
        if (names.Count == 0) return;
        var leaf = objects.Reserve();
        body.Clear().Append("<</Limits["u8);
        Append(Append(body, names[0].Number), names[^1].Number).Append("]/Names["u8);
        foreach (var (number, element) in names) Append(body, number).AppendReference(element);
        objects.Write(leaf, body.Append("]>>"u8));
        leaves.Add(leaf);
        names.Clear();
    }
}
