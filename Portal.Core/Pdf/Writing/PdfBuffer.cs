using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Portal.Core.Pdf.Writing;

/// <summary>A growing run of bytes in PDF syntax. Cleared and used again, so that a million rows cost no allocation here.</summary>
internal sealed class PdfBuffer(int capacity = 4096)
{
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public PdfBuffer Clear()
    {
        Length = 0;
        return this;
    }

    public PdfBuffer Append(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Room(data.Length));
        Length += data.Length;
        return this;
    }

    /// <summary>Appends Latin-1 syntax (never text a person wrote: see <see cref="AppendText"/>).</summary>
    public PdfBuffer Append(string syntax)
    {
        var room = Room(syntax.Length);
        for (var i = 0; i < syntax.Length; i++) room[i] = (byte)syntax[i];
        Length += syntax.Length;
        return this;
    }

    /// <summary>Appends the inside of a TJ array; where it begins with a string and one stands before it, the two become one.</summary>
    public PdfBuffer AppendJoined(ReadOnlySpan<byte> glyphs)
    {
        if (Length > 0 && bytes[Length - 1] == (byte)')' && glyphs is [(byte)'(', ..])
        {
            Length--;
            glyphs = glyphs[1..];
        }
        return Append(glyphs);
    }

    public PdfBuffer Append(byte value)
    {
        Room(1)[0] = value;
        Length++;
        return this;
    }

    public PdfBuffer Append(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        Length += written;
        return this;
    }

    /// <summary>A number with leading zeros.</summary>
    public PdfBuffer AppendPadded(long value, int digits)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written, new StandardFormat('D', (byte)digits));
        Length += written;
        return this;
    }

    /// <summary>An indirect reference: <c>12 0 R</c>.</summary>
    public PdfBuffer AppendReference(int objectNumber) => Append(objectNumber).Append(" 0 R"u8);

    /// <summary>A number with at most <paramref name="decimals"/> decimals (0 to 4), without trailing zeros.</summary>
    public PdfBuffer AppendNumber(double value, int decimals = 2)
    {
        if (decimals == 2) return AppendHundredths((long)Math.Round(value * 100, MidpointRounding.AwayFromZero));
        var scale = decimals switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1000, _ => 10_000 };
        var scaled = (long)Math.Round(value * scale, MidpointRounding.AwayFromZero);
        if (scaled < 0)
        {
            Append((byte)'-');
            scaled = -scaled;
        }
        Append(scaled / scale);
        var fraction = scaled % scale;
        if (fraction == 0) return this;
        Append((byte)'.');
        for (scale /= 10; fraction > 0; scale /= 10)
        {
            Append((byte)('0' + (fraction / scale)));
            fraction %= scale;
        }
        return this;
    }

    /// <summary>A number given in hundredths, without trailing zeros.</summary>
    public PdfBuffer AppendHundredths(long value)
    {
        if (value < 0)
        {
            Append((byte)'-');
            value = -value;
        }
        var (whole, fraction) = Math.DivRem(value, 100);
        if (whole != 0 || fraction == 0) Append(whole);
        if (fraction == 0) return this;
        var room = Room(3);
        room[0] = (byte)'.';
        room[1] = (byte)('0' + (fraction / 10));
        room[2] = (byte)('0' + (fraction % 10));
        Length += fraction % 10 == 0 ? 2 : 3;
        return this;
    }

    /// <summary>A text string (ISO 32000-1, 7.9.2.2): plain ASCII in parentheses, anything else as UTF-16BE with its mark.</summary>
    public PdfBuffer AppendText(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange(' ', '~')) return AppendUtf16(text);
        Append((byte)'(');
        foreach (var c in text)
        {
            if (c is '(' or ')' or '\\') Append((byte)'\\');
            Append((byte)c);
        }
        return Append((byte)')');
    }

    public PdfBuffer AppendUtf16(ReadOnlySpan<char> text)
    {
        Append("<FEFF"u8);
        foreach (var c in text) AppendHex(c);
        return Append((byte)'>');
    }

    /// <summary>Four hexadecimal digits.</summary>
    public PdfBuffer AppendHex(int value)
    {
        value.TryFormat(Room(4), out _, "X4", CultureInfo.InvariantCulture);
        Length += 4;
        return this;
    }

    public PdfBuffer AppendHex(ReadOnlySpan<byte> data)
    {
        var room = Room(data.Length * 2);
        for (var i = 0; i < data.Length; i++)
        {
            room[i * 2] = "0123456789ABCDEF"u8[data[i] >> 4];
            room[(i * 2) + 1] = "0123456789ABCDEF"u8[data[i] & 15];
        }
        Length += data.Length * 2;
        return this;
    }

    /// <summary>One byte inside a literal string, escaped where the syntax asks it.</summary>
    public void AppendLiteralByte(byte value)
    {
        switch (value)
        {
            case (byte)'(' or (byte)')' or (byte)'\\':
                Append((byte)'\\').Append(value);
                break;
            case (byte)'\r':
                // A bare carriage return inside a literal string reads back as a line feed.
                Append("\\r"u8);
                break;
            default:
                Append(value);
                break;
        }
    }

    private Span<byte> Room(int needed)
    {
        if (Length + needed > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + needed));
        return bytes.AsSpan(Length);
    }
}
