using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Portal.Bench;

/// <summary>
/// All ways side by side in one run, each in processes of its own, round after round, so that what slows the machine down slows all of them; then the
/// medians as a table, and each figure that was asked for with what was measured.
/// </summary>
internal sealed class Comparison(string work, int rounds, FileInfo jobs)
{
    private const double QuestPerSkia = 380.0 / 4200;
    private readonly Dictionary<string, List<Figures>> runs = [];

    /// <summary>Runs it all; false where a figure is missed.</summary>
    public bool Run()
    {
        string messages = Path.Combine(work, "messages.jsonl"), own = Path.Combine(work, "own.pdf"), volumes = Path.Combine(work, "volumes");
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"Round {round} of {rounds}");
            Add("own", SingleRun.Own, messages, own);
            Add("skia", SingleRun.Skia, messages, Path.Combine(work, "skia.pdf"));
            Add("layout", SingleRun.Layout, messages, "/dev/null");
            DemandSameLayout();
            Add("deflate", SingleRun.Deflate, own, "/dev/null");
            Add("volumes, one worker", SingleRun.Volumes, volumes, Path.Combine(work, "out"), "1");
            Add("volumes, two workers", SingleRun.Volumes, volumes, Path.Combine(work, "out"), "2");
            Add("million", SingleRun.Volumes, Path.Combine(work, "million"), Path.Combine(work, "out"), "1");
            AddPipeline();
        }
        return Report();
    }

    private void Add(string name, params string[] arguments)
    {
        var line = Execute(Environment.ProcessPath!, [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(Comparison).Assembly.Location] : Array.Empty<string>(), .. arguments]);
        Note(name, Figures.Parse(line));
    }

    /// <summary>The whole way by the product's own command: its figures are of the build alone, from archive to sealed package.</summary>
    private void AddPipeline()
    {
        var package = Path.Combine(work, "package");
        if (Directory.Exists(package)) Directory.Delete(package, recursive: true);
        var line = Execute(
            "dotnet", [jobs.FullName, "tour", "--messages", Path.Combine(work, "import.ndjson"), "--conversation", "everything", "--from", "2025-01-01", "--to", "2026-09-01", "--out", package]);
        using var told = JsonDocument.Parse(line[(line.LastIndexOf('\n') + 1)..]);
        var tour = told.RootElement;
        Note("pipeline", new Figures(
            tour.GetProperty("records").GetInt64(), tour.GetProperty("pages").GetInt32(), tour.GetProperty("bytes").GetInt64(),
            tour.GetProperty("cpu_seconds").GetProperty("build").GetDouble(), tour.GetProperty("seconds").GetProperty("build").GetDouble(),
            tour.GetProperty("peak_rss_mb").GetInt64() << 20));
    }

    private void Note(string name, Figures figures)
    {
        if (!runs.TryGetValue(name, out var list)) runs[name] = list = [];
        list.Add(figures);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {figures.Cpu:F2} CPU s, {figures.Wall:F2} s, {figures.PeakBytes / 1e6:F0} MB"));
    }

    private static string Execute(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().TrimEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.\n{output}");
    }

    private void DemandSameLayout()
    {
        var (own, skia, layout) = (runs["own"][^1].Pages, runs["skia"][^1].Pages, runs["layout"][^1].Pages);
        if (own != skia || own != layout) throw new InvalidOperationException($"The layouts differ: {own}, {skia} and {layout} pages. The peer's has to follow the product's.");
    }

    private bool Report()
    {
        var median = runs.ToDictionary(pair => pair.Key, pair => Figures.Median(pair.Value));
        var (own, skia, layout, deflate) = (median["own"], median["skia"], median["layout"], median["deflate"]);
        var (one, two, million, pipeline) = (median["volumes, one worker"], median["volumes, two workers"], median["million"], median["pipeline"]);
        Console.WriteLine("| engine | messages | messages/CPU-s | CPU s | s | peak MB | file MB | pages |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
        Row("own writer, one file", own);
        Row("Skia + HarfBuzz, same layout", skia);
        Row("layout alone", layout);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| deflate alone, of the own file | {own.Messages:N0} | {own.Messages / deflate.Cpu:N0} | {deflate.Cpu:F2} | | | | |"));
        Row("own writer, volumes of 25,000, one worker", one);
        Row("the same, two workers", two);
        Row("own writer, volumes of 25,000, one worker", million);
        Row("archive to sealed, signed package", pipeline);
        Console.WriteLine();
        Console.WriteLine("| figure | asked | measured | |");
        Console.WriteLine("| --- | --: | --: | --- |");
        var limit = own.Messages / (layout.Cpu + deflate.Cpu);
        var met = Judge("messages/CPU-s against Skia", 3.5, own.PerCpuSecond / skia.PerCpuSecond, "×");
        met &= Judge("against QuestPDF, its published figure scaled by Skia's", 20, own.PerCpuSecond / (skia.PerCpuSecond * QuestPerSkia), "×");
        met &= Judge("of the limit, layout and deflate", 60, 100 * own.PerCpuSecond / limit, "%");
        met &= Judge("peak memory, MB", 300, own.PeakBytes / 1e6, "", atMost: true);
        met &= Judge("peak at 1,000,000 in volumes against 200,000 in volumes", 1.15, million.PeakBytes / (double)one.PeakBytes, "×", atMost: true);
        met &= Judge("two workers against one, by the clock", 1.7, runs["volumes, one worker"].Min(run => run.Wall) / runs["volumes, two workers"].Min(run => run.Wall), "×");
        met &= Judge("file size against Skia's", 0.5, own.Bytes / (double)skia.Bytes, "×", atMost: true);
        met &= Judge("whole pipeline, two workers, against the engine alone with two", 60, 100 * pipeline.PerCpuSecond / two.PerCpuSecond, "%");
        return met;
    }

    private static void Row(string name, Figures run) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {run.Messages:N0} | {run.PerCpuSecond:N0} | {run.Cpu:F2} | {run.Wall:F2} | {run.PeakBytes / 1e6:F0} | {(run.Bytes > 0 ? (run.Bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) : "")} | {run.Pages:N0} |"));

    private static bool Judge(string figure, double asked, double measured, string unit, bool atMost = false)
    {
        var met = atMost ? measured <= asked : measured >= asked;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {figure} | {(atMost ? "≤" : "≥")} {asked:0.##}{unit} | {measured:0.##}{unit} | {(met ? "met" : "**missed**")} |"));
        return met;
    }
}
