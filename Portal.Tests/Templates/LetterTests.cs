using AngleSharp.Html.Parser;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Notices;

namespace Portal.Tests.Templates;

public sealed class LetterTests
{
    private static readonly LetterTemplates Templates = LetterTemplates.Load();

    /// <summary>Each kind with every optional part filled, by its template.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<LetterHead, RenderedLetter>> Letters = new Dictionary<string, Func<LetterHead, RenderedLetter>>
    {
        ["letters/acknowledgement"] = head => Templates.Render(SampleLetters.Acknowledgement with { Head = head }),
        ["letters/question"] = head => Templates.Render(SampleLetters.Question with { Head = head }),
        ["letters/rejection"] = head => Templates.Render(SampleLetters.Rejection with { Head = head }),
        ["letters/closed-without-reply"] = head => Templates.Render(SampleLetters.Closed with { Head = head }),
        ["letters/message"] = head => Templates.Render(SampleLetters.Message with { Head = head }),
        ["letters/extension"] = head => Templates.Render(SampleLetters.Extension with { Head = head }),
        ["letters/narrowed-approval"] = head => Templates.Render(SampleLetters.Narrowed with { Head = head }),
        ["letters/release-notice"] = head => Templates.Render(SampleLetters.Release with { Head = head }),
        ["letters/recall-notice"] = head => Templates.Render(SampleLetters.Recall with { Head = head }),
        ["letters/preservation-acknowledgement"] = head => Templates.Render(SampleLetters.Preservation with { Head = head }),
        ["letters/annex-iii"] = head => Templates.Render(SampleLetters.AnnexIII with { Head = head }),
        ["letters/enforcing-objection"] = head => Templates.Render(SampleLetters.Objection with { Head = head }),
        ["letters/moderation-referral"] = head => Templates.Render(SampleLetters.Referral with { Head = head }),
        ["letters/dsa-information"] = head => Templates.Render(SampleLetters.Effect with { Head = head }),
        ["letters/superseded"] = head => Templates.Render(SampleLetters.Superseded with { Head = head }),
        ["letters/appeal-decision"] = head => Templates.Render(SampleLetters.AppealDecision with { Head = head }),
        ["letters/preservation-declined"] = head => Templates.Render(SampleLetters.PreservationDeclined with { Head = head }),
        ["letters/preservation-lapsed"] = head => Templates.Render(SampleLetters.PreservationLapsed with { Head = head }),
        ["letters/withdrawal-confirmation"] = head => Templates.Render(SampleLetters.Withdrawal with { Head = head }),
    };

    private static readonly string[] SyntaxAndShouting = ["{{", "{%", "!", "\\", "  \n", "# "];

    public static TheoryData<string> Names => [.. Letters.Keys];

