using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Core.Documents.Pictures;

public sealed class PageRenderingOptions
{
    /// <summary>The program that makes the sandbox: a name on the PATH, or a full path.</summary>
    public string Bubblewrap { get; set; } = "bwrap";
}

/// <summary>What drawing a document came to.</summary>
/// <param name="Unreadable">The tools opened the file and found no document in it.</param>
/// <param name="Texts">By page from 1; shorter than the document where text could not be had.</param>
/// <param name="Problem">Why pictures are missing, for the reviewer; null where none is.</param>
internal sealed record RenderedDocument(bool Unreadable, int Pages, ImmutableArray<string> Texts, string? Problem);

/// <summary>
/// Draws the pages of an uploaded PDF with Poppler, one sandboxed process a page, so that one bad page costs only its own picture.
/// Where sandbox or tools are missing it draws nothing: no tool ever meets an upload outside the sandbox. Safe to use from many
/// threads; two documents are drawn at a time.
/// </summary>
public sealed partial class PageRenderer(PageRenderingOptions options, TimeProvider clock) : IDisposable
{
    public const int MostPages = 60;

    private const int DotsPerInch = 110;

    /// <summary>Pixels. Plans and exhibits that would come out larger are drawn to this size instead.</summary>
    private const int LongestSide = 4000;
    private const double LongestPoints = LongestSide * 72.0 / DotsPerInch;
    private const int LongestPicture = 48 * 1024 * 1024;
    private const int LongestText = 4 * 1024 * 1024;
    private const int LongestPageText = 8000;
    private const string Install = "Have an administrator run: apt-get install bubblewrap poppler-utils";
    private const string Download = "Download the original to read them.";
    private const string Until = "Until then the original can be downloaded; open it with care.";

    private static readonly string[] ToResolution = ["-r", Number(DotsPerInch)];
    private static readonly string[] ToLongestSide = ["-scale-to", Number(LongestSide)];
    private static readonly TimeSpan WholeDocument = TimeSpan.FromSeconds(120);

    private readonly Sandbox sandbox = new(options.Bubblewrap);
    private readonly SemaphoreSlim turns = new(2);
    private bool proven;

