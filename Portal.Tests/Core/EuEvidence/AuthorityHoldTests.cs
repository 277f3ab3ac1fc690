using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;
using Portal.Tests.Support;

namespace Portal.Tests.Core.EuEvidence;

/// <summary>The enforcing authority's hold: clearance, objection to the whole and to a part, silence, and an objection that comes too late to hold anything.</summary>
public sealed class AuthorityHoldTests : IAsyncLifetime
{
    private readonly TestClock clock = new(EuRoad.Start);
    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Approval_OfAContentOrder_IsHeldUntilDayTenInTheAuthoritysZone()
    {
        var id = await portal.Road.HeldAsync();

        Assert.Equal(RequestStatus.AuthorityHold, await portal.StatusAsync(id));
        var began = await portal.DbAsync(db => db.AuditEntries.Where(a => a.RequestId == id && a.Name == "authority.hold-began").Select(a => a.Sentence).SingleAsync(Ct));
        // Received on 24 November in Los Angeles: the tenth day is 4 December there, which ends on the 5th in UTC.
        Assert.Contains("until 5 December 2026 07:59 UTC", began, StringComparison.Ordinal);
        Assert.Equal(0, await portal.DbAsync(db => db.Disclosures.CountAsync(Ct)));
    }

    [Fact]
    public async Task Approval_OfAnOrderThatIsSpared_GoesStraightToTheQueue()
    {
        var fields = EuRoad.Certificate;
        fields["personResidesInIssuingState"] = "yes";

        var id = await portal.Road.HeldAsync(fields);

        Assert.Equal(RequestStatus.Queued, await portal.StatusAsync(id));
        Assert.DoesNotContain("authority.hold-began", await portal.EventsAsync(id));
    }

