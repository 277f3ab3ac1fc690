using System.Runtime.CompilerServices;
using System.Text;

namespace Portal.Core.Disclosures.Verification;

/// <summary>Reads rows of RFC 4180 as a stream: commas, CRLF or LF, quotes doubled inside quotes.</summary>
internal static class CsvReader
{
    private const int LongestRow = 64 * 1024 * 1024;

    /// <summary>The row is valid until the next one is asked for.</summary>
    /// <exception cref="FormatException">It is not such a file; the message names the row.</exception>
    public static async IAsyncEnumerable<List<string>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
        var buffer = new char[32 * 1024];
        var row = new List<string>();
        var cell = new StringBuilder();
        var rowLength = 0;
        long number = 1;
        var place = Place.CellStart;
        while (await FillAsync(reader, buffer, ct) is > 0 and var filled)
        {
            for (var i = 0; i < filled; i++)
            {
                var c = buffer[i];
                if (++rowLength > LongestRow) throw new FormatException($"row {number} is too long.");
                switch (place)
                {
                    case Place.Quoted when c == '"':
                        place = Place.QuoteInQuoted;
                        break;
                    case Place.Quoted:
                        cell.Append(c);
                        break;
                    case Place.QuoteInQuoted when c == '"':
                        cell.Append('"');
                        place = Place.Quoted;
                        break;
                    case Place.CellStart when c == '"':
                        place = Place.Quoted;
                        break;
                    case Place.AfterReturn when c != '\n':
                        throw new FormatException($"row {number} does not end as a row does.");
                    case not Place.AfterReturn when c == ',':
                        row.Add(cell.ToString());
                        cell.Clear();
                        place = Place.CellStart;
                        break;
                    case not Place.AfterReturn when c == '\r':
                        place = Place.AfterReturn;
                        break;
                    case var _ when c == '\n':
                        row.Add(cell.ToString());
                        cell.Clear();
                        yield return row;
                        row.Clear();
                        rowLength = 0;
                        number++;
                        place = Place.CellStart;
                        break;
                    case Place.QuoteInQuoted:
                        throw new FormatException($"row {number} has text behind a closing quotation mark.");
                    default:
                        if (c == '"') throw new FormatException($"row {number} has a quotation mark inside an unquoted cell.");
                        cell.Append(c);
                        place = Place.Unquoted;
                        break;
                }
            }
        }
        if (place is Place.Quoted or Place.AfterReturn) throw new FormatException($"row {number} is cut off.");
        if (row.Count > 0 || cell.Length > 0) throw new FormatException($"row {number} does not end as a row does.");
    }

    private static async Task<int> FillAsync(StreamReader reader, char[] buffer, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(buffer, ct);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("the file is not valid UTF-8.");
        }
    }

    private enum Place
    {
        CellStart,
        Unquoted,
        Quoted,
        QuoteInQuoted,
        AfterReturn,
    }
}
