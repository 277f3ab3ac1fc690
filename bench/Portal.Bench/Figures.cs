using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Bench;

/// <summary>What one run took: the whole process, start-up included, but for what says otherwise.</summary>
/// <param name="Cpu">CPU seconds, all threads, user and system.</param>
/// <param name="Wall">Seconds of the work alone.</param>
/// <param name="PeakBytes">The most memory the process ever held.</param>
internal sealed record Figures(long Messages, int Pages, long Bytes, double Cpu, double Wall, long PeakBytes)
{
    [JsonIgnore]
    public double PerCpuSecond => Messages / Cpu;

    public static Figures Take(long messages, int pages, long bytes, TimeSpan wall)
    {
        using var process = Process.GetCurrentProcess();
        return new Figures(messages, pages, bytes, Environment.CpuUsage.TotalTime.TotalSeconds, wall.TotalSeconds, process.PeakWorkingSet64);
    }

    public string ToJson() => JsonSerializer.Serialize(this, FiguresJson.Default.Figures);

    public static Figures Parse(string json) => JsonSerializer.Deserialize(json, FiguresJson.Default.Figures)!;

    /// <summary>Of several runs the one in the middle by CPU.</summary>
    public static Figures Median(IEnumerable<Figures> runs)
    {
        var sorted = runs.OrderBy(run => run.Cpu).ToList();
        return sorted[sorted.Count / 2];
    }
}

[JsonSerializable(typeof(Figures))]
internal sealed partial class FiguresJson : JsonSerializerContext;
