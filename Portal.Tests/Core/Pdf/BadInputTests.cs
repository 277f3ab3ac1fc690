using System.Text.RegularExpressions;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Text;
using Portal.Tests.Core.Pdf.Structure;

namespace Portal.Tests.Core.Pdf;

/// <summary>Whatever a record holds: the file is sound, every record is in it, and each oddity is counted once.</summary>
public sealed class BadInputTests : PdfTrial
{
    private const string HostileName = "a/../b\\c\r\n\t\0\u001B[2J )>>endobj 4 0 obj<</S/JavaScript>> %%EOF \u202Egpj.exe <script> ]TJ ET Q EMC";

    [Fact]
    public async Task LoneSurrogates_AreCountedEach()
    {
        var found = await RowsAsync("a\uD800b\uDC00c\uDFFF\uD83D", new string('\uD800', 5000), "\uDE00\uD83D\uD83D\uDE00");
        Assert.Equal(4 + 5000 + 2, found.LoneSurrogates);
        Assert.Equal(found.LoneSurrogates, Total(found));
    }

    [Fact]
    public async Task ControlCharacters_AreCountedEach()
    {
        var controls = string.Concat(Enumerable.Range(0, 0xA0).Where(c => c is (< 0x20 or >= 0x7F) and not (0x09 or 0x0A or 0x0B or 0x0C or 0x0D or 0x85)).Select(c => (char)c));
        var found = await RowsAsync(controls, new string('\0', 10_000), "\0" + new string('x', 100) + "\0");
        Assert.Equal(controls.Length + 10_000 + 2, found.VisibleControls);
        Assert.Equal(found.VisibleControls, Total(found));
    }

    [Fact]
    public async Task NonCharacters_AreCountedEach()
    {
        var planes = Enumerable.Range(0, 17).SelectMany(plane => (int[])[(plane << 16) | 0xFFFE, (plane << 16) | 0xFFFF]);
        var text = string.Concat(planes.Concat(Enumerable.Range(0xFDD0, 32)).Select(Character));
        var found = await RowsAsync(text);
        Assert.Equal(66, found.VisibleControls);
        Assert.Equal(66, Total(found));
    }

    [Fact]
    public async Task UnassignedPlanes_AreCountedEach()
    {
        var codePoints = Enumerable.Range(4, 10).SelectMany(plane => Enumerable.Range((plane << 16) | 0x100, 50)).ToList();
        var found = await RowsAsync(string.Concat(codePoints.Select(Character)));
        Assert.Equal(codePoints.Count, found.UncoveredCharacters);
        Assert.Equal(codePoints, found.UncoveredCodePoints);
        Assert.Equal(codePoints.Count, Total(found));
    }

    [Fact]
    public async Task TagCharacters_AreCountedEach()
    {
        var hidden = string.Concat("ignore this".Select(c => Character(0xE0000 + c)));
        var found = await RowsAsync("seen" + hidden, hidden, "selectors A" + new string('\uFE00', 20));
        Assert.Equal((2 * 11) + 19, found.VisibleControls);
        Assert.Equal(found.VisibleControls, Total(found));
    }

    [Fact]
    public async Task TextHiddenInAnEmoji_IsShownAndCounted()
    {
        RequireFont("NotoColorEmoji.ttf");
        var tags = string.Concat("ignore this".Select(c => Character(0xE0000 + c)));
        // A flag is spelled with tags, a family with joiners: these are pictures, and hide nothing.
        var honest = await RowsAsync("🏴" + string.Concat("gbsct".Select(c => Character(0xE0000 + c))) + Character(0xE007F), "👨‍👩‍👧‍👦", "👍🏽", "1️⃣", "❤️");
        Assert.Equal(0, Total(honest));
        var found = await RowsAsync("😀" + tags, "😀" + string.Concat(Enumerable.Range(0, 16).Select(i => Character(0xE0100 + i))));
        Assert.Equal(11 + 16, found.VisibleControls);
        Assert.Equal(found.VisibleControls, Total(found));
    }

