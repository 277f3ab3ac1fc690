using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>What stands before an update: the newest table of objects, and the plain objects the update may say again.</summary>
internal sealed partial class EarlierRevision
{
    private const int LongestObject = 64 * 1024;
    private const int MostTables = 64;
    private readonly Stream file;
    private readonly List<CrossReferenceTable> tables = [];

    private EarlierRevision(Stream file, long end, long tableAt)
    {
        this.file = file;
        End = end;
        for (long? at = tableAt; at is { } place; at = Previous(tables[^1]))
        {
            if (place >= end || tables.Count == MostTables || (tables.Count > 0 && place >= tables[^1].At)) throw new UnexpectedSyntaxException("The tables of objects do not lead back in order.");
            tables.Add(CrossReferenceTable.Read(file, place));
        }
        Size = Newest.Entries.Integer("Size");
        Root = Newest.Entries.Reference("Root");
        Catalog = ReadPlain(Root);
    }

    /// <summary>Offset just behind its last byte.</summary>
    public long End { get; }

    public CrossReferenceTable Newest => tables[0];

    /// <summary>One more than the highest object number given out.</summary>
    public int Size { get; }

    public int Root { get; }

    public Dictionary<string, string> Catalog { get; }

    /// <param name="end">Where the revision ends; its last lines must lead to its table.</param>
    /// <exception cref="UnexpectedSyntaxException">It is not in a form understood here.</exception>
    public static EarlierRevision Before(Stream file, long end)
    {
        var tail = new byte[Math.Min(64, end)];
        file.Position = end - tail.Length;
        file.ReadExactly(tail);
        var match = LastLines().Match(Encoding.Latin1.GetString(tail));
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) throw new UnexpectedSyntaxException("The signed part does not end as a file does.");
        return new EarlierRevision(file, end, at);
    }

    /// <summary>A dictionary that lies in the open.</summary>
    /// <exception cref="UnexpectedSyntaxException">It does not, or is not there.</exception>
    public Dictionary<string, string> ReadPlain(int number)
    {
        var place = tables.Select(table => table.Find(number)).FirstOrDefault(found => found is not null) ?? -1;
        if (place < 0 || place >= End) throw new UnexpectedSyntaxException($"Object {number} is not in the open.");
        var bytes = new byte[Math.Min(LongestObject, End - place)];
        file.Position = place;
        file.ReadExactly(bytes);
        var position = PdfDictionary.Expect(bytes, 0, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n")));
        var entries = PdfDictionary.Read(bytes.AsSpan(position), out var used);
        PdfDictionary.Expect(bytes, position + used, "\nendobj\n"u8);
        return entries;
    }

    private static long? Previous(CrossReferenceTable table) => table.Entries.TryGetValue("Prev", out var raw)
        ? long.TryParse(raw.TrimStart(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : throw new UnexpectedSyntaxException("The tables of objects do not lead back.")
        : null;

    [GeneratedRegex(@"\nstartxref\n(\d{1,18})\n%%EOF\n\z", RegexOptions.CultureInvariant)]
    private static partial Regex LastLines();
}
