using Portal.Core.Correspondence.Letters;

namespace Portal.Tests.Templates;

public sealed class LetterHtmlReaderTests
{
    public static TheoryData<string> Names => LetterTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_WhatALetterWasKeptAs_GivesItsBlocks(string name)
    {
        var letter = LetterTests.Letters[name](SampleLetters.Head);

        Assert.Equal(letter.Blocks, LetterHtmlReader.Read(letter.Html));
    }

    [Theory]
    [InlineData("<script>alert(1)</script></p>\n<h1>Other</h1>")]
    [InlineData("&lt;p&gt; &amp;amp; &#x41; \"'`+")]
    [InlineData("one\ntwo\n\nthree <br> four")]
    [InlineData("مرحبا नमस्ते 你好 👩‍👩‍👧 Ωμέγα \u00A0 \u200B \uFFFD")]
    [InlineData("nul\0 bell\a tab\t override\u202E")]
    public void Read_AnyText_IsWhatWasWritten(string text)
    {
        LetterBlock[] blocks =
        [
            new HeadingBlock(1, text), new HeadingBlock(2, text), new ParagraphBlock(text), new QuoteBlock(text), new ListBlock([text, "second"]),
            new RowsBlock([new LetterRow(text, text), new LetterRow("Key", "")]), new ParagraphBlock(""),
        ];

        Assert.Equal(blocks, LetterHtmlReader.Read(LetterHtml.Write([.. blocks])));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("<p>open")]
    [InlineData("<p>one</p>")]
    [InlineData("<p>a <b>bold</b> word</p>\n")]
    [InlineData("<p class=\"x\">one</p>\n")]
    [InlineData("<ul>\n<li>one</li>\n")]
    [InlineData("<dl>\n<dt>Key</dt>\n<dd>without direction</dd>\n</dl>\n")]
    [InlineData("<p>one</p>\n<script>go()</script>\n")]
    public void Read_AnythingElse_IsRefused(string html) => Assert.Throws<FormatException>(() => LetterHtmlReader.Read(html));
}
