using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Portal.Tests.Core.Pdf;

/// <summary>The texts of a shared corpus of messages.</summary>
internal static class Corpus
{
    public static List<string> Texts(string relative)
    {
        var found = new List<string>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Judge.RequireData(relative)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            found.Add(Unescape(row.RootElement.GetProperty("text").GetRawText()));
        }
        return found;
    }

    /// <summary>JSON strings as they are, lone surrogates included, which the framework's reader refuses.</summary>
    private static string Unescape(string json)
    {
        var text = new StringBuilder();
        for (var i = 1; i < json.Length - 1; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }
            switch (json[++i])
            {
                case 'u':
                    text.Append((char)Convert.ToInt32(json.Substring(i + 1, 4), 16));
                    i += 4;
                    break;
                case var c:
                    text.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c });
                    break;
            }
        }
        return text.ToString();
    }
}
