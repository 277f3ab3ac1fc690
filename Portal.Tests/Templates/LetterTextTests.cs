using System.Globalization;
using System.Text.Encodings.Web;
using CsCheck;
using Portal.Core.Correspondence.Letters;

namespace Portal.Tests.Templates;

public sealed class LetterTextTests
{
    [Fact]
    public void Parse_EveryKindOfLine_IsItsBlock()
    {
        var blocks = LetterText.Parse("# One\n\n## Two\nfirst\nsecond\n\n- Key: value: with colon\n- Other: x\n* a\n\n* b\n> said\\nthus\n-no row\n#none\n");

        Assert.Equal(
            [
                new HeadingBlock(1, "One"),
                new HeadingBlock(2, "Two"),
                new ParagraphBlock("first second"),
                new RowsBlock([new LetterRow("Key", "value: with colon"), new LetterRow("Other", "x")]),
                new ListBlock(["a", "b"]),
                new QuoteBlock("said\nthus"),
                new ParagraphBlock("-no row #none"),
            ],
            blocks);
    }

    [Fact]
    public void Escape_AnyText_ParsesBackAsOneParagraphOfItself() =>
        Gen.String[Gen.Char["ab \\#*->:\n[é你"], 1, 30].Where(s => s.Trim() == s && s.Length > 0).Sample(text =>
            Assert.Equal(new ParagraphBlock(text), Assert.Single(LetterText.Parse(LetterText.Escape(text)))));

    [Fact]
    public void Escape_AnyText_HasNoLineEndNorInvisibleControl() =>
        Gen.String.Sample(text => Assert.DoesNotContain(
            LetterText.Escape(text),
            c => char.IsControl(c) || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is >= '\u202A' and <= '\u202E')));

    [Fact]
    public void Encoder_WaysIn_AllEscape()
    {
        TextEncoder encoder = LetterTextEncoder.Instance;
        var writer = new StringWriter();
        encoder.Encode(writer, "x# a\ny", 1, 4);
        encoder.Encode(writer, "-b".ToCharArray(), 0, 2);

        Assert.Equal("\\# a\\n\\-b", writer.ToString());
        Assert.Equal("\\#", encoder.Encode("#"));
        Assert.True(encoder.WillEncode('\n'));
        Assert.False(encoder.WillEncode('a'));
        Assert.False(encoder.WillEncode(0x1F600));
    }

    [Fact]
    public void Html_EveryBlock_IsEncoded()
    {
        var html = LetterHtml.Write([new HeadingBlock(1, "<a>"), new ListBlock(["<b>"]), new RowsBlock([new LetterRow("<c>", "\"d\"\n&")]), new QuoteBlock("é")]);

        Assert.Equal("<h1>&lt;a&gt;</h1>\n<ul>\n<li>&lt;b&gt;</li>\n</ul>\n<dl>\n<dt>&lt;c&gt;</dt>\n<dd dir=\"auto\">&quot;d&quot;<br>&amp;</dd>\n</dl>\n<blockquote><p dir=\"auto\">é</p></blockquote>\n", html);
    }
}
