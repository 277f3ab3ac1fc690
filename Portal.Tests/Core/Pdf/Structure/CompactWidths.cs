using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>From a bare CFF table (Adobe Technical Note 5176): a glyph's width is the odd operand before its first drawing order.</summary>
internal sealed class CompactWidths : IGlyphWidths
{
    private readonly byte[] font;
    private readonly int[] glyphs;
    private readonly int[] shared;
    private readonly (double Default, double Nominal, int[] Routines)[] privates;
    private readonly int selector;
    private readonly double scale;

    public CompactWidths(byte[] font)
    {
        this.font = font;
        Index(font[2], out var at);
        var tops = Index(at, out at);
        Index(at, out at);
        shared = Index(at, out _);
        var top = Dictionary(tops[0], tops[1]);
        scale = top.TryGetValue(0x0C07, out var matrix) ? matrix[0] * 1000 : 1;
        glyphs = Index((int)top[17][0], out _);
        if (top.TryGetValue(0x0C24, out var array))
        {
            var dictionaries = Index((int)array[0], out _);
            privates = [.. Enumerable.Range(0, dictionaries.Length - 1).Select(i => Private(Dictionary(dictionaries[i], dictionaries[i + 1])))];
            selector = (int)top[0x0C25][0];
        }
        else privates = [Private(top)];
    }

    public int Count => glyphs.Length - 1;

    public double Thousandths(int glyph)
    {
        var own = privates[selector == 0 ? 0 : PrivateOf(glyph)];
        var found = Find(glyphs[glyph], glyphs[glyph + 1], [], own.Routines, out var extra);
        return !found ? throw new InvalidDataException($"Glyph {glyph} has no end.") : (extra is { } more ? own.Nominal + more : own.Default) * scale;
    }

    /// <summary>Runs a charstring up to its first drawing order, where a width would stand; false where it ends before one.</summary>
    private bool Find(int at, int end, List<double> stack, int[] routines, out double? extra)
    {
        extra = null;
        while (at < end)
        {
            int b = font[at++];
            switch (b)
            {
                case 28:
                    stack.Add(BinaryPrimitives.ReadInt16BigEndian(font.AsSpan(at)));
                    at += 2;
                    break;
                case >= 32 and <= 246:
                    stack.Add(b - 139);
                    break;
                case >= 247 and <= 250:
                    stack.Add(((b - 247) * 256) + font[at++] + 108);
                    break;
                case >= 251 and <= 254:
                    stack.Add((-(b - 251) * 256) - font[at++] - 108);
                    break;
                case 255:
                    stack.Add(BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(at)) / 65536.0);
                    at += 4;
                    break;
                case 10 or 29:
                    var called = b == 10 ? routines : shared;
                    var number = (int)stack[^1] + (called.Length - 1 < 1240 ? 107 : called.Length - 1 < 33_900 ? 1131 : 32_768);
                    stack.RemoveAt(stack.Count - 1);
                    if (Find(called[number], called[number + 1], stack, routines, out extra)) return true;
                    break;
                case 11:
                    return false;
                case 1 or 3 or 18 or 23 or 19 or 20:
                    extra = stack.Count % 2 == 1 ? stack[0] : null;
                    return true;
                case 21:
                    extra = stack.Count > 2 ? stack[0] : null;
                    return true;
                case 4 or 22:
                    extra = stack.Count > 1 ? stack[0] : null;
                    return true;
                case 14:
                    extra = stack.Count is 1 or 5 ? stack[0] : null;
                    return true;
                default:
                    throw new InvalidDataException($"A glyph begins with order {b}.");
            }
        }
        return false;
    }

    private int PrivateOf(int glyph)
    {
        if (font[selector] == 0) return font[selector + 1 + glyph];
        var ranges = BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(selector + 1));
        for (var i = ranges - 1; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(selector + 3 + (3 * i))) <= glyph) return font[selector + 5 + (3 * i)];
        }
        throw new InvalidDataException($"Glyph {glyph} belongs to no part of the font.");
    }

    private (double, double, int[]) Private(Dictionary<int, double[]> owner)
    {
        if (!owner.TryGetValue(18, out var place)) return (0, 0, []);
        var entries = Dictionary((int)place[1], (int)(place[1] + place[0]));
        return (
            entries.TryGetValue(20, out var ordinary) ? ordinary[0] : 0,
            entries.TryGetValue(21, out var nominal) ? nominal[0] : 0,
            entries.TryGetValue(19, out var routines) ? Index((int)(place[1] + routines[0]), out _) : []);
    }

    /// <summary>Offsets of an INDEX's items, one more than there are.</summary>
    private int[] Index(int at, out int end)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(at));
        end = at + 2;
        if (count == 0) return [end];
        int size = font[at + 2], origin = at + 2 + ((count + 1) * size);
        var offsets = new int[count + 1];
        for (var i = 0; i <= count; i++)
        {
            var offset = 0;
            for (var j = 0; j < size; j++) offset = (offset << 8) | font[at + 3 + (i * size) + j];
            offsets[i] = origin + offset;
        }
        end = offsets[count];
        return offsets;
    }

    private Dictionary<int, double[]> Dictionary(int at, int end)
    {
        var entries = new Dictionary<int, double[]>();
        var operands = new List<double>();
        while (at < end)
        {
            int b = font[at++];
            switch (b)
            {
                case <= 21:
                    entries[b == 12 ? 0x0C00 | font[at++] : b] = [.. operands];
                    operands.Clear();
                    break;
                case 28:
                    operands.Add(BinaryPrimitives.ReadInt16BigEndian(font.AsSpan(at)));
                    at += 2;
                    break;
                case 29:
                    operands.Add(BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(at)));
                    at += 4;
                    break;
                case 30:
                    operands.Add(Real(ref at));
                    break;
                case >= 32 and <= 246:
                    operands.Add(b - 139);
                    break;
                case <= 250:
                    operands.Add(((b - 247) * 256) + font[at++] + 108);
                    break;
                default:
                    operands.Add((-(b - 251) * 256) - font[at++] - 108);
                    break;
            }
        }
        return entries;
    }

    private double Real(ref int at)
    {
        var digits = new StringBuilder();
        while (true)
        {
            var b = font[at++];
            foreach (var nibble in (int[])[b >> 4, b & 15])
            {
                if (nibble == 15) return double.Parse(digits.ToString(), CultureInfo.InvariantCulture);
                digits.Append(nibble switch { < 10 => ((char)('0' + nibble)).ToString(), 10 => ".", 11 => "E", 12 => "E-", 14 => "-", _ => "" });
            }
        }
    }
}
