using System.Globalization;
using System.Text;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>One drawing order with what stands before it: numbers, names ("/F0"), strings (bytes), lists, dictionaries.</summary>
internal sealed record ContentOrder(string Operator, List<object> Operands);

/// <summary>Reads a content stream (ISO 32000-1, 7.8.2). Knows no inline images: we write none, and one would be a fault.</summary>
internal sealed class ContentReader(byte[] data)
{
    private int at;

    public IEnumerable<ContentOrder> Read()
    {
        var operands = new List<object>();
        while (true)
        {
            SkipBlanks();
            if (at >= data.Length) break;
            var token = Token();
            if (token is not Word word)
            {
                operands.Add(token);
                continue;
            }
            yield return new ContentOrder(word.Text, operands);
            operands = [];
        }
        if (operands.Count > 0) throw new InvalidDataException("A content stream ends in the middle of an order.");
    }

    private object Token()
    {
        switch (data[at])
        {
            case (byte)'/':
                at++;
                return "/" + Run();
            case (byte)'(':
                return Literal();
            case (byte)'<' when at + 1 < data.Length && data[at + 1] == '<':
                at += 2;
                return Dictionary();
            case (byte)'<':
                return Hexadecimal();
            case (byte)'[':
                at++;
                return List();
            case var b when b is (byte)'+' or (byte)'-' or (byte)'.' || char.IsAsciiDigit((char)b):
                return double.Parse(Run(), NumberStyles.Float, CultureInfo.InvariantCulture);
            default:
                var text = Run();
                if (text.Length == 0) throw new InvalidDataException($"Byte {data[at]} at {at} begins nothing.");
                return new Word(text);
        }
    }

    private List<object> List()
    {
        var list = new List<object>();
        for (SkipBlanks(); data[at] != ']'; SkipBlanks()) list.Add(Token());
        at++;
        return list;
    }

    private Dictionary<string, object> Dictionary()
    {
        var dictionary = new Dictionary<string, object>();
        for (SkipBlanks(); data[at] != '>'; SkipBlanks())
        {
            var key = (string)Token();
            SkipBlanks();
            dictionary.Add(key, Token());
        }
        at += 2;
        return dictionary;
    }

    private byte[] Literal()
    {
        var bytes = new List<byte>();
        at++;
        for (var depth = 1; ;)
        {
            var b = data[at++];
            if (b == ')' && --depth == 0) return [.. bytes];
            if (b == '(') depth++;
            if (b == '\\')
            {
                b = data[at++];
                b = b switch { (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, (byte)'b' => 8, (byte)'f' => 12, (byte)'(' or (byte)')' or (byte)'\\' => b, _ => throw new InvalidDataException($"Escape \\{(char)b}.") };
            }
            else if (b == '\r')
            {
                throw new InvalidDataException("A bare carriage return in a string reads back as a line feed.");
            }
            bytes.Add(b);
        }
    }

    private byte[] Hexadecimal()
    {
        var end = Array.IndexOf(data, (byte)'>', at);
        var hex = Encoding.ASCII.GetString(data, at + 1, end - at - 1);
        at = end + 1;
        return Convert.FromHexString(hex);
    }

    private string Run()
    {
        var start = at;
        while (at < data.Length && !IsBlank(data[at]) && !"/()<>[]{}%"u8.Contains(data[at])) at++;
        return Encoding.Latin1.GetString(data, start, at - start);
    }

    private void SkipBlanks()
    {
        while (at < data.Length && IsBlank(data[at])) at++;
    }

    private static bool IsBlank(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    private sealed record Word(string Text);
}
