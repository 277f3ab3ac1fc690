using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Requests;

/// <summary>Duplicates and overlaps: found by index as another telling of the rule finds them one by one, and shown to those alone who may know.</summary>
public sealed class EarlierRequestsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] NumberFields = ["docketNumber", "orderNumber"];

    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00",
        Docket: "26-SW-07001");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_OnRandomRequests_FindsWhatAComparisonOfAllFinds()
    {
        await using var database = await TestPortalDb.CreateAsync();
        var random = new Random(20261124);
        Agency[] agencies = [NewAgency("North"), NewAgency("South")];
        var staff = new Actor(Guid.NewGuid(), "Staff", [Role.LegalReviewer], null, "test");
        Actor[] officers = [.. Enumerable.Range(0, 4).Select(i => new Actor(Guid.NewGuid(), $"Officer {i}", [Role.Officer], agencies[i % 2].Id, "test"))];
        var all = new List<LegalRequest>();
        await using (var db = database.Open())
        {
            db.Agencies.AddRange(agencies);
            for (var i = 0; i < 520; i++)
            {
                var request = Random(random, agencies[i % 2], officers[i % 4], i);
                all.Add(request);
                db.Requests.Add(request);
                db.EarlierMarks.AddRange(EarlierMark.Of(request));
                await SaveAsync(db);
            }
        }
        await using var reading = database.Open();
        var query = new EarlierRequestsQuery(reading);
        var found = 0;
        foreach (var actor in new[] { staff, officers[0], officers[1] })
        {
            foreach (var request in all.Where(r => actor == staff || r.OfficerId == actor.PersonId))
            {
                var expected = all.Where(e => Earlier(request, e) && (actor == staff || e.OfficerId == actor.PersonId))
                    .Select(e => (e.Reference!, Same: SameNumber(request, e), Lines: Overlaps(request, e, actor == staff)))
                    .Where(e => e.Same || e.Lines.Count > 0)
                    .ToDictionary(e => e.Item1, e => (e.Same, string.Join(' ', e.Lines)));
                var actual = (await query.ExecuteAsync(request.Id, actor, Ct)).Found;

                // The list ends at its limit, and only there.
                Assert.Equal(Math.Min(expected.Count, EarlierRequestsQuery.Most), actual.Length);
                Assert.All(actual, a => Assert.Equal(expected[a.Reference], (a.SameNumber, string.Join(' ', a.Overlaps.Select(o => $"{o.LineId}-{o.OtherLineId}").Order(StringComparer.Ordinal)))));
                found += actual.Length;
            }
        }
        Assert.True(found > 500, $"Only {found} pairs: the random requests are too far apart to prove anything.");
    }

    [Fact]
    public async Task Query_OnSqlite_UsesTheIndexes()
    {
        await using var database = await TestPortalDb.CreateAsync();
        await using var db = database.Open();
        var staff = new Actor(Guid.NewGuid(), "Staff", [Role.LegalReviewer], null, "test");
        var request = Random(new Random(1), NewAgency("North"), new Actor(Guid.NewGuid(), "Officer", [Role.Officer], Guid.NewGuid(), "test"), 1);
        var sql = EarlierRequestsQuery.Candidates(db, request, ["00"], staff: true, staff).ToQueryString();

        await using var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        var statement = sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(statement, "@[A-Za-z0-9_]+").Select(m => m.Value).Distinct()) command.Parameters.AddWithValue(name, "x");
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct)) plan.Add(reader.GetString(3));
        var whole = string.Join('\n', plan);

        Assert.Contains("EarlierMarks", whole.Replace("SEARCH e USING", "SEARCH EarlierMarks USING", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("IX_Documents_Sha256", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("SUBQUERY", StringComparison.OrdinalIgnoreCase) && !step.Contains("(subquery", StringComparison.Ordinal) && !step.Contains("json_each", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal) && !step.Contains("CONSTANT ROW", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Duplicate_OfAnotherAgency_IsForStaffAlone_AndWithoutAFileOrAnAccountTheyDoNotMeet()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var order = TestPdf.OnePage("The very same warrant");
        var first = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(order), Ct);
        var others = await portal.Road.SubmitAsync(Warrant with { Docket = "26-SW-07002" }, () => new MemoryStream(order), Ct, DemoPeople.OtherOfficer);

        var officerSees = await EarlierOfAsync(portal, DemoPeople.OtherOfficer, others);
        var staffSees = Assert.Single((await EarlierOfAsync(portal, DemoPeople.Reviewer, others)).Found);

        Assert.Empty(officerSees.Found);
        Assert.Equal((first, true, false), (staffSees.Id, staffSees.SameFile, staffSees.SameNumber));
        Assert.Single(staffSees.Overlaps);
        await Assert.ThrowsAsync<NotVisible>(() => EarlierOfAsync(portal, DemoPeople.OtherOfficer, first));
    }

    [Fact]
    public async Task SameAccountByAnotherName_IsAnOverlapForStaffAlone()
    {
        await using var portal = await TestPortal.StartAsync();
        await TestMessages.ImportAsync(portal.Services);
        var first = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("One")), Ct);
        await portal.Road.ReviewAsync(first, Ct);
        var account = await portal.InScopeAsync(async s => (await s.GetRequiredService<PortalDb>().Requests.AsNoTracking().SingleAsync(r => r.Id == first, Ct)).Targets[0].ResolvedId!);
        var second = await portal.Road.SubmitAsync(
            Warrant with { Docket = "26-SW-07003", Targets = [new DemoTarget(new AccountIdentifier(IdentifierKind.AccountId, account), [DataCategory.ContentDm])] },
            () => new MemoryStream(TestPdf.OnePage("Two")), Ct);
        await portal.Road.ReviewAsync(second, Ct);

        Assert.Empty((await EarlierOfAsync(portal, DemoPeople.Officer, second)).Found);
        Assert.Equal(first, Assert.Single((await EarlierOfAsync(portal, DemoPeople.Reviewer, second)).Found).Id);
    }

    private static Task<EarlierRequests> EarlierOfAsync(TestPortal portal, DemoPerson person, Guid id) =>
        portal.Road.AsAsync(person, (services, actor) => services.GetRequiredService<EarlierRequestsQuery>().ExecuteAsync(id, actor, Ct), Ct);

    private static Agency NewAgency(string name) => new(name, "US", "Municipal", "1 Main Street", "+1 360 555 0142", "directory", [$"{name}.example"], "UTC", AgencyStatus.Active);

    /// <summary>The test keeps no log; everything else about the rows is real.</summary>
    private static async Task SaveAsync(PortalDb db)
    {
        new Portal.Core.Audit.AuditTrail(db, TimeProvider.System).Record(new RequestDrafted("US_WARRANT"), Actor.Worker());
        await db.SaveChangesAsync(Ct);
    }

    private static LegalRequest Random(Random random, Agency agency, Actor officer, int i)
    {
        var request = new LegalRequest(agency, officer, "US_WARRANT", Start.AddMinutes(i));
        request.SetOrderFields([new("docketNumber", $"26-SW {random.Next(150):D3}"), new("orderNumber", random.Next(3) == 0 ? $"26sw{random.Next(150):D3}" : "")]);
        for (var t = random.Next(1, 4); t > 0; t--)
        {
            var handle = $"{(random.Next(2) == 0 ? "H" : "h")}andle{random.Next(40)}";
            var target = new RequestTarget(request.NextTargetNumber(), new AccountIdentifier(IdentifierKind.Handle, handle), random.Next(4) == 0 ? new(IdentifierKind.Email, $"P{random.Next(20)}@Example.org") : null, TargetRole.Suspect);
            if (random.Next(2) == 0) target.Resolve(TargetResolution.Resolved, $"acct{random.Next(60)}", null, Start);
            request.AddTarget(target);
            for (var l = random.Next(1, 4); l > 0; l--)
            {
                var from = Start.AddDays(random.Next(200));
                request.AddLine(new RequestedLine(
                    request.NextLineNumber(), target.Id, DataCategories.All[random.Next(3)], "x", "y", "UTC", new UtcWindow(from, from.AddDays(random.Next(1, 40))),
                    (Direction)random.Next(3), random.Next(4) == 0 ? $"c{random.Next(3)}" : null));
            }
        }
        request.Accept($"PR-2026-{i:D6}", "2026-11-24", Start.AddMinutes(i));
        request.Apply(RequestAction.Submit, officer, Start.AddMinutes(i));
        return request;
    }

    // The rule told again, without marks, lookups or a database.
    private static bool Earlier(LegalRequest request, LegalRequest other) => other.Id != request.Id && other.SubmittedAt <= request.SubmittedAt;

    private static bool SameNumber(LegalRequest a, LegalRequest b) =>
        a.AgencyId == b.AgencyId && Numbers(a).Any(Numbers(b).Contains);

    private static List<string> Numbers(LegalRequest request) =>
        [.. NumberFields.Where(request.OrderFields.ContainsKey).Select(k => request.OrderFields[k].Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())];

    private static List<string> Overlaps(LegalRequest a, LegalRequest b, bool withAccounts)
    {
        var pairs = new List<string>();
        foreach (var line in a.Lines)
        {
            foreach (var other in b.Lines)
            {
                var one = a.Targets.Single(t => t.Id == line.TargetId);
                var two = b.Targets.Single(t => t.Id == other.TargetId);
                var sameName = string.Equals(one.IdentifierValue, two.IdentifierValue, StringComparison.OrdinalIgnoreCase)
                    || (one.SecondValue is not null && string.Equals(one.SecondValue, two.SecondValue, StringComparison.OrdinalIgnoreCase));
                var sameAccount = withAccounts && one.ResolvedId is not null && one.ResolvedId == two.ResolvedId;
                var opposed = (line.Direction, other.Direction) is (Direction.Sent, Direction.Received) or (Direction.Received, Direction.Sent);
                var apart = line.ConversationId is not null && other.ConversationId is not null && line.ConversationId != other.ConversationId;
                if ((sameName || sameAccount) && line.Category == other.Category && !opposed && !apart && line.StartUtc < other.EndUtc && other.StartUtc < line.EndUtc)
                    pairs.Add($"{line.LineId}-{other.LineId}");
            }
        }
        pairs.Sort(StringComparer.Ordinal);
        return pairs;
    }
}