    /// <summary>Draws what can be drawn.</summary>
    /// <param name="keep">Given each page's number, picture and size, in order.</param>
    internal async Task<RenderedDocument> RenderAsync(ReadOnlyMemory<byte> pdf, Func<int, ReadOnlyMemory<byte>, PngPicture, Task> keep, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            return await MissingAsync(ct) is { } missing
                ? new RenderedDocument(Unreadable: false, 0, [], missing)
                : await DrawAsync(pdf, keep, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>What is missing on this machine and how to get it, or null. What was missing is looked for again each time.</summary>
    internal async Task<string?> MissingAsync(CancellationToken ct)
    {
        if (proven) return null;
        SandboxRun probe;
        try
        {
            probe = await sandbox.RunAsync(["pdftoppm", "-v"], ReadOnlyMemory<byte>.Empty, LongestText, ct);
        }
        catch (Win32Exception)
        {
            return $"The pages are not shown as pictures because bubblewrap, which walls off the tool that draws them, is not installed. {Install}. {Until}";
        }
        if (probe.ToolMissing)
            return $"The pages are not shown as pictures because the tools that draw them are not installed. {Install}. {Until}";
        if (probe.ExitCode != 0)
        {
            return $"The pages are not shown as pictures because this machine does not let bubblewrap make a sandbox ({probe.SandboxProblem ?? "it ended without saying why"}). "
                + $"Have an administrator allow unprivileged user namespaces for the portal. {Until}";
        }
        proven = true;
        return null;
    }

    public void Dispose() => turns.Dispose();

    private async Task<RenderedDocument> DrawAsync(ReadOnlyMemory<byte> pdf, Func<int, ReadOnlyMemory<byte>, PngPicture, Task> keep, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var info = await sandbox.RunAsync(["pdfinfo", "-f", "1", "-l", Number(MostPages), "-"], pdf, LongestText, ct);
        // 1 is "error opening a PDF file", 99 among others "no pages": the tool's verdicts. Anything else is its own death at a limit,
        // which says nothing certain about the document.
        if (info is { Stopped: false, ExitCode: 1 or 99, SandboxProblem: null }) return new RenderedDocument(Unreadable: true, 0, [], null);
        var facts = Encoding.UTF8.GetString(info.Output);
        if (info.ExitCode != 0 || PagesOf(facts) is not { } pages)
            return new RenderedDocument(Unreadable: false, 0, [], $"The pages could not be drawn within the limits of time and memory. {Download}");
        if (pages == 0) return new RenderedDocument(Unreadable: true, 0, [], null);

        var wanted = Math.Min(pages, MostPages);
        var sides = LongestSidesOf(facts);
        var text = await sandbox.RunAsync(["pdftotext", "-enc", "UTF-8", "-l", Number(wanted), "-", "-"], pdf, LongestText, ct);
        var texts = text.ExitCode == 0 ? TextsOf(text.Output, wanted) : [];
        var failed = new List<int>();
        for (var page = 1; page <= wanted; page++)
        {
            if (clock.GetElapsedTime(started) > WholeDocument)
            {
                failed.AddRange(Enumerable.Range(page, wanted - page + 1));
                break;
            }
            // A page without size is one that the document counts and does not hold.
            if (!(sides.GetValueOrDefault(page) is > 0 and var points))
            {
                failed.Add(page);
                continue;
            }
            var run = await sandbox.RunAsync(["pdftoppm", .. points > LongestPoints ? ToLongestSide : ToResolution, "-png", "-f", Number(page), "-l", Number(page), "-"], pdf, LongestPicture, ct);
            if (run is { Stopped: false, ExitCode: 0 } && PngPicture.Read(run.Output) is { } picture) await keep(page, run.Output, picture);
            else failed.Add(page);
        }
        return new RenderedDocument(Unreadable: false, pages, texts, ProblemOf(pages, failed));
    }

    private static string? ProblemOf(int pages, List<int> failed)
    {
        var problems = new List<string>(2);
        if (failed.Count > 0) problems.Add($"{(failed.Count == 1 ? "Page" : "Pages")} {Ranges(failed)} could not be drawn.");
        if (pages > MostPages) problems.Add($"The document has {pages} pages; the first {MostPages} are shown.");
        return problems.Count == 0 ? null : $"{string.Join(' ', problems)} Download the original to read the rest.";
    }

    /// <summary>1, 2, 3, 7 as "1–3, 7".</summary>
    private static string Ranges(List<int> numbers)
    {
        var text = new StringBuilder();
        for (var i = 0; i < numbers.Count; i++)
        {
            var first = numbers[i];
            while (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1) i++;
            text.Append(text.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{first}");
            if (numbers[i] != first) text.Append(CultureInfo.InvariantCulture, $"–{numbers[i]}");
        }
        return text.ToString();
    }

    private static int? PagesOf(string facts)
    {
        // The last such line is the tool's own: a title with a line break in it comes before.
        var found = PageCount().Matches(facts).LastOrDefault();
        return found is not null && int.TryParse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) ? pages : null;
    }

    /// <summary>The longer side of each page, in points.</summary>
    private static Dictionary<int, double> LongestSidesOf(string facts)
    {
        var sides = new Dictionary<int, double>();
        foreach (Match line in PageSize().Matches(facts))
        {
            if (int.TryParse(line.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                && double.TryParse(line.Groups[2].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var width)
                && double.TryParse(line.Groups[3].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var height))
            {
                sides[page] = Math.Max(width, height);
            }
        }
        return sides;
    }

    [GeneratedRegex(@"^Pages: +(\d+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PageCount();

    [GeneratedRegex(@"^Page +(\d+) size: +(\S+) x (\S+) pts", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PageSize();

    private static ImmutableArray<string> TextsOf(byte[] output, int pages) =>
    [
        .. Encoding.UTF8.GetString(output).Split('\f').Take(pages).Select(Kept),
    ];

    private static string Kept(string text)
    {
        var trimmed = text.Replace("\0", "", StringComparison.Ordinal).Trim();
        if (trimmed.Length <= LongestPageText) return trimmed;
        // Never half a surrogate pair.
        return trimmed[..(char.IsHighSurrogate(trimmed[LongestPageText - 1]) ? LongestPageText - 1 : LongestPageText)];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
