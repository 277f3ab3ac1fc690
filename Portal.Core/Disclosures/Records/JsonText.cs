using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Portal.Core.Disclosures.Records;

/// <summary>
/// JSON strings that keep any .NET string exactly. The runtime's writer replaces a surrogate that has no partner, and its reader
/// refuses one; here it is written as a <c>\uD83D</c> escape and read back. Everything else is plain UTF-8, save what would break a
/// line: controls, U+0085, U+2028 and U+2029 are escaped, so that one record is one line for every tool.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '\u007f', '\u0085', '\u2028', '\u2029']);

    public static void Write(IBufferWriter<byte> output, string? text)
    {
        if (text is null)
        {
            output.Write("null"u8);
            return;
        }
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = PlainLength(rest);
            Encoding.UTF8.GetBytes(rest[..plain], output);
            rest = rest[plain..];
            if (rest.IsEmpty) break;
            Escape(output, rest[0]);
            rest = rest[1..];
        }
        output.Write("\""u8);
    }

    /// <summary>The string a reader stands on, exactly, or null for a JSON null.</summary>
    /// <exception cref="FormatException">It stands on something else, or its bytes are no UTF-8.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new FormatException("A text was expected.");
        var bytes = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return Decode(bytes);
        var text = new StringBuilder(bytes.Length);
        while (bytes.IndexOf((byte)'\\') is >= 0 and var at)
        {
            text.Append(Decode(bytes[..at]));
            text.Append(Unescape(bytes[(at + 1)..], out var used));
            bytes = bytes[(at + 1 + used)..];
        }
        return text.Append(Decode(bytes)).ToString();
    }

    /// <summary>How many characters can be written as they are.</summary>
    private static int PlainLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(Escaped);
        if (end < 0) end = text.Length;
        for (var i = 0; i < end;)
        {
            var next = text[i..end].IndexOfAnyInRange('\ud800', '\udfff');
            if (next < 0) return end;
            i += next;
            if (!(char.IsHighSurrogate(text[i]) && i + 1 < end && char.IsLowSurrogate(text[i + 1]))) return i;
            i += 2;
        }
        return end;
    }

    private static void Escape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            default:
                var escape = output.GetSpan(6);
                escape[0] = (byte)'\\';
                escape[1] = (byte)'u';
                ((ushort)c).TryFormat(escape[2..], out _, "x4", System.Globalization.CultureInfo.InvariantCulture);
                output.Advance(6);
                break;
        }
    }

    private static char Unescape(ReadOnlySpan<byte> after, out int used)
    {
        used = 1;
        switch ((char)after[0])
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u':
                used = 5;
                return (char)ushort.Parse(after.Slice(1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
            case var same: return same;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException cause)
        {
            throw new FormatException("The text is not valid UTF-8.", cause);
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
