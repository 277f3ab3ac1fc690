namespace Portal.Core.Pdf.Writing;

/// <summary>The number tree from marked content back to structure elements (ISO 32000-1, 14.7.4.4), written in leaves of 64 keys.</summary>
internal sealed class ParentTree(PdfObjects objects)
{
    private const int KeysPerLeaf = 64;
    private readonly PdfBuffer body = new();
    private readonly List<int> leaves = [];
    private readonly List<int> values = new(KeysPerLeaf);

    public int Root { get; } = objects.Reserve();

    public int NextKey { get; private set; }

    /// <summary>Adds the next key's value, the number of an array or a structure element. Returns the key.</summary>
    public int Add(int value)
    {
        values.Add(value);
        NextKey++;
        if (values.Count == KeysPerLeaf) FlushLeaf();
        return NextKey - 1;
    }

    public void Finish()
    {
        FlushLeaf();
        body.Clear().Append("<</Kids["u8);
        foreach (var leaf in leaves) body.AppendReference(leaf).Append((byte)' ');
        objects.Write(Root, body.Append("]>>"u8));
    }

    private void FlushLeaf()
    {
        if (values.Count == 0) return;
        var first = NextKey - values.Count;
        var leaf = objects.Reserve();
        body.Clear().Append("<</Limits["u8).Append(first).Append((byte)' ').Append(NextKey - 1).Append("]/Nums["u8);
        for (var i = 0; i < values.Count; i++) body.Append(first + i).Append((byte)' ').AppendReference(values[i]).Append((byte)' ');
        objects.Write(leaf, body.Append("]>>"u8));
        leaves.Add(leaf);
        values.Clear();
    }
}
