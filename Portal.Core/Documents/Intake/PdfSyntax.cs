using System.Text;

namespace Portal.Core.Documents.Intake;

/// <summary>
/// Reads the few PDF objects that a cross-reference needs (ISO 32000-1, 7.2 and 7.3), forwards from a position, and never past the
/// end. Nothing it reads is trusted: what does not parse answers false.
/// </summary>
internal ref struct PdfSyntax(ReadOnlySpan<byte> bytes, int position)
{
    private const int Deepest = 32;
    private const int MostEntries = 256;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; } = position;

    public void SkipSpace()
    {
        while (Position < bytes.Length)
        {
            if (bytes[Position] == '%')
            {
                var end = bytes[Position..].IndexOfAny((byte)'\r', (byte)'\n');
                Position = end < 0 ? bytes.Length : Position + end;
            }
            else if (IsSpace(bytes[Position]))
            {
                Position++;
            }
            else
            {
                return;
            }
        }
    }

    public bool TryKeyword(ReadOnlySpan<byte> keyword)
    {
        SkipSpace();
        if (!bytes[Position..].StartsWith(keyword)) return false;
        Position += keyword.Length;
        return true;
    }

    /// <summary>A whole number that is not negative.</summary>
    public bool TryNumber(out long number)
    {
        SkipSpace();
        number = 0;
        var start = Position;
        while (Position < bytes.Length && bytes[Position] is >= (byte)'0' and <= (byte)'9' && Position - start < 18)
            number = number * 10 + (bytes[Position++] - '0');
        return Position > start;
    }

    /// <summary><c>12 0 obj</c>: the beginning of an object.</summary>
    public bool TryObjectHeader(out long number) => TryNumber(out number) && TryNumber(out _) && TryKeyword("obj"u8);

    /// <summary>A dictionary's own entries: each name, with the place in the file where its value begins.</summary>
    public bool TryDictionary(out Dictionary<string, int> entries) => TryDictionary(out entries, depth: 0);

    private bool TryDictionary(out Dictionary<string, int> entries, int depth)
    {
        entries = new Dictionary<string, int>(StringComparer.Ordinal);
        if (depth > Deepest || !TryKeyword("<<"u8)) return false;
        while (entries.Count < MostEntries)
        {
            if (TryKeyword(">>"u8)) return true;
            if (!TryName(out var name)) return false;
            SkipSpace();
            // The first of a doubled key is kept: that it is there at all is what counts.
            entries.TryAdd(name, Position);
            if (!TrySkipValue(depth + 1)) return false;
        }
        return false;
    }

    public bool TryName(out string name)
    {
        SkipSpace();
        name = "";
        if (Position >= bytes.Length || bytes[Position] != '/') return false;
        var text = new StringBuilder();
        for (Position++; Position < bytes.Length && IsRegular(bytes[Position]) && text.Length < 128; Position++)
        {
            // #45ncrypt is /Encrypt.
            if (bytes[Position] == '#' && Position + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[Position + 1]) && char.IsAsciiHexDigit((char)bytes[Position + 2]))
            {
                text.Append((char)Convert.ToByte(Encoding.ASCII.GetString(bytes.Slice(Position + 1, 2)), 16));
                Position += 2;
            }
            else
            {
                text.Append((char)bytes[Position]);
            }
        }
        name = text.ToString();
        return true;
    }

    /// <summary>An array of whole numbers, such as /W and /Index.</summary>
    public bool TryNumbers(out List<long> numbers)
    {
        numbers = [];
        if (!TryKeyword("["u8)) return false;
        while (numbers.Count < 2 * MostEntries)
        {
            if (TryKeyword("]"u8)) return true;
            if (!TryNumber(out var number)) return false;
            numbers.Add(number);
        }
        return false;
    }

    private bool TrySkipValue(int depth)
    {
        SkipSpace();
        if (depth > Deepest || Position >= bytes.Length) return false;
        switch (bytes[Position])
        {
            case (byte)'/':
                return TryName(out _);
            case (byte)'(':
                return TrySkipString();
            case (byte)'[':
                Position++;
                while (!TryKeyword("]"u8))
                {
                    if (!TrySkipValue(depth + 1)) return false;
                }
                return true;
            case (byte)'<' when Position + 1 < bytes.Length && bytes[Position + 1] == '<':
                return TryDictionary(out _, depth + 1);
            case (byte)'<':
                var end = bytes[Position..].IndexOf((byte)'>');
                Position += end + 1;
                return end >= 0;
            default:
                return TrySkipWords();
        }
    }

    /// <summary>A number, <c>true</c>, <c>null</c>, or a reference such as <c>12 0 R</c>.</summary>
    private bool TrySkipWords()
    {
        var start = Position;
        while (Position < bytes.Length && IsRegular(bytes[Position])) Position++;
        if (Position == start) return false;
        var after = this;
        if (after.TryNumber(out _) && after.TryKeyword("R"u8)) Position = after.Position;
        return true;
    }

    private bool TrySkipString()
    {
        var open = 0;
        for (; Position < bytes.Length; Position++)
        {
            switch (bytes[Position])
            {
                case (byte)'\\':
                    Position++;
                    break;
                case (byte)'(':
                    open++;
                    break;
                case (byte)')' when --open == 0:
                    Position++;
                    return true;
            }
        }
        Position = bytes.Length;
        return false;
    }

    private static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte b) => !IsSpace(b) && !"()<>[]{}/%"u8.Contains(b);
}
