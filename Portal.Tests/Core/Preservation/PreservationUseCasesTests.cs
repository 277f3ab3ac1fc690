using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Preservation;

public sealed class PreservationUseCasesTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private readonly Agency agency = NewAgency("Springfield Police Department");
    private readonly Agency otherAgency = NewAgency("Shelbyville Police Department");
    private readonly Actor reviewer = new(Guid.CreateVersion7(), "Rosa Reviewer", [Role.LegalReviewer], null, "test");
    private Actor officer = null!;
    private TestPortalDb database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestPortalDb.CreateAsync();
        officer = Of(Role.Officer, agency);
        await InAsync(async (db, _, audit) =>
        {
            db.AddRange(agency, otherAgency);
            audit.Record(new RequestDrafted("for the test"), officer);
            await db.SaveChangesAsync(Token);
        });
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData("US_PRESERVE", 90, 90)]
    [InlineData("EU_EPOC_PR", 60, 30)]
    public async Task Life_OfAPreservation_RunsItsDaysAndThoseOfOneExtension(string instrument, int days, int more)
    {
        var id = await AskAsync(officer, instrument);
        var accepted = clock.GetUtcNow();
        await AcceptAsync(id, reviewer);
        Assert.Equal((PreservationStatus.Active, EndOfDay(accepted, days)), await StateAsync(id));

        clock.Advance(TimeSpan.FromDays(10));
        await ExtendAsync(id, officer);
        Assert.Equal((PreservationStatus.Extended, EndOfDay(accepted, days + more)), await StateAsync(id));
        Assert.Equal("preservation.extended-before", (await Assert.ThrowsAsync<RuleViolation>(() => ExtendAsync(id, officer))).Code);

        clock.Advance(EndOfDay(accepted, days + more) - clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Assert.Equal(0, await LapseAsync(Actor.Worker()));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await LapseAsync(Actor.Worker()));
        Assert.Equal(0, await LapseAsync(Actor.Worker()));
        Assert.Equal(PreservationStatus.Lapsed, (await StateAsync(id)).Status);

        Assert.Equal(["action.refused", "preservation.accepted", "preservation.extended", "preservation.held", "preservation.lapsed", "preservation.letter-sent", "preservation.requested"], await EventNamesAsync());
    }

    [Fact]
    public async Task Request_GoodInput_GetsAReferenceWithoutGaps()
    {
        await AskAsync(officer);
        await Assert.ThrowsAsync<RuleViolation>(() => AskAsync(officer, "US_WARRANT"));
        await AskAsync(officer);

        await using var db = database.Open();
        var kept = await db.Preservations.OrderBy(p => p.Reference).ToListAsync(Token);
        Assert.Equal(["PV-2026-000001", "PV-2026-000002"], kept.Select(p => p.Reference));
        Assert.All(kept, p => Assert.Equal((PreservationStatus.Received, null, "mallory"), (p.Status, p.ExpiresAt, p.IdentifierValue)));
    }

    [Fact]
    public async Task Request_EverythingWrong_IsSaidAtOnceAndKeepsNothing()
    {
        var input = new RequestPreservation.Input("DSA_ART9", IdentifierKind.Handle, "John Smith", new UtcWindow(clock.GetUtcNow(), clock.GetUtcNow().AddDays(1)), " ");

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => AskAsync(officer, input));

        Assert.Equal(["instrument.not-preservation", "identifier.display-name", "window.future", "case-number.missing"], refusal.All.Select(p => p.Code));
        Assert.Equal([nameof(input.Instrument), nameof(input.Identifier), nameof(input.Window), nameof(input.CaseNumber)], refusal.All.Select(p => p.Field));
        await using var db = database.Open();
        Assert.Equal(0, await db.Preservations.CountAsync(Token));
        Assert.Equal(["action.refused"], await EventNamesAsync());
    }

    [Fact]
    public async Task Request_WindowInTheFutureOrMissing_IsRefused()
    {
        var now = clock.GetUtcNow();
        var ahead = Good() with { Window = new UtcWindow(now.AddDays(-1), now.AddTicks(1)) };
        Assert.Equal("window.future", (await Assert.ThrowsAsync<RuleViolation>(() => AskAsync(officer, ahead))).Code);
        Assert.Equal("window.missing", (await Assert.ThrowsAsync<RuleViolation>(() => AskAsync(officer, Good() with { Window = null }))).Code);
        await AskAsync(officer, Good() with { Window = new UtcWindow(now.AddDays(-1), now) });
    }

    [Fact]
    public async Task Actions_ByTheWrongPeople_AreRefusedAndChangeNothing()
    {
        var id = await AskAsync(officer);
        await Assert.ThrowsAsync<PermissionDenied>(() => AskAsync(reviewer));
        await Assert.ThrowsAsync<PermissionDenied>(() => AcceptAsync(id, officer));
        await AcceptAsync(id, reviewer);
        await Assert.ThrowsAsync<PermissionDenied>(() => ExtendAsync(id, reviewer));
        await Assert.ThrowsAsync<NotVisible>(() => ExtendAsync(id, Of(Role.Officer, agency)));
        await Assert.ThrowsAsync<NotVisible>(() => ExtendAsync(id, Of(Role.Supervisor, otherAgency)));
        await Assert.ThrowsAsync<PermissionDenied>(() => LapseAsync(reviewer));
        Assert.Equal(PreservationStatus.Active, (await StateAsync(id)).Status);
    }

    [Fact]
    public async Task Decline_NeedsAReason_AndOnlyBeforeItIsAccepted()
    {
        var id = await AskAsync(officer);
        Assert.Equal("reason.missing", (await Assert.ThrowsAsync<RuleViolation>(() => DeclineAsync(id, " "))).Code);
        await DeclineAsync(id, "No such account was named.");
        Assert.Equal((PreservationStatus.Declined, null), await StateAsync(id));

        var accepted = await AskAsync(officer);
        await AcceptAsync(accepted, reviewer);
        Assert.Equal("preservation.impossible", (await Assert.ThrowsAsync<RuleViolation>(() => DeclineAsync(accepted, "Too late."))).Code);
    }

    [Fact]
    public async Task Extend_AfterItRanOut_IsRefusedThoughTheWorkerHasNotComeYet()
    {
        var id = await AskAsync(officer);
        await AcceptAsync(id, reviewer);
        clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal("preservation.run-out", (await Assert.ThrowsAsync<RuleViolation>(() => ExtendAsync(id, officer))).Code);
        Assert.Equal("preservation.run-out", (await Assert.ThrowsAsync<RuleViolation>(() => LinkAsync(id, SubmittedRequest(officer)))).Code);
    }

    [Fact]
    public async Task Link_ToASubmittedRequestOfTheAgency_KeepsItPastItsTime()
    {
        var id = await AskAsync(officer);
        await AcceptAsync(id, reviewer);
        var request = SubmittedRequest(officer);

        await LinkAsync(id, request);

        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await LapseAsync(Actor.Worker()));
        await using var db = database.Open();
        Assert.Equal(request.Id, (await db.Preservations.SingleAsync(Token)).LinkedRequestId);
        Assert.Equal(request.Id, (await db.AuditEntries.SingleAsync(a => a.Name == "preservation.linked", Token)).RequestId);
    }

    [Fact]
    public async Task Link_ToADraftAnEndedOrAnInvisibleRequest_IsRefused()
    {
        var id = await AskAsync(officer);
        await AcceptAsync(id, reviewer);
        var draft = new LegalRequest(agency, officer, "US_WARRANT", clock.GetUtcNow());
        var withdrawn = SubmittedRequest(officer);
        withdrawn.Apply(RequestAction.Withdraw, officer, clock.GetUtcNow(), "Settled.");

        Assert.Equal("preservation.no-open-request", (await Assert.ThrowsAsync<RuleViolation>(() => LinkAsync(id, draft))).Code);
        Assert.Equal("preservation.no-open-request", (await Assert.ThrowsAsync<RuleViolation>(() => LinkAsync(id, withdrawn))).Code);
        await Assert.ThrowsAsync<NotVisible>(() => LinkAsync(id, SubmittedRequest(Of(Role.Officer, agency))));
        await Assert.ThrowsAsync<NotVisible>(() => LinkAsync(id, SubmittedRequest(Of(Role.Officer, otherAgency), otherAgency)));
        Assert.Equal(PreservationStatus.Active, (await StateAsync(id)).Status);
    }

    [Fact]
    public async Task VisibleTo_EachRole_SeesItsOwn()
    {
        await AskAsync(officer);
        await using var db = database.Open();
        var all = db.Preservations;
        foreach (var (actor, sees) in new[]
        {
            (officer, true), (Of(Role.Officer, agency), false), (Of(Role.Supervisor, agency), true), (Of(Role.Supervisor, otherAgency), false),
            (reviewer, true), (Of(Role.Auditor, null), true), (Of(Role.Administrator, null), false), (Of(Role.SafetyReviewer, null), false),
            (Actor.Worker(), true), (Actor.Anonymous("test"), false),
        })
        {
            Assert.Equal((actor.Roles, sees), (actor.Roles, await all.VisibleTo(actor).AnyAsync(Token)));
        }
    }

    /// <summary>The last second of the day, in the agency's zone, which is UTC here.</summary>
    private static DateTimeOffset EndOfDay(DateTimeOffset from, int days) => new DateTimeOffset(from.UtcDateTime.Date.AddDays(days + 1), TimeSpan.Zero).AddSeconds(-1);

    private static Agency NewAgency(string name) => new(name, "US", "municipal", "1 Main Street", "+1 202 555 0100", "its web site", ["example.gov"], "UTC", AgencyStatus.Active);

    private static Actor Of(Role role, Agency? agency) => new(Guid.CreateVersion7(), role.ToString(), [role], agency?.Id, "test");

    private RequestPreservation.Input Good() =>
        new("US_PRESERVE", IdentifierKind.Handle, " @mallory ", new UtcWindow(clock.GetUtcNow().AddDays(-30), clock.GetUtcNow()), "24-117") { Fields = PreservationFields.Us };

    private LegalRequest SubmittedRequest(Actor by, Agency? of = null)
    {
        var request = new LegalRequest(of ?? agency, by, "US_WARRANT", clock.GetUtcNow());
        request.Accept($"PR-{request.Id}", "2026-11", clock.GetUtcNow());
        request.Apply(RequestAction.Submit, by, clock.GetUtcNow());
        return request;
    }

    private Task<Guid> AskAsync(Actor actor, string instrument = "US_PRESERVE") => AskAsync(actor, Good() with { Instrument = instrument, Fields = instrument == "EU_EPOC_PR" ? PreservationFields.Eu : PreservationFields.Us });

    private async Task<Guid> AskAsync(Actor actor, RequestPreservation.Input input)
    {
        var id = Guid.Empty;
        await InAsync(async (db, unit, audit) => id = (await new RequestPreservation(db, unit, audit, new RequestLaw(clock), clock).ExecuteAsync(input, actor, Token)).Id);
        return id;
    }

    /// <summary>Accepts it and begins the hold, as the worker does when it has found nobody: the snapshot has tests of its own.</summary>
    private async Task AcceptAsync(Guid id, Actor actor)
    {
        await InAsync((db, unit, audit) => new AcceptPreservation(db, unit, audit, clock).ExecuteAsync(id, actor, Token));
        await InAsync(async (db, unit, audit) =>
        {
            await db.Snapshots.ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, SnapshotStatus.Unresolved), Token);
            Assert.True(await new StartHold(db, unit, audit, Letters(db, audit), clock).ExecuteAsync(id, Token));
        });
    }

    private PreservationLetters Letters(PortalDb db, AuditTrail audit) => new(db, audit, LetterTemplates.Load(), Options.Create(new PortalOptions()), clock);

    private Task DeclineAsync(Guid id, string reason) => InAsync((db, unit, audit) => new DeclinePreservation(db, unit, audit, Letters(db, audit), clock).ExecuteAsync(id, reason, reviewer, Token));

    private Task ExtendAsync(Guid id, Actor actor) => InAsync((db, unit, audit) => new ExtendPreservation(db, unit, audit, clock).ExecuteAsync(id, actor, Token));

    private async Task LinkAsync(Guid id, LegalRequest request)
    {
        await InAsync(async (db, _, audit) =>
        {
            db.Entry(request).State = EntityState.Added;
            audit.Record(new RequestDrafted(request.Instrument) { RequestId = request.Id }, officer);
            await db.SaveChangesAsync(Token);
        });
        await InAsync((db, unit, audit) => new LinkPreservation(db, unit, audit, clock).ExecuteAsync(id, request.Id, officer, Token));
    }

    private async Task<int> LapseAsync(Actor actor)
    {
        var lapsed = 0;
        await InAsync(async (db, unit, audit) => lapsed = await new LapsePreservations(db, unit, audit, new DestroySnapshots(db, audit, clock), Letters(db, audit), clock).ExecuteAsync(actor, Token));
        return lapsed;
    }

    private async Task<(PreservationStatus Status, DateTimeOffset? ExpiresAt)> StateAsync(Guid id)
    {
        await using var db = database.Open();
        var preservation = await db.Preservations.SingleAsync(p => p.Id == id, Token);
        return (preservation.Status, preservation.ExpiresAt);
    }

    private async Task<List<string>> EventNamesAsync()
    {
        await using var db = database.Open();
        return await db.AuditEntries.Where(a => a.Name != "request.drafted").Select(a => a.Name).OrderBy(n => n).ToListAsync(Token);
    }

    private async Task InAsync(Func<PortalDb, UnitOfWork, AuditTrail, Task> work)
    {
        await using var db = database.Open();
        var audit = new AuditTrail(db, clock);
        await work(db, new UnitOfWork(db, audit), audit);
    }
}