    [Fact]
    public async Task MarkOnAnEmoji_ThatThePictureLacks_IsDrawnBesideIt()
    {
        RequireFont("NotoColorEmoji.ttf");
        var (path, _) = WriteMessages(["🚬\u20E0 not here"]);
        Assert.Contains("\u20E0", await Judge.TextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DirectionOverride_InAnIdentifier_ReachesNeitherHashNorNeighbour()
    {
        const string hash = "0123456789abcdef";
        var (path, _) = Write(pdf =>
        {
            using var messages = pdf.BeginMessages();
            messages.Row(new MessageRow("12:00:00", "ann", ["bob\u2029א", "Carol"], "text")
            {
                Reference = new MixedText("L1 · ", "id\u202Ex", " · ", "conversation-7"),
                Notes = [new MixedText("Attachment ", "a\u202Eb אבג", ", SHA-256 ", hash)],
                Labels = [new MixedText("Edited 14:05:00 by ", "eve\u202E", "")],
            });
        });
        var text = await Judge.TextAsync(path);
        Assert.Contains(hash, text, StringComparison.Ordinal);
        Assert.Contains("SHA-256", text, StringComparison.Ordinal);
        Assert.Contains("conversation-7", text, StringComparison.Ordinal);
        Assert.Contains("Carol", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("SHA-256", StringComparison.Ordinal) < text.IndexOf(hash, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TowersOfMarks_AreCutAndTheirRecordsCounted()
    {
        var found = await RowsAsync("z" + new string('\u0301', 10_000), string.Concat(Enumerable.Repeat("a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", 50)), "honest é ế", new string('\u0489', 10_000));
        Assert.InRange(found.ClippedMarks, 19_900, 20_500);
        Assert.Equal(found.ClippedMarks, Total(found));
        Assert.Equal(3, found.ClippedRows);
    }

    [Fact]
    public async Task DeepNesting_IsCountedOnce()
    {
        var deep = new string('\u202B', 200) + "abc שלום" + new string('\u202C', 200);
        var isolates = string.Concat(Enumerable.Repeat("\u2067\u2066", 100)) + "abc שלום" + new string('\u2069', 200);
        var found = await RowsAsync(deep, isolates);
        Assert.Equal(800, found.VisibleControls);
        Assert.Equal(800, Total(found));
    }

    [Fact]
    public async Task InvisibleJoiners_InARow_AreShownAndCounted()
    {
        var bits = string.Concat("hidden".SelectMany(c => Enumerable.Range(0, 8).Select(bit => (c >> bit & 1) == 0 ? '\u200B' : '\u200C')));
        var found = await RowsAsync("before" + new string('\u200D', 100_000) + "after", "seen" + bits + "text", "می\u200Cخواهم 👨\u200D👩\u200D👧 syl\u00ADla\u00ADble \u200F\u200E");
        Assert.Equal(100_000 - 4 + 48 - 4, found.VisibleControls);
        Assert.Equal(found.VisibleControls, Total(found));
    }

    [Fact]
    public async Task LineEnds_OfEveryKind_BeginNewLines()
    {
        var (path, summary) = WriteRows([new MessageRow("12:00:00", "alice", ["bob"], "l1\nl2\rl3\r\nl4\vl5\fl6\u0085l7\u2028l8\u2029l9\tend") { Reference = "m-00000" }]);
        Assert.Equal(9, Regex.Count(await Judge.TextAsync(path), @"(?m)\bl\d\b.*$"));
        Assert.True(summary.Diagnostics.IsEmpty);
        await PdfConformance.AssertAsync(path);
    }

    [Fact]
    public async Task HostileNames_InEveryField_StayText()
    {
        var fields = (string[])[HostileName, new string('n', 65_536), string.Concat(Enumerable.Repeat("../", 20_000)), "\u202E" + new string('\u05D0', 3000), "(((\\", "\u2028\u2029", " ", ""];
        var rows = new List<MessageRow>();
        foreach (var field in fields)
        {
            rows.Add(new MessageRow(field.Length > 40 ? "12:00:00" : field, field, [field, field], field)
            {
                TimeDetail = field,
                Labels = [field, "Edited"],
                Notes = [$"Attachment {field}, SHA-256 {new string('0', 64)}", field],
                Reference = $"m-{rows.Count:D5}",
            });
        }
        var (path, _) = WriteRows(rows);
        await AssertEveryRecordAsync(path, rows.Count);
        await PdfConformance.AssertAsync(path);
    }

    [Fact]
    public async Task HostileTitles_OfADocument_StayText()
    {
        var (path, _) = Write(
            pdf =>
            {
                pdf.Heading(1, HostileName);
                pdf.Heading(2, new string('漢', 40_000));
                pdf.Callout(HostileName, HostileName);
                pdf.KeyValues([new KeyValue(HostileName, HostileName), new KeyValue("", "")]);
                using var table = pdf.BeginTable(new TableColumn(HostileName), new TableColumn(""));
                table.Row(HostileName, new string('w', 65_536));
            },
            Options() with { Title = "T " + HostileName, Author = "\uD800\uFFFE\u0001", Subject = HostileName, Running = page => new RunningLines(HostileName, page.Section, "\uD83D") });
        await PdfConformance.AssertAsync(path);
    }

    [Fact]
    public async Task ManyRecipients_AreAllShown()
    {
        var recipients = Enumerable.Range(0, 3000).Select(i => $"recipient{i:D4}").ToList();
        var (path, _) = WriteRows([new MessageRow("12:00:00", "alice", recipients, "to all") { Reference = "m-00000" }, new MessageRow("12:00:01", "alice", [], "") { Reference = "m-00001" }]);
        Assert.Equal(3000, Regex.Matches(await Judge.TextAsync(path), @"recipient\d{4}").Select(match => match.Value).Distinct().Count());
        await AssertEveryRecordAsync(path, 2);
        await PdfConformance.AssertAsync(path);
    }

    [Fact]
    public async Task NothingInAnything_IsSound()
    {
        var (path, summary) = Write(pdf =>
        {
            pdf.Heading(1, "");
            pdf.Paragraph("");
            pdf.Callout("", "");
            pdf.KeyValues([]);
            pdf.KeyValues([new KeyValue("", "")]);
            using (pdf.BeginTable(new TableColumn(""))) { }
            using (pdf.BeginMessages(new MessageColumns("", "", ""))) { }
            using var messages = pdf.BeginMessages();
            messages.Row(new MessageRow("", "", [], ""));
            messages.Row(new MessageRow("", "", [""], "") { Labels = [""], Notes = [""] });
        });
        Assert.True(summary.Diagnostics.IsEmpty);
        await Judge.AssertSoundAsync(path);
    }

    [Fact]
    public void Oddities_InWhatEachPageRepeats_AreCountedOnce()
    {
        var (_, summary) = Write(
            pdf =>
            {
                pdf.Heading(1, "Section \u0001");
                using var table = pdf.BeginTable(new TableColumn("Title \u0002"), new TableColumn("\uD800"));
                for (var i = 0; i < 300; i++) table.Row("a", "b");
            },
            Options() with { Running = page => new RunningLines("left \u0003", page.Section) });
        Assert.True(summary.Pages > 5);
        Assert.Equal(2, summary.Diagnostics.VisibleControls);
        Assert.Equal(1, summary.Diagnostics.LoneSurrogates);
    }

    [Fact]
    public void Oddities_InAPieceTooLongForItsLine_AreCountedOnce()
    {
        var text = string.Concat(Enumerable.Repeat("x\u0001\uD800\U00040100", 500));
        var (_, summary) = WriteMessages([text]);
        Assert.Equal(500, summary.Diagnostics.VisibleControls);
        Assert.Equal(500, summary.Diagnostics.LoneSurrogates);
        Assert.Equal(500, summary.Diagnostics.UncoveredCharacters);
    }

    private static string Character(int codePoint) => char.ConvertFromUtf32(codePoint);

    private static long Total(TextDiagnostics found) => found.UncoveredCharacters + found.ClippedMarks + found.VisibleControls + found.LoneSurrogates;

    private async Task<TextDiagnostics> RowsAsync(params string[] bodies)
    {
        var rows = bodies.Select((body, i) => new MessageRow("12:00:00", "alice", ["bob"], body) { Reference = $"m-{i:D5}" }).ToList();
        var (path, summary) = WriteRows(rows);
        await AssertEveryRecordAsync(path, rows.Count);
        await PdfConformance.AssertAsync(path);
        return summary.Diagnostics;
    }

    private (string Path, PdfSummary Summary) WriteRows(IEnumerable<MessageRow> rows) => Write(pdf =>
    {
        using var messages = pdf.BeginMessages();
        foreach (var row in rows) messages.Row(row);
    });

    private static async Task AssertEveryRecordAsync(string path, int count)
    {
        var ids = Regex.Matches(await Judge.TextAsync(path), @"\bm-\d{5}\b").Select(match => match.Value).ToHashSet();
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"m-{i:D5}"), ids.Order());
    }
}
