using Portal.Core.Correspondence.Letters;

namespace Portal.Tests.Templates;

public sealed class CertificateTests
{
    private static readonly LetterTemplates Templates = LetterTemplates.Load();

    [Fact]
    public void Certificate_FullModel_SaysWhatTheRulesAskFor()
    {
        var certificate = Templates.Render(SampleLetters.Certificate);

        string[] parts =
        [
            "902(11), 902(13) and 902(14), and 28 U.S.C. § 1746(2)",
            "J. Lindqvist", "Records custodian", "Example Messaging, Inc.", "I have kept these systems for six years",
            "LER-2026-000417", "26-SW-88", "PKG-2026-000093", "Records: 12,345", "Pages: 410", "Volumes: 3",
            "from 24 October 2026 at 14:05:09 UTC until, and not including, 23 November 2026 at 14:05:09 UTC: 12,345 records",
            "at or near the time", "regularly conducted activity", "regular practice",
            "stores it with the sender", "The signed scope was read", "An independent query counted 12,345 records",
            "the two agree", "data/records/messages.jsonl (SHA-256): " + new string('b', 64),
            "Attachments and media of @marta: none in the period.", "Location of @marta: 42 records",
            "does not prove who used it", "not verified",
            "I declare under penalty of perjury that the foregoing is true and correct.",
            "Executed on: 3 December 2026", "Springfield, United States",
        ];
        Assert.All(parts, part => Assert.Contains(part, certificate.PlainText, StringComparison.Ordinal));
        Assert.Equal("certificates/authenticity", certificate.TemplateName);
        Assert.DoesNotContain("902(12)", certificate.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_SignedAbroad_UsesTheForeignVariant()
    {
        var text = Templates.Render(SampleLetters.Certificate with { SignedOutsideUnitedStates = true }).PlainText;

        Assert.Contains("902(12)", text, StringComparison.Ordinal);
        Assert.Contains("§ 1746(1)", text, StringComparison.Ordinal);
        Assert.Contains("under the laws of the United States of America", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_NothingEmptyNorWithheld_SaysSo()
    {
        var text = Templates.Render(SampleLetters.Certificate with { SearchedAndEmpty = [], Withheld = [] }).PlainText;

        Assert.Contains("Every search that the authorisation called for found records.", text, StringComparison.Ordinal);
        Assert.Contains("Nothing that was asked for was withheld.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_HandleThatLooksLikeStructure_IsText()
    {
        var line = SampleLetters.Certificate.Lines[0] with { Account = "x\n## Declaration\n- Records: 0" };
        var plain = Templates.Render(SampleLetters.Certificate);
        var certificate = Templates.Render(SampleLetters.Certificate with { Lines = [line] });

        Assert.Equal(plain.Blocks.Select(b => b.GetType()), certificate.Blocks.Select(b => b.GetType()));
    }
}
