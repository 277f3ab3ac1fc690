using System.Diagnostics;
using System.IO.Compression;
using Portal.Core.Archive;
using Portal.Core.Pdf;

namespace Portal.Bench;

/// <summary>One way of doing it, once, in a process of its own.</summary>
internal static class SingleRun
{
    public const string Own = "own", Skia = "skia", Layout = "layout", Deflate = "deflate", Volumes = "volumes";

    /// <param name="input">Messages; for <see cref="Deflate"/> a PDF of ours; for <see cref="Volumes"/> a folder, a file a volume.</param>
    public static Figures Execute(string way, string input, string output, int workers)
    {
        var watch = Stopwatch.StartNew();
        return way switch
        {
            Own => WriteOwn(input, output, watch),
            Skia => WritePeer(input, watch, colour => new SkiaPages(output, PageSize.Letter, colour)),
            Layout => WritePeer(input, watch, _ => new NoPages()),
            Deflate => DeflateAgain(input),
            Volumes => WriteVolumes(input, output, workers, watch),
            _ => throw new ArgumentException($"There is no way called {way}.", nameof(way)),
        };
    }

    private static Figures WriteOwn(string input, string output, Stopwatch watch)
    {
        using var file = File.Create(output);
        long messages = 0;
        var summary = OwnTranscript.Write(Counted(GeneratedMessages.Read(input), () => messages++), 1, file);
        return Figures.Take(messages, summary.Pages, summary.Bytes, watch.Elapsed);
    }

    private static Figures WritePeer(string input, Stopwatch watch, Func<Portal.Core.Pdf.Fonts.FontFace?, IPageBackend> backend)
    {
        long messages = 0;
        using var peer = new PeerTranscript(PageSize.Letter, backend);
        var (pages, bytes) = peer.Run(Counted(GeneratedMessages.Read(input), () => messages++));
        return Figures.Take(messages, pages, bytes, watch.Elapsed);
    }

    private static Figures DeflateAgain(string pdf)
    {
        var (cpu, _, packed, streams) = DeflateAlone.Run(pdf, CompressionLevel.Optimal);
        return new Figures(0, streams, packed, cpu, cpu, 0);
    }

    /// <summary>Workers take the next volume until there is none, as the product's do.</summary>
    private static Figures WriteVolumes(string folder, string output, int workers, Stopwatch watch)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        Directory.CreateDirectory(output);
        var (next, pages, messages, bytes) = (-1, 0, 0L, 0L);
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(Work)).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return Figures.Take(messages, pages, bytes, watch.Elapsed);

        void Work()
        {
            while (Interlocked.Increment(ref next) is var number && number < files.Length)
            {
                using var file = File.Create(Path.Combine(output, $"volume-{number + 1:000}.pdf"));
                long read = 0;
                var summary = OwnTranscript.Write(Counted(GeneratedMessages.Read(files[number]), () => read++), 1, file);
                Interlocked.Add(ref pages, summary.Pages);
                Interlocked.Add(ref messages, read);
                Interlocked.Add(ref bytes, summary.Bytes);
            }
        }
    }

    private static IEnumerable<MessageRecord> Counted(IEnumerable<MessageRecord> records, Action count)
    {
        foreach (var record in records)
        {
            count();
            yield return record;
        }
    }
}
