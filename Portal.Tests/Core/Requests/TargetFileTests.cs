using System.Diagnostics;
using System.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Requests;

/// <summary>Targets and lines from a file: every line of it is applied or reported, whatever it holds.</summary>
public sealed class TargetFileTests
{
    private const string Headings = "target kind,value,second kind,second value,role,category,from,to,zone,direction,conversation";

    private static readonly Agency Agency = new("Port Ellis Police Department", "US", "Municipal", "1 Main Street", "+1 360 555 0142", "directory", ["pd.example"], "UTC", AgencyStatus.Active);
    private static readonly Actor Officer = new(Guid.NewGuid(), "Dana Whitlock", [Role.Officer], Agency.Id, "test");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Lay_TheTemplate_AddsItsExample()
    {
        var (review, request) = Lay(TargetFileTemplate.Csv());

        Assert.Empty(review.Faults);
        Assert.Equal((1, 2), (review.Targets, review.Lines));
        Assert.Equal([DataCategory.ContentDm, DataCategory.Subscriber], request.Lines.Select(l => l.Category));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), request.Lines[0].StartUtc);
    }

    [Theory]
    [InlineData(',', "\n", false)]
    [InlineData(';', "\r\n", true)]
    [InlineData('\t', "\r", false)]
    public void Lay_AnySeparatorAndLineEnd_ReadsTheSame(char separator, string end, bool mark)
    {
        var text = string.Join(end, $"Value{separator}TARGET_KIND{separator}role{separator}category{separator}from{separator}to{separator}zone", $"aunt_rosa{separator}Handle{separator}Witness{separator}\"CONTENT_DM;Login records\"{separator}2026-03-01 00:00{separator}2026-04-01T00:00{separator}UTC");
        var (review, request) = Lay([.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]);

        Assert.Empty(review.Faults);
        Assert.Equal([DataCategory.ContentDm, DataCategory.Login], request.Lines.Select(l => l.Category));
        Assert.Equal(TargetRole.Witness, Assert.Single(request.Targets).Role);
    }

    [Theory]
    [InlineData("handle,display name,,,suspect,CONTENT_DM,2026-03-01T00:00,2026-04-01T00:00,UTC,,", "value", "display name")]
    [InlineData("ip,1.2.3.4,,,suspect,,,,,,", "target kind", "no kind of identifier")]
    [InlineData("handle,1.2.3.4,,,suspect,,,,,,", "value", "IP address")]
    [InlineData("handle,a,,,boss,,,,,,", "role", "suspect, victim or witness")]
    [InlineData("handle,a,,,suspect,CONTENT,2026-03-01T00:00,2026-04-01T00:00,UTC,,", "category", "no category")]
    [InlineData("handle,a,,,suspect,CONTENT_DM,yesterday,2026-04-01T00:00,UTC,,", "from", "date and time")]
    [InlineData("handle,a,,,suspect,CONTENT_DM,2026-03-01T00:00,2026-03-31,UTC,,", "to", "moment after the last")]
    [InlineData("handle,a,,,suspect,CONTENT_DM,2026-03-01T00:00,2026-04-01T00:00,Mars/Olympus,,", "zone", "not a time zone")]
    [InlineData("handle,a,,,suspect,CONTENT_DM,2026-03-01T00:00,2026-04-01T00:00,UTC,sideways,", "direction", "sent or received")]
    [InlineData("handle,a,,,suspect,,2026-03-01T00:00,2026-04-01T00:00,UTC,,", "category", "no records")]
    [InlineData("handle,a,,x@example.org,suspect,,,,,,", "second kind", "kind of identifier")]
    [InlineData("handle,\"a,,,suspect,,,,,,", null, "not closed")]
    [InlineData("handle,a\"b,,,suspect,,,,,,", null, "quotation mark")]
    [InlineData("handle,a,,,suspect,,,,,,,,more", null, "cells")]
    public void Lay_ALineThatIsWrong_NamesLineColumnAndMend_AndAddsNothingOfIt(string line, string? column, string says)
    {
        var (review, request) = Lay($"{Headings}\n{line}\nhandle,good_one,,,victim,,,,,,\n");

        Assert.Equal(3, Assert.Single(review.Good).Line);
        Assert.All(review.Faults, f => Assert.Equal(2, f.Line));
        Assert.Contains(review.Faults, f => f.Column == column && f.Message.Contains(says, StringComparison.Ordinal));
        Assert.Equal("good_one", Assert.Single(request.Targets).IdentifierValue);
        Assert.Empty(request.Lines);
    }

    [Fact]
    public void Lay_SeveralCategoriesOneOfThemRefused_AddsNoneOfTheLine()
    {
        var (review, request) = Lay($"{Headings}\nhandle,a,,,suspect,CONTENT_DM;NONSENSE,2026-03-01T00:00,2026-04-01T00:00,UTC,,\n");

        Assert.Equal(1, review.Bad);
        Assert.Empty(request.Targets);
        Assert.Empty(request.Lines);
    }

    [Fact]
    public void Lay_TheSameAccountTwice_AddsToItOrSaysSo()
    {
        const string More = "handle,a,,,suspect,LOGIN,2026-03-01T00:00,2026-04-01T00:00,UTC,,";
        var (review, request) = Lay($"{Headings}\nhandle,a,,,suspect,,,,,,\n{More}\n{More}\nhandle,@a,,,suspect,,,,,,\nhandle,a,,,victim,CONTENT_DM,2026-03-01T00:00,2026-04-01T00:00,UTC,,\n");

        Assert.Single(request.Targets);
        Assert.Single(request.Lines);
        Assert.Contains("on line 2", review.Good[1].Note, StringComparison.Ordinal);
        Assert.Contains(review.Faults, f => f.Line == 4 && f.Message.Contains("Line 3 of the file", StringComparison.Ordinal));
        Assert.Contains(review.Faults, f => f.Line == 5 && f.Message.Contains("Remove it", StringComparison.Ordinal));
        Assert.Contains(review.Faults, f => f.Line == 6 && f.Column == "role");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("one,two\n1,2\n", "do not know the column")]
    [InlineData("target kind,value,role\n", "no line with an account")]
    [InlineData("target kind,value,value,role\nhandle,a,a,suspect\n", "twice")]
    public void Lay_AFileThatCannotBeUsed_IsRefusedWhole(string text, string says) =>
        Assert.Contains(says, string.Join(' ', RefusedWith(() => Lay(text)).Select(p => p.Message)), StringComparison.Ordinal);

    [Fact]
    public void Lay_AnotherEncodingOrTooMuch_IsRefusedWhole()
    {
        Assert.Contains("UTF-8", RefusedWith(() => Lay(Encoding.Unicode.GetBytes($"\ufeff{Headings}\nhandle,\u00e9")))[0].Message, StringComparison.Ordinal);
        Assert.Contains("KB", RefusedWith(() => Lay(new byte[PreviewTargetFile.LongestFile + 1]))[0].Message, StringComparison.Ordinal);
        Assert.Contains("1,000", RefusedWith(() => Lay(Thousand(1001)))[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lay_AThousandLines_AreAllApplied()
    {
        var watch = Stopwatch.StartNew();
        var (review, request) = Lay(Thousand(1000));

        Assert.Equal((1000, 0, 1000, 2000), (review.Good.Length, review.Bad, request.Targets.Count, request.Lines.Count));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void FaultsAsCsv_OfHostileCells_AreNoFormulas()
    {
        var (review, _) = Lay($"{Headings}\nhandle,=HYPERLINK(\"\"),,,suspect,,,,,,\nhandle,\"=cmd|' /C calc'!A0 x\",,,suspect,,,,,,\n");
        var csv = Encoding.UTF8.GetString(review.FaultsAsCsv());

        Assert.Contains("\"'=cmd|'", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\"=", csv, StringComparison.Ordinal);
        Assert.StartsWith("\ufeff\"line\",\"column\"", csv, StringComparison.Ordinal);
    }

    /// <summary>Every line below the headings that is not blank is good or has a fault, exactly once; and what is in the draft is what the good ones say.</summary>
    [Fact]
    public void Lay_AnyFile_AppliesOrReportsEveryLineOnce()
    {
        var cell = Gen.OneOf(
            AnyOf("", "handle", "email", "account id", "suspect", "victim", "CONTENT_DM", "CONTENT_DM;LOGIN", "2026-03-01T00:00", "2026-04-01T00:00", "UTC", "sent", "a", "b", "x@example.org", "=1+1", "\"", "\"a", "\"a\"\"b\"", "\u202e", "\ud83d\ude00", "\0"),
            Gen.String[0, 8]);
        var good = AnyOf(
            "handle,a,,,suspect,,,,,,", "handle,b,,,suspect,CONTENT_DM,2026-03-01T00:00,2026-04-01T00:00,UTC,,", "email,x@example.org,,,victim,LOGIN,2026-03-01T00:00,2026-04-01T00:00,UTC,,",
            "handle,b,,,suspect,SUBSCRIBER;LOGIN,2026-03-01T00:00,2026-03-02T00:00,UTC,,", "handle,broken one,,,suspect,,,,,,", ",,,,,,,,,,", "");
        var line = Gen.OneOf(good, cell.Array[0, 13].Select(cells => string.Join(',', cells)));
        Gen.Select(line.List[1, 30], AnyOf("\n", "\r\n", "\r")).Sample((lines, end) =>
        {
            // Cells may hold line breaks and surrogates without a partner: a line is then what a reader of lines sees after UTF-8.
            var bytes = Encoding.UTF8.GetBytes($"{Headings}{end}{string.Join(end, lines)}");
            var seen = LinesOf(Encoding.UTF8.GetString(bytes)).Skip(1).Select((text, i) => (text, number: i + 2)).Where(l => l.text.Any(c => c != ',' && !char.IsWhiteSpace(c))).Select(l => l.number).ToList();
            if (seen.Count == 0) return;
            var (review, request) = Lay(bytes);

            var reported = review.Good.Select(g => g.Line).Concat(review.Faults.Select(f => f.Line).Distinct()).Order().ToList();
            Assert.Equal(seen, reported);
            Assert.Equal(review.Targets, request.Targets.Count);
            Assert.Equal(review.Lines, request.Lines.Count);
            Assert.Equal(request.Targets.Count, request.Targets.Select(t => t.Identifier).Distinct().Count());
            Assert.All(request.Lines, l => Assert.Contains(request.Targets, t => t.Id == l.TargetId));
        }, iter: 1500);
    }

    [Fact]
    public async Task Apply_AllOrNothingOrOnlyTheGood_IsOneEvent()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_WARRANT", actor, Ct), Ct);
        var file = Encoding.UTF8.GetBytes($"{Headings}\nhandle,harbor_lights,,,suspect,CONTENT_DM;LOGIN,2026-03-01T00:00,2026-04-01T00:00,UTC,,\nhandle,no good,,,suspect,,,,,,\n");

        var seen = await portal.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<PreviewTargetFile>().ExecuteAsync(id, file, actor, Ct), Ct);
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => ApplyAsync(portal, DemoPeople.Officer, id, file, onlyGood: false, 1));
        var changed = await Assert.ThrowsAsync<RuleViolation>(() => ApplyAsync(portal, DemoPeople.Officer, id, file, onlyGood: true, 2));
        await Assert.ThrowsAsync<NotVisible>(() => ApplyAsync(portal, DemoPeople.OtherOfficer, id, file, onlyGood: true, 1));
        await AssertHoldsAsync(portal, id, 0, 0);
        await ApplyAsync(portal, DemoPeople.Officer, id, file, onlyGood: true, 1);

        Assert.Equal((1, 1), (seen.Good.Length, seen.Bad));
        Assert.Equal(("target-file.faults", "target-file.changed"), (refused.Code, changed.Code));
        await AssertHoldsAsync(portal, id, 1, 2);
        Assert.Equal(1, await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().AuditEntries.CountAsync(a => a.RequestId == id && a.Name == "request.target-file-applied", Ct)));
    }

    private static Task<TargetFileReview> ApplyAsync(TestPortal portal, DemoPerson person, Guid id, byte[] file, bool onlyGood, int seen) =>
        portal.Road.AsAsync(person, (services, actor) => services.GetRequiredService<ApplyTargetFile>().ExecuteAsync(new(id, file, onlyGood, seen), actor, Ct), Ct);

    private static async Task AssertHoldsAsync(TestPortal portal, Guid id, int targets, int lines)
    {
        var request = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Requests.AsNoTracking().SingleAsync(r => r.Id == id, Ct));
        Assert.Equal((targets, lines), (request.Targets.Count, request.Lines.Count));
    }

    private static byte[] Thousand(int rows)
    {
        var text = new StringBuilder(Headings).Append("\r\n");
        for (var i = 0; i < rows; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"handle,person_{i},email,p{i}@example.org,suspect,CONTENT_DM;LOGIN,2026-03-01T00:00,2026-04-01T00:00,America/Los_Angeles,,\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line) lines.Add(line);
        return lines;
    }

    private static IReadOnlyList<RuleViolation> RefusedWith(Action act)
    {
        var refusal = Assert.Throws<RuleViolation>(act);
        return refusal.All.Count > 0 ? refusal.All : [refusal];
    }

    private static (TargetFileReview Review, LegalRequest Request) Lay(string text) => Lay(Encoding.UTF8.GetBytes(text));

    private static (TargetFileReview Review, LegalRequest Request) Lay(byte[] file)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var request = new LegalRequest(Agency, Officer, "US_WARRANT", clock.GetUtcNow());
        return (TargetFileLayer.Lay(request, file, new DraftParts(new RequestLaw(clock))), request);
    }
}
