using System.IO.Compression;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>One cross-reference stream (ISO 32000-1, 7.5.8), read in pieces: of millions of rows one or two matter here.</summary>
internal sealed class CrossReferenceTable
{
    private const int LongestDictionary = 64 * 1024;
    private const int LongestTable = 128 * 1024 * 1024;
    private const int MostRows = 16 * 1024 * 1024;
    private readonly byte[] data;
    private readonly int[] widths;
    private readonly List<(long First, long Count)> sections = [];
    private readonly bool deflated;

    private CrossReferenceTable(long at, Dictionary<string, string> entries, byte[] data)
    {
        At = at;
        Entries = entries;
        this.data = data;
        widths = [.. Numbers("W").Select(number => (int)number)];
        if (widths.Length != 3 || widths.Any(width => width > 8)) throw new UnexpectedSyntaxException("The table's columns are not understood.");
        var index = entries.ContainsKey("Index") ? Numbers("Index") : [0, entries.Integer("Size")];
        for (var i = 0; i + 1 < index.Count; i += 2) sections.Add((index[i], index[i + 1]));
        deflated = entries.TryGetValue("Filter", out var filter);
        if (deflated && (filter != "/FlateDecode" || !entries.TryGetValue("DecodeParms", out var parameters)
            || parameters != FormattableString.Invariant($"<</Predictor 12/Columns {widths.Sum()}>>"))) throw new UnexpectedSyntaxException("The table's filter is not understood.");
    }

    public long At { get; }

    public Dictionary<string, string> Entries { get; }

    /// <exception cref="UnexpectedSyntaxException">There is no such table at that offset.</exception>
    public static CrossReferenceTable Read(Stream file, long at)
    {
        if (at < 0 || at >= file.Length) throw new UnexpectedSyntaxException("The table's place is outside the file.");
        var start = new byte[Math.Min(LongestDictionary, file.Length - at)];
        file.Position = at;
        file.ReadExactly(start);
        var position = 0;
        PdfDictionary.Number(start, ref position);
        position = PdfDictionary.Expect(start, position, " 0 obj\n"u8);
        var entries = PdfDictionary.Read(start.AsSpan(position), out var used);
        position = PdfDictionary.Expect(start, position + used, "stream\n"u8);
        var length = entries.Integer("Length");
        if (entries.GetValueOrDefault("Type") != "/XRef" || length > LongestTable || at + position + length > file.Length) throw new UnexpectedSyntaxException("There is no table of objects.");
        var data = new byte[length];
        file.Position = at + position;
        file.ReadExactly(data);
        return new CrossReferenceTable(at, entries, data);
    }

    /// <summary>Where the object lies: null where this table does not name it, -1 where it names it as free or within another object.</summary>
    public long? Find(int number)
    {
        long skipped = 0;
        foreach (var (first, count) in sections)
        {
            if (number >= first && number < first + count) return Row(skipped + number - first);
            skipped += count;
        }
        return null;
    }

    private long Row(long index)
    {
        // A table that unpacks to more is a trap, not a document.
        if (index > MostRows) throw new UnexpectedSyntaxException("The table is too long.");
        var width = widths.Sum();
        using Stream source = deflated ? new ZLibStream(new MemoryStream(data), CompressionMode.Decompress) : new MemoryStream(data);
        var (row, line) = (new byte[width], new byte[deflated ? width + 1 : width]);
        for (long i = 0; i <= index; i++)
        {
            source.ReadExactly(line);
            if (!deflated) line.CopyTo(row, 0);
            else if (line[0] != 2) throw new UnexpectedSyntaxException("The table's filter is not understood.");
            else
            {
                for (var j = 0; j < width; j++) row[j] += line[j + 1];
            }
        }
        long type = widths[0] == 0 ? 1 : Field(row, 0, widths[0]);
        return type == 1 ? Field(row, widths[0], widths[1]) : -1;
    }

    private static long Field(byte[] row, int start, int width)
    {
        long value = 0;
        for (var i = 0; i < width; i++) value = (value << 8) | row[start + i];
        return value;
    }

    private List<long> Numbers(string key)
    {
        if (!Entries.TryGetValue(key, out var raw) || raw is not ['[', .., ']']) throw new UnexpectedSyntaxException($"The entry {key} is not a list of numbers.");
        return [.. raw[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => long.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number : throw new UnexpectedSyntaxException($"The entry {key} is not a list of numbers."))];
    }
}
