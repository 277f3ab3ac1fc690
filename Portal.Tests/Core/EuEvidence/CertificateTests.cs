using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests;
using Portal.Tests.Support;

namespace Portal.Tests.Core.EuEvidence;

public sealed class CertificateTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly RuleBook Book = RuleBooks.Current(Today);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("EU_EPOC_SUBSCRIBER", "ABCDEFGHIJLM")]
    [InlineData("EU_EPOC_USERID", "ABCDEFGHIJLM")]
    [InlineData("EU_EPOC_TRAFFIC", "ABCDEFGHIJKLM")]
    [InlineData("EU_EPOC_CONTENT", "ABCDEFGHIJKLM")]
    [InlineData("EU_EPOC_PR", "ABCDEFGH")]
    public void Fields_OfACertificate_StandInItsSectionsInOrder(string instrument, string sections)
    {
        var rule = Book.Rule(instrument, Today);

        Assert.All(rule.Fields, f => Assert.Matches("^Section [A-M]: .+", f.Section));
        Assert.Equal(sections.Select(s => s.ToString()), rule.Fields.Select(f => f.Section!.Substring(8, 1)).Aggregate(new List<string>(), (all, s) => all.LastOrDefault() == s ? all : [.. all, s]));
        Assert.Equal(ConfidenceMark.ToBeConfirmed, rule.Note!.Mark);
    }

    [Fact]
    public void IssuingStates_AreTheMembersBound_WithoutDenmark()
    {
        Assert.All(Book.Rules.Where(r => r.Code.StartsWith("EU_", StringComparison.Ordinal)), r => Assert.Equal((26, false), (r.IssuingStates!.Codes.Length, r.IssuingStates.Contains("DK"))));
        Assert.All(Book.Rules.Where(r => r.Code.StartsWith("DSA_", StringComparison.Ordinal)), r => Assert.Equal((27, true), (r.IssuingStates!.Codes.Length, r.IssuingStates.Contains("DK"))));
        Assert.All(Book.Rules.Where(r => r.Family != "EU"), r => Assert.Null(r.IssuingStates));
    }

    [Theory]
    [InlineData("DK")]
    [InlineData("GB")]
    [InlineData("US")]
    public async Task Certificate_OfAStateThatIsNotBound_IsRefusedInWords(string state)
    {
        await using var portal = await TestPortal.StartAsync(new TestClock(EuRoad.Start));
        var fields = EuRoad.Certificate;
        fields["issuingState"] = state;

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SubmittedAsync(fields: fields));

        Assert.Equal(("state.not-bound", "issuingState"), (refusal.Code, refusal.Field));
        Assert.Contains("Denmark does not take part", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreservationOrder_AsARequestForDisclosure_IsRefusedAndSaysWhereToGo()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock(EuRoad.Start));

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DraftedAsync("EU_EPOC_PR", EuRoad.Certificate, null));

        Assert.Equal("instrument.preserves", refusal.Code);
        Assert.Contains("Preservation", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_WithANotifiedAuthorityThatItDoesNotName_IsIncomplete()
    {
        await using var portal = await TestPortal.StartAsync(new TestClock(EuRoad.Start));
        var fields = EuRoad.Certificate;
        fields.Remove("enforcingAuthority");
        fields.Remove("enforcingAuthorityContact");

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.SubmittedAsync(fields: fields));

        Assert.Equal(["enforcingAuthority", "enforcingAuthorityContact"], refusal.All.Select(p => p.Field));
    }

    /// <summary>Days are the authority's own: an order that arrives late in the evening of UTC has come on the next day in Helsinki.</summary>
    [Theory]
    [InlineData("Europe/Helsinki", false, "2026-12-05T21:59:59Z")]
    [InlineData("Europe/Lisbon", false, "2026-12-04T23:59:59Z")]
    [InlineData("Europe/Helsinki", true, "2026-11-25T06:30:00Z")]
    [InlineData("Europe/Lisbon", true, "2026-11-25T06:30:00Z")]
    public void Clocks_OfACertificate_AreTenDaysOrEightHoursInTheAuthoritysZone(string zone, bool emergency, string due)
    {
        var received = new DateTimeOffset(2026, 11, 24, 22, 30, 0, TimeSpan.Zero);
        var agency = new Agency("Prosecutor", "FI", "National", "1", "+358 9 555", "directory", ["om.example"], zone, AgencyStatus.Active);
        var officer = new Actor(Guid.NewGuid(), "Officer", [Role.Officer], agency.Id, "test");
        foreach (var instrument in new[] { "EU_EPOC_SUBSCRIBER", "EU_EPOC_USERID", "EU_EPOC_TRAFFIC", "EU_EPOC_CONTENT" })
        {
            var request = new LegalRequest(agency, officer, instrument, received);
            if (emergency) request.SetOrderFields([new("emergencyGrounds", "A threat to life.")]);
            var law = new RequestLaw(new TestClock(received));
            request.Accept("PR-1", Book.Version, received);

            var respond = law.Clocks(request).Counting(ClockKind.Respond)!;

            Assert.Equal(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture), respond.Due.Instant);
            Assert.Equal(instrument is "EU_EPOC_TRAFFIC" or "EU_EPOC_CONTENT" && !emergency, law.HoldAfterApproval(request) is not null);
            Assert.Equal(instrument is "EU_EPOC_TRAFFIC" or "EU_EPOC_CONTENT" && !emergency, AuthorityLaw.HoldEnds(request, law) is not null);
        }
    }
}
