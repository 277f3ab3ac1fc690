using System.Buffers.Binary;
using System.Text;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>Advance widths as an embedded font file has them.</summary>
internal interface IGlyphWidths
{
    int Count { get; }

    double Thousandths(int glyph);
}

/// <summary>From the tables head, hhea and hmtx.</summary>
internal sealed class TrueTypeWidths : IGlyphWidths
{
    private readonly byte[] font;
    private readonly int unitsPerEm, metrics, table;

    public TrueTypeWidths(byte[] font)
    {
        this.font = font;
        unitsPerEm = Short(Table("head") + 18);
        metrics = Short(Table("hhea") + 34);
        table = Table("hmtx");
        Count = Short(Table("maxp") + 4);
    }

    public int Count { get; }

    public double Thousandths(int glyph) => Short(table + (4 * Math.Min(glyph, metrics - 1))) * 1000.0 / unitsPerEm;

    private int Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));

    private int Table(string tag)
    {
        for (var i = 0; i < Short(4); i++)
        {
            var entry = font.AsSpan(12 + (16 * i), 16);
            if (Encoding.ASCII.GetString(entry[..4]) == tag) return BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
        }
        throw new InvalidDataException($"The font lacks its table {tag}.");
    }
}