    [Fact]
    public void Names_EveryKindIsTested() =>
        Assert.Equal(
            LetterTemplates.Names.Where(n => !n.StartsWith("emails/", StringComparison.Ordinal)),
            Letters.Keys.Concat([AuthenticityCertificateModel.TemplateName, UserNoticeLetter.TemplateName, DelayedUserNoticeLetter.TemplateName]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_FullModel_IsALetterWithItsProvenance(string name)
    {
        var letter = Letters[name](SampleLetters.Head);

        var newest = name == "letters/message" ? 2 : 1;
        Assert.Equal((name, newest, "en"), (letter.TemplateName, letter.TemplateVersion, letter.Language));
        Assert.Contains($"{letter.TemplateSha256}  {name}/v{newest}/en.liquid", File.ReadLines(Path.Combine(AppContext.BaseDirectory, "templates", "published.sha256")));
        Assert.StartsWith("LER-2026-000417: ", letter.Subject, StringComparison.Ordinal);
        Assert.IsType<HeadingBlock>(letter.Blocks[0]);
        string[] onEvery = ["LER-2026-000417", "26-CR-1187", "US search warrant", "23 November 2026", "Det. Ana O'Neill, Springfield Police Department", "https://portal.example/requests/417", "+1 202 555 0117", "R. Okafor, Legal reviewer, Example Messaging, Inc."];
        Assert.All(onEvery, text => Assert.Contains(text, letter.PlainText, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyLetter_KeepsItsVoiceAndLeavesNoSyntax(string name)
    {
        var letter = Letters[name](SampleLetters.Head);

        Assert.All(
            SyntaxAndShouting,
            syntax => Assert.DoesNotContain(syntax, letter.PlainText, StringComparison.Ordinal));
        Assert.DoesNotContain(letter.Blocks, b => b is ParagraphBlock { Text: "" });
        Assert.Single(letter.Blocks.OfType<HeadingBlock>(), h => h.Level == 1);
    }

    /// <summary>On paper the addressee stands before the heading; <see cref="LetterComposer"/> finds them by their places.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyLetter_BeginsWithHeadingReferencesAndAddressee(string name)
    {
        var blocks = Letters[name](SampleLetters.Head).Blocks;

        Assert.Equal(1, Assert.IsType<HeadingBlock>(blocks[0]).Level);
        Assert.Contains(Assert.IsType<RowsBlock>(blocks[1]).Rows, row => row.Value == SampleLetters.Head.Reference);
        Assert.Equal("To Det. Ana O'Neill, Springfield Police Department", Assert.IsType<ParagraphBlock>(blocks[2]).Text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_NoTheirReference_LeavesTheRowOut(string name) =>
        Assert.DoesNotContain("Your reference", Letters[name](SampleLetters.Head with { TheirReference = null }).PlainText, StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>\"'><b>")]
    [InlineData("{{ head.contact }}{% for a in b %}")]
    [InlineData("&lt;script&gt;")]
    public void Render_MarkupOrLiquidInAValue_StaysText(string hostile)
    {
        var letter = Templates.Render(SampleLetters.Question with { Question = hostile, Head = SampleLetters.Head with { RecipientName = hostile } });

        Assert.Contains(letter.Blocks, b => b is QuoteBlock quote && quote.Text == hostile);
        var page = new HtmlParser().ParseDocument(letter.Html);
        Assert.Equal(hostile, page.QuerySelector("blockquote p")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script, img, b"));
        Assert.Contains(hostile, letter.PlainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one\n# Heading\n- Key: value\n* point\n> quote\n\nlast")]
    [InlineData("# Heading")]
    [InlineData("- Key: value")]
    [InlineData("\\n \\\\ \\# back")]
    [InlineData("a\r\nb")]
    public void Render_StructureInAValue_StartsNothing(string hostile)
    {
        var plain = Templates.Render(SampleLetters.Acknowledgement);
        var letter = Templates.Render(SampleLetters.Acknowledgement with { NextStep = hostile });

        Assert.Equal(plain.Blocks.Select(b => b.GetType()), letter.Blocks.Select(b => b.GetType()));
        Assert.Contains(letter.Blocks, b => b is ParagraphBlock paragraph && paragraph.Text == hostile.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Render_ColonInARowsKey_StaysInTheKey()
    {
        var letter = Templates.Render(SampleLetters.Narrowed with { Cuts = [new LetterCut { What = "Location: all", Reason = SampleLetters.Reason }] });

        Assert.Contains(letter.Blocks.OfType<RowsBlock>().SelectMany(b => b.Rows), r => r.Key == "Location: all");
    }

    [Fact]
    public void Render_LineEndInTheSubject_IsTakenOut()
    {
        var letter = Templates.Render(SampleLetters.Recall with { Head = SampleLetters.Head with { Reference = "LER-1\r\nBcc: x@example.org" } });

        Assert.DoesNotContain('\n', letter.Subject);
        Assert.DoesNotContain('\r', letter.Subject);
    }

    [Fact]
    public void Render_BidiOverrideInAValue_IsMadeVisible() =>
        Assert.Contains("gpj[U+202E]exe", Templates.Render(SampleLetters.Recall with { Why = "gpj\u202Eexe" }).PlainText, StringComparison.Ordinal);

    [Fact]
    public void Render_EveryScript_StaysAsWritten()
    {
        const string names = "مرحبا नमस्ते 你好 👩‍👩‍👧 Ωμέγα";

        Assert.Contains(names, Templates.Render(SampleLetters.Recall with { Why = names }).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejection_Reasons_StandWithTheirSource()
    {
        var text = Templates.Render(SampleLetters.Rejection).PlainText;

        Assert.Contains("No dates: The request gives no period. Please give a first and a last date. (Source: Our policy (rule book 2026-11))", text, StringComparison.Ordinal);
        Assert.Contains("    The warrant itself covers March only.", text, StringComparison.Ordinal);
        Assert.Contains("kept until 3 December 2026", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is kept for this request", Templates.Render(SampleLetters.Rejection with { PreservedUntil = null, Mend = null }).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void AppealDecision_EitherWay_SaysWhatFollows()
    {
        Assert.Contains("You need not file it again", Templates.Render(SampleLetters.AppealDecision).PlainText, StringComparison.Ordinal);
        Assert.Contains("cannot be appealed again", Templates.Render(SampleLetters.AppealDecision with { Allowed = false }).PlainText, StringComparison.Ordinal);
        Assert.Contains("LER-2026-000418 takes its place", Templates.Render(SampleLetters.Superseded).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_OtherBranches_SayTheOther()
    {
        Assert.Contains("names no fixed time", Templates.Render(SampleLetters.Acknowledgement with { DueUtc = null, Emergency = false }).PlainText, StringComparison.Ordinal);
        Assert.Contains("We are to answer by 26 November 2026 at 14:05:09 UTC", Templates.Render(SampleLetters.Acknowledgement).PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain("What we need", Templates.Render(SampleLetters.Question with { Needed = [], ClockPaused = false }).PlainText.Split("To Det.")[1], StringComparison.Ordinal);
        Assert.Contains("Records: 12,345", Templates.Render(SampleLetters.Release).PlainText, StringComparison.Ordinal);
        Assert.Contains("Nothing that you asked for was withheld", Templates.Render(SampleLetters.Release with { SomethingWithheld = false }).PlainText, StringComparison.Ordinal);
        Assert.Contains("A corrected package follows", Templates.Render(SampleLetters.Recall with { Replaced = true }).PlainText, StringComparison.Ordinal);
        Assert.Contains("no request had been linked", Templates.Render(SampleLetters.PreservationLapsed).PlainText, StringComparison.Ordinal);
        Assert.Contains("has been over for 30 days", Templates.Render(SampleLetters.PreservationLapsed with { RequestEnded = true }).PlainText, StringComparison.Ordinal);
        Assert.Contains("cannot be extended again", Templates.Render(SampleLetters.Preservation with { ExtensionDays = null }).PlainText, StringComparison.Ordinal);
        Assert.Contains("The order is not executed", Templates.Render(SampleLetters.AnnexIII with { Final = true, AnswerByUtc = null }).PlainText, StringComparison.Ordinal);
        Assert.Contains("We raise none", Templates.Render(SampleLetters.AnnexIII with { ThirdCountry = null, Clarification = null }).PlainText, StringComparison.Ordinal);
        Assert.Contains("nothing has been disclosed under it", Templates.Render(SampleLetters.Objection with { Whole = true, Conditions = null }).PlainText, StringComparison.Ordinal);
        Assert.Contains("stop using it at once", Templates.Render(SampleLetters.Objection with { Afterwards = true }).PlainText, StringComparison.Ordinal);
        Assert.Contains("Nothing has been disclosed", Templates.Render(SampleLetters.Effect with { Given = false }).PlainText, StringComparison.Ordinal);
        Assert.Contains("Nothing was disclosed", Templates.Render(SampleLetters.Withdrawal with { AnythingReleased = false }).PlainText, StringComparison.Ordinal);
    }
}
