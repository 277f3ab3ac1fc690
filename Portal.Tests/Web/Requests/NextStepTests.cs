using Portal.Core.Preservation;
using Portal.Core.Requests;

namespace Portal.Tests.Web.Requests;

public sealed class NextStepTests
{
    private static readonly DateTimeOffset Acknowledge = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Respond = new(2026, 12, 15, 23, 59, 59, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiry = new(2026, 12, 23, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<RequestStatus> Statuses => [.. Enum.GetValues<RequestStatus>()];

    public static TheoryData<PreservationStatus> Preservations => [.. Enum.GetValues<PreservationStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_EveryStatus_SaysWhatWhoAndByWhen(RequestStatus status)
    {
        var bare = NextStep.Of(new NextStepFacts(status));
        var dated = NextStep.Of(new NextStepFacts(status, Acknowledge, Respond, PackageExpiresAt: Expiry));

        foreach (var step in new[] { bare, dated })
        {
            Assert.EndsWith(".", step.What, StringComparison.Ordinal);
            Assert.DoesNotContain("!", step.What, StringComparison.Ordinal);
            Assert.NotEmpty(step.WhoWords);
            // Whoever has to move is told by when; where nothing is awaited there is no date to fear.
            Assert.Equal(step.Who == NextMover.Nobody, step is { By: null, ByWords: null });
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_EveryStatus_NobodyMovesExactlyWhereTheTableEnds(RequestStatus status)
    {
        var step = NextStep.Of(new NextStepFacts(status));

        // Closed and Expired packages can still be purged or recalled by us; the agency waits for nothing there.
        var ended = RequestTransitions.IsFinal(status) || status is RequestStatus.Closed;
        Assert.Equal(ended, step.Who == NextMover.Nobody);
    }

    [Theory]
    [InlineData(RequestStatus.Draft)]
    [InlineData(RequestStatus.NeedsInfo)]
    [InlineData(RequestStatus.Released)]
    public void Of_AStatusThatWaitsForTheAgency_NamesTheAgency(RequestStatus status) =>
        Assert.Equal(NextMover.Agency, NextStep.Of(new NextStepFacts(status)).Who);

    [Fact]
    public void Of_BeforeTheAcknowledgement_GivesItsClockAndAfterwardsTheAnswers()
    {
        Assert.Equal(Acknowledge, NextStep.Of(new NextStepFacts(RequestStatus.Submitted, Acknowledge, Respond)).By);
        Assert.Equal(Respond, NextStep.Of(new NextStepFacts(RequestStatus.IdentityCheck, null, Respond)).By);
        Assert.Equal(Respond, NextStep.Of(new NextStepFacts(RequestStatus.UnderReview, Acknowledge, Respond)).By);
        Assert.Equal(Expiry, NextStep.Of(new NextStepFacts(RequestStatus.Released, null, Respond, PackageExpiresAt: Expiry)).By);
    }

    [Fact]
    public void Of_AnEmergencyWithoutCoSignature_AsksTheAgencyForIt()
    {
        var step = NextStep.Of(new NextStepFacts(RequestStatus.IdentityCheck, Acknowledge, Respond, AwaitsCoSignature: true));

        Assert.Equal(NextMover.Agency, step.Who);
        Assert.Contains("co-sign", step.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ARecall_AsksForDestructionUntilItIsConfirmed()
    {
        Assert.Equal(NextMover.Agency, NextStep.Of(new NextStepFacts(RequestStatus.Recalled, AwaitsDestruction: true)).Who);
        Assert.Equal(NextMover.Nobody, NextStep.Of(new NextStepFacts(RequestStatus.Recalled)).Who);
    }

    [Fact]
    public void Of_ABuildThatStopped_TurnsToStaff() =>
        Assert.Equal(NextMover.LegalStaff, NextStep.Of(new NextStepFacts(RequestStatus.Extracting, BuildStopped: true)).Who);

    [Theory]
    [MemberData(nameof(Statuses))]
    public void AgencyWords_OfEveryStatus_NeverSpeakOfFraud(RequestStatus status)
    {
        var told = $"{AgencyWords.Of(status)} {NextStep.Of(new NextStepFacts(status)).What}";

        Assert.DoesNotContain("fraud", told, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(RequestAction.HoldForFraud)]
    [InlineData(RequestAction.ClearFraudHold)]
    [InlineData(RequestAction.ReturnScope)]
    [InlineData(RequestAction.RestartExtraction)]
    public void AgencyWords_OfTheStaffsOwnSteps_AreNone(RequestAction action) => Assert.Null(AgencyWords.Of(action, "because"));

    [Fact]
    public void AgencyWords_OfARejectionAsFraud_KeepTheReasonIn()
    {
        Assert.Equal("Rejected", AgencyWords.Of(RequestAction.RejectAsFraud, "the callback went to a mobile in another country"));
        Assert.Equal("Rejected: no dates", AgencyWords.Of(RequestAction.Reject, "no dates"));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Groups_OfEveryStatus_AreOne(RequestStatus status) =>
        Assert.Single(Enum.GetValues<RequestGroup>(), group => RequestGroups.StatusesOf(group).Contains(status));

    [Theory]
    [MemberData(nameof(Preservations))]
    public void PreservationNext_OfEveryStatus_SaysWhatWhoAndByWhen(PreservationStatus status)
    {
        var step = PreservationNext.Of(status, Expiry);

        Assert.EndsWith(".", step.What, StringComparison.Ordinal);
        Assert.Equal(step.Who == NextMover.Nobody, step is { By: null, ByWords: null });
    }

    [Fact]
    public void ListCursor_WrittenAndRead_IsTheSameAndNonsenseIsNone()
    {
        var cursor = new ListCursor(Respond, Guid.CreateVersion7());

        Assert.Equal(cursor, ListCursor.Parse(cursor.ToString()));
        Assert.Null(ListCursor.Parse("ffffffffffffffff-" + Guid.Empty.ToString("N")));
        Assert.Null(ListCursor.Parse("1; drop table"));
        Assert.Null(ListCursor.Parse(null));
    }
}
