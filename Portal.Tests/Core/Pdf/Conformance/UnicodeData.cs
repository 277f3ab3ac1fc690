using System.Globalization;
using System.Text;

namespace Portal.Tests.Core.Pdf.Conformance;

/// <summary>The Unicode Consortium's own test files, as Debian's package unicode-data installs them.</summary>
internal static class UnicodeData
{
    private const string Folder = "/usr/share/unicode";

    /// <summary>The edition that the lists of known exceptions were drawn from.</summary>
    private const string Edition = "15.0.0";

    /// <summary>The cases of a file: line number and text without its comment. Skips the test where the file is absent or of another edition.</summary>
    public static IEnumerable<(int Line, string Case)> Cases(string relative)
    {
        var path = Path.Combine(Folder, relative);
        if (!File.Exists(path)) Assert.Skip($"{path} is not here. Install Debian's package unicode-data.");
        var lines = File.ReadAllLines(path);
        if (!lines[0].Contains(Edition, StringComparison.Ordinal)) Assert.Skip($"{path} is not of Unicode {Edition}; the lists of exceptions would not fit it.");
        return lines.Select((line, i) => (Line: i + 1, Case: line.Split('#')[0].Trim())).Where(line => line.Case.Length > 0);
    }

    /// <summary>Characters from hexadecimal code points with spaces between.</summary>
    public static string Text(string codePoints)
    {
        var text = new StringBuilder();
        foreach (var code in codePoints.Split(' ', StringSplitOptions.RemoveEmptyEntries)) AppendCodePoint(text, code);
        return text.ToString();
    }

    /// <summary>A case of a break test, such as "÷ 0061 × 0308 ÷": its text, and at which offsets a break is allowed.</summary>
    public static (string Text, bool[] Breaks) BreakCase(string line)
    {
        var text = new StringBuilder();
        var breaks = new List<bool>();
        foreach (var token in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (token is "÷" or "×")
            {
                breaks.Add(token == "÷");
                continue;
            }
            AppendCodePoint(text, token);
            // No break within a pair.
            if (breaks.Count < text.Length) breaks.Add(false);
        }
        return (text.ToString(), [.. breaks]);
    }

    private static void AppendCodePoint(StringBuilder text, string code)
    {
        var value = int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (value is >= 0xD800 and < 0xE000) text.Append((char)value);
        else text.Append(char.ConvertFromUtf32(value));
    }
}
