using Portal.Core.Correspondence.Letters;
using Portal.Core.Notices;

namespace Portal.Tests.Templates;

public sealed class NoticeTemplateTests
{
    private static readonly LetterTemplates Templates = LetterTemplates.Load();

    private static readonly NoticeHead Head = new()
    {
        Provider = "Example Messaging, Inc.",
        Reference = "PR-2026-000417",
        Date = new DateOnly(2026, 11, 24),
        Account = "@marta",
        Agency = "Springfield Police Department",
        Instrument = "US search warrant",
        OrderReference = "26-SW-88",
        Lines = [new NoticeLine { Category = "Direct messages", StartUtc = SampleLetters.Moment.AddDays(-30), EndUtc = SampleLetters.Moment }],
        Contact = "Legal Disclosure, +1 202 555 0117",
    };

    private static readonly UserNoticeLetter First = new() { Head = Head, NotBeforeUtc = SampleLetters.Moment.AddDays(7), DisclosedUtc = null };

    private static readonly DelayedUserNoticeLetter Later = new() { Head = Head, ByOrder = true, Court = "Superior Court of Springfield County", DisclosedUtc = SampleLetters.Moment };

    private static readonly string[] Syntax = ["{{", "{%", "!", "\\"];

    public static TheoryData<string> Names => ["first", "later"];

    /// <summary>Every property stands somewhere in the words: a field that no template uses is a field too many.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Render_FullModel_SaysEveryFieldAndItsProvenance(string which)
    {
        var letter = Render(which);

        Assert.Equal((1, "en"), (letter.TemplateVersion, letter.Language));
        Assert.Contains($"{letter.TemplateSha256}  {letter.TemplateName}/v1/en.liquid", File.ReadLines(Path.Combine(AppContext.BaseDirectory, "templates", "published.sha256")));
        string[] always = ["Example Messaging, Inc.", "PR-2026-000417", "24 November 2026", "@marta", "Springfield Police Department", "US search warrant", "26-SW-88", "Direct messages", "24 October 2026 at 14:05:09 UTC", "23 November 2026 at 14:05:09 UTC", "+1 202 555 0117", "lawyer"];
        Assert.All(always, text => Assert.Contains(text, letter.PlainText, StringComparison.Ordinal));
        Assert.All(Syntax, syntax => Assert.DoesNotContain(syntax, letter.PlainText, StringComparison.Ordinal));
        Assert.Contains(which == "first" ? "30 November 2026 at 14:05:09 UTC" : "Superior Court of Springfield County", letter.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Unnamed_NamesNeitherAgencyNorOrderNorCourt()
    {
        var head = Head with { Agency = null, OrderReference = null };

        foreach (var text in new[] { Templates.Render(First with { Head = head }).PlainText, Templates.Render(Later with { Head = head, Court = null }).PlainText })
        {
            Assert.DoesNotContain("Springfield", text, StringComparison.Ordinal);
            Assert.DoesNotContain("26-SW-88", text, StringComparison.Ordinal);
            Assert.Contains("We may not name it", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, true, "We disclosed these records on")]
    [InlineData(true, false, "We will not disclose anything before")]
    [InlineData(false, false, "The law leaves us no time to wait")]
    public void Render_WhatIsDisclosedWhen_IsSaid(bool waits, bool disclosed, string words) => Assert.Contains(
        words,
        Templates.Render(First with { NotBeforeUtc = waits ? First.NotBeforeUtc : null, DisclosedUtc = disclosed ? SampleLetters.Moment : null }).PlainText,
        StringComparison.Ordinal);

    [Fact]
    public void Render_AfterADanger_SpeaksOfNoCourt()
    {
        var text = Templates.Render(Later with { ByOrder = false, Court = null, DisclosedUtc = null }).PlainText;

        Assert.DoesNotContain("forbade us to tell you. That order", text, StringComparison.Ordinal);
        Assert.Contains("a life would have been put at risk", text, StringComparison.Ordinal);
        Assert.Contains("not disclosed these records yet", text, StringComparison.Ordinal);
    }

    private static RenderedLetter Render(string which) => which == "first" ? Templates.Render(First) : Templates.Render(Later);
}
