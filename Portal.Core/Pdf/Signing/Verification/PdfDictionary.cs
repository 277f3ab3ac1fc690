using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>Bytes that are not in the narrow form accepted here. Whoever reads untrusted bytes catches it.</summary>
internal sealed class UnexpectedSyntaxException(string message) : Exception(message);

/// <summary>
/// A dictionary as keys and verbatim values. This is no reader of PDF in general: it takes the one form our writer gives, with no white space to
/// spare, no comments and no key twice, and refuses everything else. What is refused is reported, so strictness errs on the safe side.
/// </summary>
internal static class PdfDictionary
{
    private const int Deepest = 16;

    /// <param name="used">Bytes the dictionary takes, from its opening to its closing brackets.</param>
    /// <exception cref="UnexpectedSyntaxException">It is none, or not in that form.</exception>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> bytes, out int used)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = Expect(bytes, 0, "<<"u8);
        while (!bytes[at..].StartsWith(">>"u8))
        {
            var key = Name(bytes, ref at);
            var start = at;
            SkipValue(bytes, ref at);
            if (!entries.TryAdd(key, Encoding.Latin1.GetString(bytes[start..at]))) throw new UnexpectedSyntaxException($"The key {key} is there twice.");
        }
        used = at + 2;
        return entries;
    }

    /// <summary>The offset behind <paramref name="expected"/>, which must stand at <paramref name="at"/>.</summary>
    public static int Expect(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> expected) =>
        bytes[at..].StartsWith(expected) ? at + expected.Length : throw new UnexpectedSyntaxException($"\"{Encoding.Latin1.GetString(expected)}\" was expected.");

    /// <summary>A number without sign, fraction or leading zeros.</summary>
    public static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var rest = bytes[at..];
        if (!Utf8Parser.TryParse(rest, out long number, out var used) || number < 0 || (rest[0] == '0' && used > 1) || rest[0] == '+')
            throw new UnexpectedSyntaxException("A number was expected.");
        at += used;
        return number;
    }

    public static int Integer(this Dictionary<string, string> entries, string key) =>
        entries.TryGetValue(key, out var raw) && int.TryParse(raw.TrimStart(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UnexpectedSyntaxException($"The entry {key} is not a number.");

    /// <summary>The number of the object that an entry refers to.</summary>
    public static int Reference(this Dictionary<string, string> entries, string key) =>
        entries.TryGetValue(key, out var raw) && References(raw.Trim(' ')) is [var only] ? only : throw new UnexpectedSyntaxException($"The entry {key} is not a reference.");

    /// <summary>The numbers of an array of references.</summary>
    public static IReadOnlyList<int> ReferenceArray(string raw) =>
        raw is ['[', .., ']'] ? References(raw[1..^1]) : throw new UnexpectedSyntaxException("A list of references was expected.");

    private static List<int> References(string raw)
    {
        var found = new List<int>();
        if (raw.Length == 0) return found;
        var words = raw.Split(' ');
        for (var i = 0; i < words.Length; i += 3)
        {
            if (i + 2 >= words.Length || words[i + 1] != "0" || words[i + 2] != "R" || words[i].StartsWith('0')
                || !int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw new UnexpectedSyntaxException("A reference was expected.");
            found.Add(number);
        }
        return found;
    }

    private static string Name(ReadOnlySpan<byte> bytes, ref int at)
    {
        Expect(bytes, at, "/"u8);
        var end = at + 1;
        while (end < bytes.Length && (char.IsAsciiLetterOrDigit((char)bytes[end]) || bytes[end] is (byte)'.' or (byte)'_' or (byte)'-')) end++;
        if (end == at + 1) throw new UnexpectedSyntaxException("A name was expected.");
        var name = Encoding.ASCII.GetString(bytes[(at + 1)..end]);
        at = end;
        return name;
    }

    /// <summary>Up to the next key or the end of the dictionary.</summary>
    private static void SkipValue(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && bytes[at] == ' ') at++;
        if (at < bytes.Length && bytes[at] == '/')
        {
            Name(bytes, ref at);
            return;
        }
        var start = at;
        var depth = 0;
        for (; at < bytes.Length; at++)
        {
            var rest = bytes[at..];
            if (depth == 0 && at > start && (rest[0] == '/' || rest.StartsWith(">>"u8))) return;
            switch (rest[0])
            {
                case (byte)'(':
                    at += LiteralLength(rest) - 1;
                    break;
                case (byte)'<' when rest.StartsWith("<<"u8):
                    depth++;
                    at++;
                    break;
                case (byte)'<':
                    var close = rest.IndexOf((byte)'>');
                    if (close < 0) throw new UnexpectedSyntaxException("A string does not end.");
                    at += close;
                    break;
                case (byte)'>':
                    if (!rest.StartsWith(">>"u8)) throw new UnexpectedSyntaxException("A bracket stands alone.");
                    depth--;
                    at++;
                    break;
                case (byte)'[':
                    depth++;
                    break;
                case (byte)']':
                    depth--;
                    break;
                case < 0x20 or > 0x7E or (byte)'%' or (byte)')' or (byte)'{' or (byte)'}':
                    throw new UnexpectedSyntaxException("A character stands where none is expected.");
            }
            if (depth is < 0 or > Deepest) throw new UnexpectedSyntaxException("Brackets do not match.");
        }
        throw new UnexpectedSyntaxException("A dictionary does not end.");
    }

    private static int LiteralLength(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '(') depth++;
            else if (text[i] == ')' && --depth == 0) return i + 1;
        }
        throw new UnexpectedSyntaxException("A string does not end.");
    }
}