    [Fact]
    public async Task Clearance_ByAnApprover_QueuesTheScopeAtOnceAndIsKept()
    {
        var id = await portal.Road.HeldAsync();

        await Assert.ThrowsAsync<PermissionDenied>(() => portal.Road.ClearAsync(id, DemoPeople.Reviewer));
        await portal.Road.ClearAsync(id);

        Assert.Equal(RequestStatus.Queued, await portal.StatusAsync(id));
        Assert.Equal(1, await portal.DbAsync(db => db.Outbox.CountAsync(o => o.Kind == OutboxKind.BuildDisclosure, Ct)));
        var answer = await portal.DbAsync(db => db.EnforcingAnswers.SingleAsync(Ct));
        Assert.Equal((EnforcingAnswerKind.Cleared, "NL-2026-88"), (answer.Kind, answer.Reference));
        Assert.Contains("authority.cleared", await portal.EventsAsync(id));
        // A second one finds no hold.
        Assert.Equal("hold.none", (await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.ClearAsync(id))).Code);
    }

    [Fact]
    public async Task Hold_OfTheAuthority_CannotBeEndedByAReasonAlone()
    {
        var id = await portal.Road.HeldAsync();

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DoAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<EndHold>().ExecuteAsync(new(id, "They called."), a, Ct)));

        Assert.Equal("hold.of-authority", refusal.Code);
        Assert.Equal(RequestStatus.AuthorityHold, await portal.StatusAsync(id));
    }

    [Theory]
    [InlineData("ART12_IMMUNITY_PRIVILEGE_PRESS", "Immunity, privilege or press")]
    [InlineData("ART12_FUNDAMENTAL_RIGHTS", "Manifest breach of fundamental rights")]
    [InlineData("ART12_NE_BIS_IN_IDEM", "Ne bis in idem")]
    [InlineData("ART12_NO_DUAL_CRIMINALITY", "No dual criminality")]
    public async Task Objection_ToTheWhole_EndsAsNotExecutedWithALetterThatStatesTheGround(string code, string name)
    {
        var id = await portal.Road.HeldAsync();

        await portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedWholly, code));

        Assert.Equal(RequestStatus.NonExecution, await portal.StatusAsync(id));
        var letter = await portal.DbAsync(db => db.Correspondence.SingleAsync(c => c.RequestId == id, Ct));
        Assert.Equal("letters/enforcing-objection", letter.TemplateName);
        Assert.Contains(name, letter.PlainText, StringComparison.Ordinal);
        Assert.Contains("The order is not executed", letter.PlainText, StringComparison.Ordinal);
        Assert.NotNull((await portal.DbAsync(db => db.Scopes.SingleAsync(Ct))).VoidedAt);
        Assert.Equal(0, await portal.DbAsync(db => db.Outbox.CountAsync(o => o.Kind == OutboxKind.BuildDisclosure, Ct)));
    }

    [Fact]
    public async Task Objection_ToAPart_VoidsTheApprovalAndAsksForANarrowerOne()
    {
        var id = await portal.Road.HeldAsync();
        var voided = await portal.DbAsync(db => db.Scopes.Select(s => s.Id).SingleAsync(Ct));

        await portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedPartly));
        Assert.Equal(RequestStatus.UnderReview, await portal.StatusAsync(id));
        Assert.Contains("scope.voided", await portal.EventsAsync(id));
        var same = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.ProposeAsync(id, [], Ct));
        Assert.Equal("scope.not-narrowed", same.Code);

        LineCuts[] cuts = [new("L1", [ScopeCut.WithoutCounterparties(["aunt_rosa"], "OUTSIDE_ORDER", "The enforcing authority objects to it.")])];
        await portal.Road.ProposedAndApprovedAsync(id, cuts);
        await portal.Road.ClearAsync(id);

        var queued = await portal.DbAsync(db => db.Disclosures.SingleAsync(Ct));
        Assert.NotEqual(voided, queued.ScopeId);
        Assert.Equal(2, await portal.DbAsync(db => db.Scopes.CountAsync(Ct)));
    }

    [Fact]
    public async Task Scope_ThatWasVoided_IsNeverExtracted()
    {
        var id = await portal.Road.HeldAsync();
        var voided = await portal.DbAsync(db => db.Scopes.Select(s => s.Id).SingleAsync(Ct));
        await portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedPartly));

        // As a program would that had kept the id from before.
        var package = new Disclosure(id, voided, "PR-2026-000001-P1", clock.GetUtcNow());
        await portal.DbAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Requests SET Status = 'Queued' WHERE Id = {id}", Ct));
        await portal.InScopeAsync(async s =>
        {
            var (db, audit) = (s.GetRequiredService<PortalDb>(), s.GetRequiredService<Portal.Core.Audit.AuditTrail>());
            db.Disclosures.Add(package);
            audit.Record(new ScopeVoided(voided, "0123456789abcdef") { RequestId = id }, Actor.Worker());
            return await db.SaveChangesAsync(Ct);
        });
        await Record.ExceptionAsync(() => portal.InScopeAsync(async s =>
        {
            await s.GetRequiredService<BuildDisclosure>().ExecuteAsync(package.Id, Ct);
            return true;
        }));

        var row = await portal.DbAsync(db => db.Disclosures.SingleAsync(Ct));
        Assert.Contains("Its approval was taken back", row.Problem, StringComparison.Ordinal);
        Assert.Equal(0, await portal.DbAsync(db => db.Segments.CountAsync(Ct)));
    }

    [Fact]
    public async Task Silence_AfterDayTen_QueuesExactlyOnceWithTwoWorkers()
    {
        var id = await portal.Road.HeldAsync();
        clock.Advance(new DateTimeOffset(2026, 12, 5, 7, 59, 59, TimeSpan.Zero) - clock.GetUtcNow());
        Assert.Equal(0, await portal.SilenceAsync());
        Assert.Equal(RequestStatus.AuthorityHold, await portal.StatusAsync(id));

        clock.Advance(TimeSpan.FromSeconds(1));
        var ended = await Task.WhenAll(Task.Run(portal.SilenceAsync, Ct), Task.Run(portal.SilenceAsync, Ct));

        Assert.Equal(1, ended.Sum());
        Assert.Equal(RequestStatus.Queued, await portal.StatusAsync(id));
        Assert.Equal((1, 1), (await portal.DbAsync(db => db.Disclosures.CountAsync(Ct)), await portal.DbAsync(db => db.Outbox.CountAsync(o => o.Kind == OutboxKind.BuildDisclosure, Ct))));
        Assert.Equal(0, await portal.SilenceAsync());
        Assert.Equal(1, await portal.DbAsync(db => db.AuditEntries.CountAsync(a => a.RequestId == id && a.Sentence.StartsWith("The enforcing authority's time ended"), Ct)));
    }

    [Fact]
    public async Task Silence_OfAnAuthorityThatNobodyNotified_FreesNothingUntilItIsRecorded()
    {
        var fields = EuRoad.Certificate;
        fields["enforcingAuthorityNotified"] = "no";
        var id = await portal.Road.HeldAsync(fields);
        clock.Advance(TimeSpan.FromDays(12));
        Assert.Equal(0, await portal.SilenceAsync());

        await portal.Road.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<RecordNotification>().ExecuteAsync(new(id, "Parket Voorbeeldstad, NL", "+31 20 5550142", "2026-11-24T10:00"), a, Ct));

        Assert.Equal(1, await portal.SilenceAsync());
        Assert.Contains("authority.notified", await portal.EventsAsync(id));
    }

    [Fact]
    public async Task Silence_IsTheWorkersAlone() =>
        await Assert.ThrowsAsync<PermissionDenied>(() => portal.Road.DoAsync(DemoPeople.Approver, (s, a) => s.GetRequiredService<EndSilentHolds>().ExecuteAsync(a, Ct)));

    [Fact]
    public async Task Notification_InTheFutureOrIncomplete_SaysEverythingAtOnce()
    {
        var id = await portal.Road.HeldAsync();

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.DoAsync(
            DemoPeople.Reviewer, (s, a) => s.GetRequiredService<RecordNotification>().ExecuteAsync(new(id, " ", null, "2027-01-01T00:00"), a, Ct)));

        Assert.Equal(["authority.name", "authority.contact", "authority.future"], refusal.All.Select(p => p.Code));
    }

    [Fact]
    public async Task Emergency_IsNotHeld_AndALaterObjectionIsRecordedAndRaised()
    {
        var fields = EuRoad.Certificate;
        fields["emergencyGrounds"] = "Imminent threat to the life of a hostage.";
        var id = await portal.Road.HeldAsync(fields);
        var request = await portal.DbAsync(db => db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, Ct));
        Assert.Equal((RequestStatus.Queued, request.SubmittedAt!.Value.AddHours(8)), (request.Status, request.RespondBy!.Value));

        await portal.Road.DoAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<RecordNotification>().ExecuteAsync(new(id, "Parket Voorbeeldstad, NL", "+31 20 5550142", "2026-11-24T09:00"), a, Ct));
        var early = await Record.ExceptionAsync(() => portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedPartly)));
        Assert.Equal("objection.after", Assert.IsType<RuleViolation>(early).Code);
        clock.Advance(TimeSpan.FromHours(96));
        await portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedAfterwards));
        clock.Advance(TimeSpan.FromHours(1));
        await portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedAfterwards));

        var inTime = await portal.DbAsync(db => db.AuditEntries.Where(a => a.Name == "authority.objected").OrderBy(a => a.Id).Select(a => a.Canonical).ToListAsync(Ct));
        Assert.Equal([true, false], inTime.Select(c => System.Text.Json.JsonDocument.Parse(c).RootElement.GetProperty("what").GetProperty("inTime").GetBoolean()));
        var file = await portal.Road.AsAsync(DemoPeople.Reviewer, async (s, a) => (await s.GetRequiredService<ReviewRequestQuery>().ExecuteAsync(id, "test", a, Ct)).Authority, Ct);
        Assert.NotNull(file.StopUsing);
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero), file.LaterObjectionEnds);
        var letter = await portal.DbAsync(db => db.Correspondence.Where(c => c.RequestId == id).Select(c => c.PlainText).FirstAsync(Ct));
        Assert.Contains("stop using it at once", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objection_AfterwardsBeforeAnythingWent_IsRefused()
    {
        var id = await portal.Road.HeldAsync();

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.ObjectAsync(id, EuRoad.Objection(EnforcingAnswerKind.ObjectedAfterwards)));

        Assert.Equal("objection.before", refusal.Code);
    }

    [Fact]
    public async Task Objection_WithNothingFilledIn_SaysEverythingAtItsField()
    {
        var id = await portal.Road.HeldAsync();

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.ObjectAsync(id, new(null, null, null, null, [], null, null)));

        Assert.Equal(["Kind", "Authority", "From", "Reference", "GroundCodes", "Words"], refusal.All.Select(p => p.Field));
    }
}
