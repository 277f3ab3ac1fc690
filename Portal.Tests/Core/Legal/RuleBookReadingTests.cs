using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Portal.Core.Legal;

namespace Portal.Tests.Core.Legal;

public sealed class RuleBookReadingTests
{
    private static readonly string Edition = ReadEdition();

    [Fact]
    public void Load_TheShippedEdition_HasItsHash() =>
        Assert.Matches("^[0-9a-f]{64}$", RuleBook.Load(Edition).Sha256);

    [Fact]
    public void Load_AnyCellTakenOut_NamesThatCell()
    {
        foreach (var (rule, index) in RuleBook.Load(Edition).Rules.Select((r, i) => (r, i)))
        {
            foreach (var category in DataCategories.All.Select(DataCategories.Code))
            {
                var problem = Assert.Single(Problems(book => book["instruments"]![index]!["cells"]!.AsObject().Remove(category)));
                Assert.StartsWith($"{rule.Code} × {category}: the cell is missing", problem, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Load_SeveralFaults_ListsAllOfThem()
    {
        var problems = Problems(book =>
        {
            var warrant = Instrument(book, "US_WARRANT");
            warrant["cells"]!["LOGIN"]!["cite"] = " ";
            warrant["cells"]!["COMMENT"]!["mark"] = "X";
            warrant["cells"]!["LOCATION"]!["verdict"] = "perhaps";
            warrant["cells"]!["BIOMETRIC"] = warrant["cells"]!["LOGIN"]!.DeepClone();
            Instrument(book, "US_WARRANT_CA")["clocks"]![0]!.AsObject().Remove("unit");
            Instrument(book, "US_EDR")["approvers"]!["countForEmergency"] = 1;
            Instrument(book, "US_WARRANT_CO")["approvers"]!["countForContent"] = 1;
            Instrument(book, "US_NDO")["fields"]!.AsArray().RemoveAt(4);
            book["reasons"]![1]!["code"] = "WRONG_ENTITY";
            book["categories"]!.AsArray().Add("BIOMETRIC");
            book["article12Grounds"]![0]!["words"] = null;
        });

        string[] expected =
        [
            "US_WARRANT × LOGIN: the citation is missing",
            "US_WARRANT × COMMENT: “mark” is “X”",
            "US_WARRANT × LOCATION: “verdict” is “perhaps”",
            "US_WARRANT: “BIOMETRIC” is no data category",
            "US_WARRANT_CA clock respond: “unit” is missing",
            "US_EDR approvers: an emergency takes at least two",
            "US_WARRANT_CO approvers: content takes at least two",
            "US_NDO clock Alarm: the instrument asks for no field “nonDisclosureEnd”",
            "US_NDO clock Notice: the instrument asks for no field “nonDisclosureEnd”",
            "book: the reason code “WRONG_ENTITY” stands there 2 times",
            "book: “BIOMETRIC” is no data category",
            "article12Grounds ART12_IMMUNITY_PRIVILEGE_PRESS: “words” is missing",
        ];
        Assert.All(expected, e => Assert.Contains(problems, p => p.StartsWith(e, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Length);
    }

    [Fact]
    public void Load_DuplicateCodeInEffectTogether_IsRefused()
    {
        var problem = Assert.Single(Problems(book => book["instruments"]!.AsArray().Add(Instrument(book, "US_SUBPOENA").DeepClone())));

        Assert.StartsWith("US_SUBPOENA: two rows are in effect on 2018-03-23", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OneRowAfterAnother_JudgesEachDayByItsOwn()
    {
        var book = RuleBook.Load(Changed(b =>
        {
            var later = Instrument(b, "US_SUBPOENA").DeepClone();
            later["effective"]!["from"] = "2026-12-01";
            later["cells"]!["LOGIN"]!["verdict"] = "notCompellable";
            Instrument(b, "US_SUBPOENA")["effective"]!["until"] = "2026-12-01";
            b["instruments"]!.AsArray().Add(later);
        }));

        Assert.Equal(VerdictKind.Compellable, book.Verdict("US_SUBPOENA", DataCategory.Login, IssuerKind.GrandJury, new DateOnly(2026, 11, 30)).Kind);
        Assert.Equal(VerdictKind.NotCompellable, book.Verdict("US_SUBPOENA", DataCategory.Login, IssuerKind.GrandJury, new DateOnly(2026, 12, 1)).Kind);
    }

    [Fact]
    public void Load_RowsThatOverlapByADay_AreRefused()
    {
        var problem = Assert.Single(Problems(b =>
        {
            var later = Instrument(b, "US_SUBPOENA").DeepClone();
            later["effective"]!["from"] = "2026-12-01";
            Instrument(b, "US_SUBPOENA")["effective"]!["until"] = "2026-12-02";
            b["instruments"]!.AsArray().Add(later);
        }));

        Assert.Contains("two rows are in effect on 2026-12-01", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrongIssuer")]
    [InlineData("notInEffect")]
    public void Load_VerdictThatIsWorkedOut_IsRefused(string verdict) =>
        Assert.Single(Problems(b => Instrument(b, "MLAT")["cells"]!["LOGIN"]!["verdict"] = verdict));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"version\": 3 }")]
    [InlineData("{ \"verison\": \"2026-11\" }")]
    [InlineData("{ \"version\": \"a\", \"version\": \"b\" }")]
    public void Load_NotARuleBook_IsRefused(string json) => Assert.Throws<RuleBookInvalidException>(() => RuleBook.Load(json));

    [Fact]
    public void Load_EmptyBook_NamesEveryMissingPart() =>
        Assert.True(Assert.Throws<RuleBookInvalidException>(() => RuleBook.Load("{}")).Problems.Length > 8);

    [Fact]
    public void Current_EditionsOneAfterAnother_EachDayHasOne()
    {
        var first = RuleBook.Load(Changed(b => b["appliesUntil"] = "2027-03-01"));
        var second = RuleBook.Load(Changed(b =>
        {
            b["version"] = "2027-03";
            b["appliesFrom"] = "2027-03-01";
        }));
        var editions = RuleBooks.Arrange([second, first]);

        Assert.Equal("2026-11-24", RuleBooks.Current(editions, new DateOnly(2027, 2, 28)).Version);
        Assert.Equal("2027-03", RuleBooks.Current(editions, new DateOnly(2027, 3, 1)).Version);
        Assert.Throws<InvalidOperationException>(() => RuleBooks.Current(editions, new DateOnly(2025, 12, 31)));
    }

    [Fact]
    public void Arrange_OverlapOrRepeatedVersion_IsRefused()
    {
        var book = RuleBook.Load(Edition);

        Assert.Equal(2, Assert.Throws<RuleBookInvalidException>(() => RuleBooks.Arrange([book, book])).Problems.Length);
        Assert.Throws<RuleBookInvalidException>(() => RuleBooks.Arrange([]));
    }

    private static ImmutableArray<string> Problems(Action<JsonNode> change) =>
        Assert.Throws<RuleBookInvalidException>(() => RuleBook.Load(Changed(change))).Problems;

    private static string Changed(Action<JsonNode> change)
    {
        var book = JsonNode.Parse(Edition)!;
        change(book);
        return book.ToJsonString();
    }

    private static JsonNode Instrument(JsonNode book, string code) =>
        book["instruments"]!.AsArray().First(i => (string?)i!["code"] == code)!;

    private static string ReadEdition()
    {
        var assembly = typeof(RuleBook).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("2026-11-24.json", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
