using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Desk;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Desk;

/// <summary>The queue and the desk over 20,000 requests, one in ten of them open.</summary>
public sealed class LargeQueueTests : IAsyncLifetime
{
    private const int Many = 20_000;

    private static readonly DateTimeOffset Now = new(2026, 12, 1, 21, 0, 0, TimeSpan.Zero);

    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Directory.GetFiles(portal.Folder, "portal.db", SearchOption.AllDirectories).Single();

    private static readonly bool[] Directions = [false, true];

    private static readonly ReviewGroup[] Groups = [ReviewGroup.ToReview, ReviewGroup.ToApprove];

    public async ValueTask InitializeAsync()
    {
        portal = await TestPortal.StartAsync(new TestClock(Now));
        var target = new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "night_ferry"), [DataCategory.ContentDm]);
        await portal.Road.SubmitAsync(new DemoWarrant([target], "2026-11-01T00:00", "2026-12-01T00:00"), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await GenerateAsync();
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Queue_UnderEveryOrder_TurnsAllPagesForthAndBackWithoutLossOrRepeat()
    {
        foreach (var (sort, down, group) in from sort in Enum.GetValues<QueueSort>() from down in Directions from @group in Groups select (sort, down, @group))
        {
            var forth = await WalkAsync(new ReviewQuestion(group) { Sort = sort, Descending = down });
            var whole = await AskAsync(new ReviewQuestion(group) { Sort = sort, Descending = down });

            Assert.Equal(whole.Counts[group], forth.Count);
            Assert.Equal(forth.Count, forth.Select(l => l.Id).Distinct().Count());
            Assert.True(InOrder(forth, sort, down), $"{sort} {down}");
            var last = (await AskAsync(new ReviewQuestion(group, Before: forth[^1].Cursor) { Sort = sort, Descending = down })).Lines;
            Assert.Equal(forth.SkipLast(1).TakeLast(ReviewQueueQuery.PageSize).Select(l => l.Id), last.Select(l => l.Id));
        }
    }

    [Fact]
    public async Task Queue_AndDesk_AskFewQueriesAndFindTheirRowsByIndex()
    {
        using var watched = new WatchedCommands(portal.Folder);
        await AskAsync(new ReviewQuestion(ReviewGroup.Open));
        var warm = Stopwatch.StartNew();
        watched.Forget();
        await AskAsync(new ReviewQuestion(ReviewGroup.Open));
        var (queries, plans, queue) = (watched.Count, watched.Plans(File), warm.Elapsed);
        await DeskAsync();
        watched.Forget();
        warm.Restart();
        await DeskAsync();
        var (deskQueries, deskPlans, desk) = (watched.Count, watched.Plans(File), warm.Elapsed);
        warm.Restart();
        await AskAsync(new ReviewQuestion(ReviewGroup.All) { Sort = QueueSort.Agency });
        var everything = warm.Elapsed;

        TestContext.Current.TestOutputHelper?.WriteLine($"Queue, all open: {queue.TotalMilliseconds:N0} ms, {queries} queries. Desk: {desk.TotalMilliseconds:N0} ms, {deskQueries} queries. All {Many:N0} by agency: {everything.TotalMilliseconds:N0} ms.");
        foreach (var (sql, plan) in plans.Concat(deskPlans)) TestContext.Current.TestOutputHelper?.WriteLine($"{sql}\n-> {plan}\n");
        Assert.InRange(queries, 1, 12);
        Assert.InRange(deskQueries, 1, 40);
        // No query reads the table of requests from end to end.
        // The desk of notices, whose alarms are counted here, has a query of its own that is not the queue's matter.
        Assert.All(plans.Concat(deskPlans).Where(p => !p.Sql.Contains("NoticeDecisions", StringComparison.Ordinal)), p => Assert.DoesNotMatch("SCAN r($|\n)", p.Plan));
        Assert.All(new[] { queue, desk }, took => Assert.True(took < TimeSpan.FromSeconds(2), took.ToString()));
    }

    [Fact]
    public async Task Filters_NewOnes_FindWhatTheySay()
    {
        var overdue = await AskAsync(new ReviewQuestion(ReviewGroup.Open) { DueWithinHours = 0 });
        var near = await AskAsync(new ReviewQuestion(ReviewGroup.Open) { DueWithinHours = 24 });
        var nobodys = await AskAsync(new ReviewQuestion(ReviewGroup.Open) { Unassigned = true });
        var long_ = await AskAsync(new ReviewQuestion(ReviewGroup.Open) { WaitingDays = 14 });
        var emergencies = await AskAsync(new ReviewQuestion(ReviewGroup.Open) { EmergencyOnly = true });

        Assert.NotEmpty(overdue.Lines);
        Assert.All(overdue.Lines, l => Assert.True(l.Clock!.Due < Now));
        Assert.NotEmpty(near.Lines);
        Assert.All(near.Lines, l => Assert.InRange(l.Clock!.Due, Now, Now.AddHours(24)));
        Assert.NotEmpty(nobodys.Lines);
        Assert.All(nobodys.Lines, l => Assert.Null(l.AssignedToId));
        Assert.NotEmpty(long_.Lines);
        Assert.All(long_.Lines, l => Assert.True(l.Since <= Now.AddDays(-14)));
        Assert.NotEmpty(emergencies.Lines);
        Assert.Equal(overdue.Counts[ReviewGroup.Open], overdue.Overdue);
        Assert.Equal((await AskAsync(new ReviewQuestion(ReviewGroup.Open))).Overdue, overdue.Overdue);
        var desk = await DeskAsync();
        Assert.Equal(overdue.Counts[ReviewGroup.Open], desk.Counts.Single(c => c.Matter == DeskMatter.Overdue).Count);
        Assert.Equal(near.Counts[ReviewGroup.Open], desk.Counts.Single(c => c.Matter == DeskMatter.DueSoon).Count);
    }

    private async Task<List<ReviewQueueLine>> WalkAsync(ReviewQuestion question)
    {
        var lines = new List<ReviewQueueLine>();
        for (string? after = null; ;)
        {
            var page = await AskAsync(question with { After = after });
            lines.AddRange(page.Lines);
            if (page.After is null) return lines;
            after = page.After;
        }
    }

    private static bool InOrder(List<ReviewQueueLine> lines, QueueSort sort, bool down)
    {
        int Compare(ReviewQueueLine a, ReviewQueueLine b) => sort switch
        {
            QueueSort.Clock => (a.Clock?.Due ?? DateTimeOffset.MaxValue).CompareTo(b.Clock?.Due ?? DateTimeOffset.MaxValue),
            QueueSort.Received => a.ReceivedAt.CompareTo(b.ReceivedAt),
            QueueSort.Agency => string.CompareOrdinal(a.Agency, b.Agency),
            _ => string.CompareOrdinal(a.AssignedToName ?? "", b.AssignedToName ?? ""),
        };
        return lines.Zip(lines.Skip(1)).All(pair => down ? Compare(pair.First, pair.Second) >= 0 : Compare(pair.First, pair.Second) <= 0);
    }

    private Task<ReviewQueueQuery.Result> AskAsync(ReviewQuestion question) =>
        portal.Road.AsAsync(DemoPeople.Approver, (services, actor) => services.GetRequiredService<ReviewQueueQuery>().ExecuteAsync(question, actor, Ct), Ct);

    private Task<StaffDesk> DeskAsync() => portal.Road.AsAsync(DemoPeople.Approver, (services, actor) => services.GetRequiredService<DeskQuery>().ExecuteAsync(actor, Ct), Ct);

    /// <summary>Copies of one real request, told apart by number: status, clocks, agency, person, times.</summary>
    private async Task GenerateAsync()
    {
        var (agencies, people) = await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            return (await db.Agencies.Select(a => a.Id).ToListAsync(Ct), (await db.People.Where(p => p.AgencyId == null).Select(p => new { p.Id, p.Name }).ToListAsync(Ct)).Take(3).Select(p => (p.Id, p.Name)).ToList());
        });
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(Ct);
        var columns = new List<string>();
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = "SELECT name FROM pragma_table_info('Requests')";
            await using var names = await read.ExecuteReaderAsync(Ct);
            while (await names.ReadAsync(Ct)) columns.Add(names.GetString(0));
        }
        const long Hour = TimeSpan.TicksPerHour;
        var now = Now.UtcTicks;
        string Of(string column) => column switch
        {
            "Id" => "printf('%08X-0000-7000-8000-%012X', (n * 2654435761) % 4294967296, n)",
            "Reference" => "printf('PR-2025-%06d', n)",
            "Version" => "printf('%08X-0000-4000-8000-%012X', n, n)",
            "Status" => "CASE n % 100 WHEN 1 THEN 'Submitted' WHEN 2 THEN 'IdentityCheck' WHEN 3 THEN 'Triage' WHEN 4 THEN 'UnderReview' WHEN 5 THEN 'UnderReview' WHEN 6 THEN 'ScopeProposed' WHEN 7 THEN 'NeedsInfo' WHEN 8 THEN 'Queued' WHEN 9 THEN 'Triage' WHEN 10 THEN 'ScopeProposed' ELSE CASE n % 3 WHEN 0 THEN 'Closed' WHEN 1 THEN 'Rejected' ELSE 'Downloaded' END END",
            "StatusSince" => $"{now} - (n % 700) * {Hour}",
            "SubmittedAt" => $"{now} - (n % 5000) * {Hour}",
            "AcknowledgeBy" => "NULL",
            // Many of one moment, so that only the id tells them apart; some without a clock.
            "RespondBy" => $"CASE WHEN n % 17 = 0 THEN NULL ELSE {now} + ((n / 7) % 400 - 60) * {Hour} END",
            "AgencyId" => $"CASE n % {agencies.Count} {string.Concat(agencies.Select((a, i) => $"WHEN {i} THEN '{a.ToString().ToUpperInvariant()}' "))}END",
            "AssignedToId" => $"CASE n % 5 {string.Concat(people.Select((p, i) => $"WHEN {i} THEN '{p.Id.ToString().ToUpperInvariant()}' "))}ELSE NULL END",
            "AssignedToName" => $"CASE n % 5 {string.Concat(people.Select((p, i) => $"WHEN {i} THEN '{p.Name.Replace("'", "''", StringComparison.Ordinal)}' "))}ELSE NULL END",
            "Instrument" => "CASE WHEN n % 50 = 4 THEN 'US_EDR' ELSE Instrument END",
            _ => $"\"{column}\"",
        };
        await using var write = connection.CreateCommand();
        write.CommandText = $"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {Many}) INSERT INTO Requests ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", columns.Select(Of))} FROM c CROSS JOIN (SELECT * FROM Requests LIMIT 1) AS one";
        Assert.Equal(Many, await write.ExecuteNonQueryAsync(Ct));
    }
}
