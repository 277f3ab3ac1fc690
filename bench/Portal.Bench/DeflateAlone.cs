using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Bench;

/// <summary>What compressing a finished document's own streams costs when nothing else is done: takes them out and compresses them again.</summary>
internal static partial class DeflateAlone
{
    /// <returns>CPU seconds of compressing alone, with the bytes before and after.</returns>
    public static (double CpuSeconds, long Plain, long Packed, int Streams) Run(string pdf, CompressionLevel level)
    {
        var file = File.ReadAllBytes(pdf);
        var text = Encoding.Latin1.GetString(file);
        var packed = new MemoryStream(1 << 20);
        var plain = new MemoryStream(1 << 20);
        var spent = TimeSpan.Zero;
        long before = 0, after = 0;
        var streams = 0;
        for (var match = Stream().Match(text); match.Success;)
        {
            var length = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            var start = match.Index + match.Length;
            plain.SetLength(0);
            using (var inflate = new ZLibStream(new MemoryStream(file, start, length, writable: false), CompressionMode.Decompress)) inflate.CopyTo(plain);
            packed.SetLength(0);
            var begun = Environment.CpuUsage.TotalTime;
            using (var deflate = new ZLibStream(packed, level, leaveOpen: true)) deflate.Write(plain.GetBuffer().AsSpan(0, (int)plain.Length));
            spent += Environment.CpuUsage.TotalTime - begun;
            before += plain.Length;
            after += packed.Length;
            streams++;
            match = Stream().Match(text, start + length);
        }
        return (spent.TotalSeconds, before, after, streams);
    }

    [GeneratedRegex(@"/FlateDecode[^>]*/Length (\d+)>>stream\n", RegexOptions.CultureInvariant)]
    private static partial Regex Stream();
}
