using System.Buffers.Binary;
using System.Text;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Fonts;
using Portal.Tests.Core.Pdf.Structure;

namespace Portal.Tests.Core.Pdf.Fonts;

/// <summary>Emoji on machines whose fonts are not ours: a box that is counted, never nothing.</summary>
public sealed class EmojiFontTests : PdfTrial
{
    private const string Family = "👨‍👩‍👧 family";

    [Fact]
    public async Task NoColourFont_EmojiBecomeBoxes()
    {
        Install("NotoSans-Regular.ttf");
        var summary = await WriteAsync("smile 😀, " + Family);
        Assert.Equal(4, summary.Diagnostics.UncoveredCharacters);
        Assert.Equal([0x1F467, 0x1F468, 0x1F469, 0x1F600], summary.Diagnostics.UncoveredCodePoints);
    }

    [Fact]
    public async Task NoColourFont_SignsOfASymbolFont_AreDrawnPlain()
    {
        Install("NotoSans-Regular.ttf");
        Install("NotoSansSymbols2-Regular.ttf");
        var summary = await WriteAsync("scissors \u2702\uFE0F and thermometer \U0001F321");
        Assert.True(summary.Diagnostics.IsEmpty);
    }

    [Fact]
    public async Task ColourFontWithoutItsPictures_EmojiBecomeBoxesCountedOnce()
    {
        Install("NotoSans-Regular.ttf");
        Install("NotoColorEmoji.ttf", font => Rename(font, "CBLC", "XBLC"));
        var summary = await WriteAsync(string.Concat(Enumerable.Repeat("😀", 100)) + new string('w', 500));
        Assert.Equal(100, summary.Diagnostics.UncoveredCharacters);
        Assert.Equal([0x1F600], summary.Diagnostics.UncoveredCodePoints);
    }

    [Fact]
    public async Task ColourFontOfLayers_WithEmptyOutlines_GivesBoxes()
    {
        Install("NotoSans-Regular.ttf");
        Install("NotoSansSymbols2-Regular.ttf", font =>
        {
            Rename(font, "GDEF", "COLR");
            Table(font, "loca").Clear();
        });
        var summary = await WriteAsync("\u2702 \U0001F321");
        Assert.Equal(2, summary.Diagnostics.UncoveredCharacters);
    }

    [Fact]
    public async Task ColourFontOfLayers_WithOutlines_IsDrawnPlain()
    {
        Install("NotoSans-Regular.ttf");
        Install("NotoSansSymbols2-Regular.ttf", font => Rename(font, "GDEF", "COLR"));
        var summary = await WriteAsync("\u2702 \U0001F321");
        Assert.True(summary.Diagnostics.IsEmpty);
    }

    private void Install(string fileName, Action<byte[]>? change = null)
    {
        RequireFont(fileName);
        var font = File.ReadAllBytes(FindFont(fileName)!);
        change?.Invoke(font);
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "fonts")).FullName, fileName), font);
    }

    private async Task<PdfSummary> WriteAsync(string text)
    {
        var (path, summary) = WriteMessages([text], Options() with { Fonts = FontLibrary.FromDirectories(Path.Combine(Folder, "fonts")) });
        await PdfConformance.AssertAsync(path);
        var extracted = await Judge.TextAsync(path);
        foreach (var sign in (string[])["😀", "\u2702", "\U0001F321"]) Assert.Equal(text.Contains(sign, StringComparison.Ordinal), extracted.Contains(sign, StringComparison.Ordinal));
        return summary;
    }

    private static void Rename(byte[] font, string table, string to) => Encoding.ASCII.GetBytes(to).CopyTo(Entry(font, table));

    private static Span<byte> Table(byte[] font, string table)
    {
        var entry = Entry(font, table);
        return font.AsSpan(BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
    }

    private static Span<byte> Entry(byte[] font, string table)
    {
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(4)); i++)
        {
            var entry = font.AsSpan(12 + (16 * i), 16);
            if (Encoding.ASCII.GetString(entry[..4]) == table) return entry;
        }
        throw new InvalidDataException($"The font lacks its table {table}.");
    }
}
