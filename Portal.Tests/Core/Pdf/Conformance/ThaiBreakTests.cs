using System.Text.RegularExpressions;
using Portal.Core.Pdf.Text;

namespace Portal.Tests.Core.Pdf.Conformance;

/// <summary>Thai writes no spaces between words: lines break where ICU's dictionary finds a word's end.</summary>
public sealed class ThaiBreakTests : PdfTrial
{
    private const string Corpora = "messages/multilingual.ndjson.gz";
    private const string LeadingVowels = "เแโใไ";

    // Not ะ, า, ำ and ๆ: chat draws them out ("จ้าาาา") and misspells them, and there the dictionary ends the word where the spelling ends.
    private const string NeverFirst = "ัิีึืฺุู็่้๊๋์ํ๎";

    [Theory]
    [InlineData("โคตร|ไม่|ชอบ|โฆษณา|แอร์|เอเชีย|ที่|มี|ป้า|คน|นึง|มา|เช็ค|อิน|ไม่ทัน ")]
    [InlineData("น้อง|ผู้ชาย|แก๊ง|ที่|หาม|เพื่อน|ที่|เมา|ขึ้น|รถไฟฟ้า|ตรง")]
    [InlineData("ผ้า|อนามัย|ยี่ห้อ|ไหน|กาว|แน่น|สุด")]
    [InlineData("ให้|เวลา|กิน|แค่ |1.30 |ชม.")]
    public void Sentence_FromRealChat_BreaksBetweenWords(string sentence)
    {
        var text = sentence.Replace("|", "", StringComparison.Ordinal);
        using var breaks = new Icu.Breaks(Icu.LineBreaks);
        var marks = new bool[text.Length + 1];
        breaks.Mark(text, marks);
        Assert.Equal(sentence, string.Join('|', Pieces(text, marks)));
    }

    [Fact]
    public void EveryThaiText_NeverParted_WithinASyllable()
    {
        var texts = Corpus.Texts(Corpora).Where(text => text.Any(c => c is >= '\u0E00' and < '\u0E80')).ToList();
        Assert.True(texts.Count > 2_000);
        using var breaks = new Icu.Breaks(Icu.LineBreaks);
        var wrong = new List<string>();
        foreach (var text in texts)
        {
            var marks = new bool[text.Length + 1];
            breaks.Mark(text, marks);
            for (var at = 1; at < text.Length; at++)
            {
                if (marks[at] && IsThai(text[at - 1]) && (NeverFirst.Contains(text[at], StringComparison.Ordinal) || (LeadingVowels.Contains(text[at - 1], StringComparison.Ordinal) && IsThai(text[at]))))
                    wrong.Add($"{text[Math.Max(0, at - 8)..at]}¦{text[at..Math.Min(text.Length, at + 8)]}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} breaks within a syllable: {string.Join("  ", wrong.Take(40))}");
    }

    [Fact]
    public async Task LinesOfAPage_EndAtWords()
    {
        RequireFont("NotoSansThai-Regular.ttf");
        const string sentence = "น้อง|ผู้ชาย|แก๊ง|ที่|หาม|เพื่อน|ที่|เมา|ขึ้น|รถไฟฟ้า|ตรง|";
        var text = string.Concat(Enumerable.Repeat(sentence.Replace("|", "", StringComparison.Ordinal), 8));
        var (path, _) = Write(pdf => pdf.Paragraph(text));
        var extracted = (await Judge.TextAsync(path)).Split('\n').Select(line => line.Trim()).Where(line => line.Any(IsThai)).ToList();
        Assert.InRange(extracted.Count, 3, 20);
        Assert.Equal(text, string.Concat(extracted));
        var ends = Regex.Matches(string.Concat(Enumerable.Repeat(sentence, 8)), @"\|").Select((match, i) => match.Index - i).ToHashSet();
        var at = 0;
        foreach (var line in extracted) Assert.Contains(at += line.Length, ends);
    }

    private static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E4E';

    private static IEnumerable<string> Pieces(string text, bool[] marks)
    {
        for (int start = 0, at = 1; at <= text.Length; at++)
        {
            if (!marks[at]) continue;
            yield return text[start..at];
            start = at;
        }
    }
}
