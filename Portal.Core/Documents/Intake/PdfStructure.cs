using System.Buffers.Binary;
using System.IO.Compression;

namespace Portal.Core.Documents.Intake;

internal enum PdfFault
{
    None,

    /// <summary>No PDF header in the first 1,024 bytes.</summary>
    NoHeader,

    /// <summary>It does not end as a PDF ends, or names a cross-reference behind its own end.</summary>
    Truncated,

    /// <summary>The cross-reference, the trailer or the catalogue they lead to cannot be read.</summary>
    Broken,

    /// <summary>It is encrypted, whether or not it opens without a password.</summary>
    Encrypted,
}

/// <summary>
/// Whether a file is whole: header, end, cross-reference (a table, a stream, or both), trailer, and a catalogue where they say it is
/// (ISO 32000-1, 7.5). Reads forwards and with limits, runs no tool, draws nothing.
/// </summary>
internal ref struct PdfStructure
{
    private const int HeaderWithin = 1024;
    private const int EndWithin = 1024;
    private const int MostSections = 512;
    private const int MostObjects = 4_000_000;

    private readonly ReadOnlySpan<byte> bytes;
    private readonly int header;

    /// <summary>Rows that may still be decoded: sections chained to each other must not add up to minutes of work.</summary>
    private long rowsLeft = MostObjects;

    private PdfStructure(ReadOnlySpan<byte> bytes, int header)
    {
        this.bytes = bytes;
        this.header = header;
    }

    public static PdfFault Check(ReadOnlySpan<byte> file)
    {
        var header = file[..Math.Min(file.Length, HeaderWithin)].IndexOf("%PDF-"u8);
        if (header < 0) return PdfFault.NoHeader;
        // Some court systems pad what they hand out with zeros to a whole block.
        var bytes = file.TrimEnd("\0\t\n\f\r "u8);
        var tail = Math.Max(0, bytes.Length - EndWithin);
        var end = bytes[tail..].LastIndexOf("%%EOF"u8);
        if (end < 0) return PdfFault.Truncated;
        var start = bytes[..(tail + end)].LastIndexOf("startxref"u8);
        if (start < 0) return PdfFault.Truncated;
        var syntax = new PdfSyntax(bytes, start + "startxref".Length);
        if (!syntax.TryNumber(out var offset)) return PdfFault.Broken;
        if (offset >= bytes.Length) return PdfFault.Truncated;
        return new PdfStructure(bytes, header).CheckFrom(offset);
    }

    private PdfFault CheckFrom(long start)
    {
        if (!TrySection(start, wanted: -1, out var newest)) return PdfFault.Broken;
        if (newest.Trailer.ContainsKey("Encrypt")) return PdfFault.Encrypted;
        if (!TryNumberAt(newest.Trailer, "Root", out var root)) return PdfFault.Broken;
        if (!TryFind(start, root, out var catalogue)) return PdfFault.Broken;
        // A catalogue in an object stream is as good as the stream it lies in.
        if (catalogue.InStream is { } container && (!TryFind(start, container, out catalogue) || catalogue.InStream is not null)) return PdfFault.Broken;
        return catalogue.Offset is { } at && IsObject(at, catalogue.Number) ? PdfFault.None : PdfFault.Broken;
    }

    /// <summary>Looks for an object's entry from the newest section to the oldest.</summary>
    private bool TryFind(long start, long number, out Entry entry)
    {
        entry = default;
        var seen = new HashSet<long>();
        var ahead = new Stack<long>([start]);
        while (ahead.TryPop(out var offset))
        {
            // A chain that bites its own tail ends there.
            if (!seen.Add(offset)) continue;
            if (seen.Count > MostSections || !TrySection(offset, number, out var section)) return false;
            if (section.Found is { } found)
            {
                entry = found;
                return true;
            }
            if (TryNumberAt(section.Trailer, "Prev", out var earlier)) ahead.Push(earlier);
            if (TryNumberAt(section.Trailer, "XRefStm", out var hidden)) ahead.Push(hidden);
        }
        return false;
    }

    private bool TrySection(long offset, long wanted, out Section section)
    {
        // Offsets count from the header (as readers do it) or from the first byte (as some writers do).
        foreach (var at in new[] { offset + header, offset })
        {
            if (at < 0 || at >= bytes.Length) continue;
            var syntax = new PdfSyntax(bytes, (int)at);
            if (syntax.TryKeyword("xref"u8) ? TryTable(ref syntax, wanted, out section) : TryStream((int)at, wanted, out section)) return true;
        }
        section = default;
        return false;
    }

    private static bool TryTable(ref PdfSyntax syntax, long wanted, out Section section)
    {
        section = default;
        Entry? found = null;
        while (!syntax.TryKeyword("trailer"u8))
        {
            if (!syntax.TryNumber(out var first) || !syntax.TryNumber(out var count) || count > MostObjects) return false;
            for (var number = first; number < first + count; number++)
            {
                if (!syntax.TryNumber(out var offset) || !syntax.TryNumber(out _)) return false;
                if (syntax.TryKeyword("n"u8))
                {
                    if (number == wanted) found = new Entry(number, offset, null);
                }
                else if (!syntax.TryKeyword("f"u8))
                {
                    return false;
                }
            }
        }
        if (!syntax.TryDictionary(out var trailer)) return false;
        section = new Section(trailer, found);
        return true;
    }

    private bool TryStream(int at, long wanted, out Section section)
    {
        section = default;
        var syntax = new PdfSyntax(bytes, at);
        if (!syntax.TryObjectHeader(out _) || !syntax.TryDictionary(out var dictionary)) return false;
        if (!TryNameAt(dictionary, "Type", out var type) || type != "XRef" || !syntax.TryKeyword("stream"u8)) return false;
        // "stream", then CR LF or LF, then the bytes.
        var start = syntax.Position;
        if (start < bytes.Length && bytes[start] == '\r') start++;
        if (start < bytes.Length && bytes[start] == '\n') start++;
        if (!TryNumberAt(dictionary, "Length", out var length) || length > bytes.Length - start) return false;
        if (!TryNumbersAt(dictionary, "W", out var widths) || widths.Count != 3 || widths.Any(w => w > 8)) return false;
        if (!TryNumbersAt(dictionary, "Index", out var index))
        {
            if (!TryNumberAt(dictionary, "Size", out var size)) return false;
            index = [0, size];
        }
        if (index.Count % 2 != 0) return false;
        if (wanted < 0)
        {
            section = new Section(dictionary, null);
            return true;
        }
        var row = RowOf(index, wanted);
        if (row is null)
        {
            section = new Section(dictionary, null);
            return true;
        }
        var fields = new byte[widths.Sum()];
        if (row > MostObjects || fields.Length == 0 || !TryRow(dictionary, bytes.Slice(start, (int)length), row.Value, fields)) return false;
        section = new Section(dictionary, EntryOf(wanted, fields, (int)widths[0], (int)widths[1]));
        return true;
    }

    /// <summary>Which row of the stream is an object's, or null where it has none.</summary>
    private static long? RowOf(List<long> index, long wanted)
    {
        long before = 0;
        for (var i = 0; i < index.Count; i += 2)
        {
            if (wanted >= index[i] && wanted - index[i] < index[i + 1]) return before + (wanted - index[i]);
            before += Math.Min(index[i + 1], MostObjects);
        }
        return null;
    }

    private bool TryRow(Dictionary<string, int> dictionary, ReadOnlySpan<byte> content, long row, byte[] fields)
    {
        var packed = dictionary.TryGetValue("Filter", out var filterAt);
        if (packed)
        {
            var filter = new PdfSyntax(bytes, filterAt);
            filter.TryKeyword("["u8);
            if (!filter.TryName(out var name) || name is not ("FlateDecode" or "Fl")) return false;
        }
        long predictor = 1;
        if (dictionary.TryGetValue("DecodeParms", out var parametersAt))
        {
            var parameters = new PdfSyntax(bytes, parametersAt);
            parameters.TryKeyword("["u8);
            if (!parameters.TryDictionary(out var decode)) return false;
            if (TryNumberAt(decode, "Predictor", out var named)) predictor = named;
            if (predictor > 1 && (!TryNumberAt(decode, "Columns", out var columns) || columns != fields.Length)) return false;
        }
        if (predictor is not 1 and (< 10 or > 15)) return false;
        using var source = new MemoryStream(content.ToArray(), writable: false);
        using Stream plain = packed ? new ZLibStream(source, CompressionMode.Decompress) : source;
        try
        {
            var above = new byte[fields.Length];
            for (long i = 0; i <= row; i++)
            {
                if (--rowsLeft < 0) return false;
                fields.CopyTo(above, 0);
                var method = predictor == 1 ? 0 : plain.ReadByte();
                plain.ReadExactly(fields);
                if (!TryUndo(method, fields, above)) return false;
            }
            return true;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>Undoes a PNG filter of one byte a pixel (RFC 2083, section 6).</summary>
    private static bool TryUndo(int method, byte[] row, byte[] above)
    {
        if (method is < 0 or > 4) return false;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i == 0 ? 0 : row[i - 1];
            var corner = i == 0 ? 0 : above[i - 1];
            row[i] += (byte)(method switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], corner),
                _ => 0,
            });
        }
        return true;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        if (toLeft <= toAbove && toLeft <= toCorner) return left;
        return toAbove <= toCorner ? above : corner;
    }

    private static Entry EntryOf(long number, ReadOnlySpan<byte> fields, int typeWidth, int secondWidth)
    {
        var type = typeWidth == 0 ? 1 : BigEndian(fields[..typeWidth]);
        var second = BigEndian(fields.Slice(typeWidth, secondWidth));
        return type switch
        {
            1 => new Entry(number, second, null),
            2 => new Entry(number, null, second),
            _ => new Entry(number, null, null),
        };
    }

    private static long BigEndian(ReadOnlySpan<byte> field)
    {
        Span<byte> whole = stackalloc byte[8];
        whole.Clear();
        field.CopyTo(whole[(8 - field.Length)..]);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }

    private readonly bool IsObject(long offset, long number)
    {
        foreach (var at in new[] { offset + header, offset })
        {
            if (at < 0 || at >= bytes.Length) continue;
            var syntax = new PdfSyntax(bytes, (int)at);
            if (syntax.TryObjectHeader(out var found) && found == number) return true;
        }
        return false;
    }

    /// <summary>A whole number, or the object number of a reference.</summary>
    private bool TryNumberAt(Dictionary<string, int> dictionary, string key, out long number)
    {
        number = 0;
        return dictionary.TryGetValue(key, out var at) && new PdfSyntax(bytes, at).TryNumber(out number);
    }

    private bool TryNameAt(Dictionary<string, int> dictionary, string key, out string name)
    {
        name = "";
        return dictionary.TryGetValue(key, out var at) && new PdfSyntax(bytes, at).TryName(out name);
    }

    private bool TryNumbersAt(Dictionary<string, int> dictionary, string key, out List<long> numbers)
    {
        numbers = [];
        return dictionary.TryGetValue(key, out var at) && new PdfSyntax(bytes, at).TryNumbers(out numbers);
    }

    /// <summary>Where an object lies: at a place in the file, in an object stream, or (freed) nowhere.</summary>
    private readonly record struct Entry(long Number, long? Offset, long? InStream);

    private readonly record struct Section(Dictionary<string, int> Trailer, Entry? Found);
}
