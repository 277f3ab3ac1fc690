using Portal.Core.Legal;

namespace Portal.Tests.Core.Legal;

public sealed class RuleBookComparisonTests
{
    [Fact]
    public void Compare_AnEditionWithItself_FindsNothing() =>
        Assert.All(RuleBooks.All, b => Assert.Empty(RuleBookComparison.Compare(b, b)));

    [Fact]
    public void Compare_TheSecondWithTheFirst_NamesWhatItSaysAnew()
    {
        var rows = RuleBookComparison.Compare(RuleBooks.Version("2026-11"), RuleBooks.Version("2026-11-24"));

        var epoc = rows.Single(r => r.Code == "EU_EPOC_CONTENT");
        var respond = epoc.Changes.First(c => c.Part.StartsWith("Clock: Respond", StringComparison.Ordinal));
        Assert.DoesNotContain("Pauses:", respond.Before, StringComparison.Ordinal);
        Assert.Contains("Art. 10(6)", respond.After, StringComparison.Ordinal);
        Assert.All(rows.SelectMany(r => r.Changes), c => Assert.NotEqual(c.Before, c.After));
        Assert.DoesNotContain(rows, r => r.Changes.Any(c => c.Part == "Who approves"));
        // The other way round it is the same change, turned.
        var back = RuleBookComparison.Compare(RuleBooks.Version("2026-11-24"), RuleBooks.Version("2026-11"));
        Assert.Equal(rows.Sum(r => r.Changes.Length), back.Sum(r => r.Changes.Length));
    }
}
