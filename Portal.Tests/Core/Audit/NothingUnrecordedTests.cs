using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Documents;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Core.Disclosures;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Audit;

/// <summary>
/// Principle 3, "no event, no action", by taking the log away: at every step of the road the use case is first tried without the table of
/// the log. It must fail and leave every other table as it was; with the table back, the same step works.
/// </summary>
public sealed class NothingUnrecordedTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryStepOfTheRoad_WithoutTheLog_FailsAndChangesNothing()
    {
        await using var portal = await TestPortal.StartAsync(more: WithPlainPapers);
        await TestMessages.ImportAsync(portal.Services);
        var id = await portal.Road.DraftAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

        await StepAsync(portal, DemoPeople.Officer, "start a draft", (s, a) => s.GetRequiredService<StartDraft>().ExecuteAsync("US_WARRANT", a, Ct));
        await StepAsync(portal, DemoPeople.Officer, "add a target", (s, a) =>
            s.GetRequiredService<EditDraft>().AddTargetAsync(id, new(IdentifierKind.Handle, "aunt_rosa", null, null, TargetRole.Witness), a, Ct));
        await StepAsync(portal, DemoPeople.Officer, "attach a document", (s, a) =>
            s.GetRequiredService<AttachOrder>().ExecuteAsync(new(id, "attachment.pdf", new MemoryStream(TestPdf.OnePage("Attachment A"))), a, Ct));
        await StepAsync(portal, DemoPeople.Officer, "take the target out again", async (s, a) =>
            await s.GetRequiredService<EditDraft>().RemoveTargetAsync(id, (await s.GetRequiredService<PortalDb>().Requests.LoadAsync(id, a, Ct)).Targets[^1].Id, a, Ct));
        await StepAsync(portal, DemoPeople.Officer, "submit", (s, a) => s.GetRequiredService<SubmitRequest>().ExecuteAsync(new(id, Declared: true), a, Ct));
        await StepAsync(portal, DemoPeople.Officer, "ask for a preservation", (s, a) =>
            s.GetRequiredService<RequestPreservation>().ExecuteAsync(new("US_PRESERVE", IdentifierKind.Handle, "harbor_lights", new UtcWindow(RequestLifeStart, RequestLifeStart.AddDays(1)), "PE-1") { Fields = PreservationFields.Us }, a, Ct));

        await StepAsync(portal, DemoPeople.Reviewer, "start the identity check", (s, a) => s.GetRequiredService<MoveRequest>().ExecuteAsync(new(id, RequestAction.StartIdentityCheck, null), a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "look at a document", async (s, a) =>
            await (await s.GetRequiredService<OpenDocument>().ExecuteAsync(id, await DocumentAsync(s), a, Ct)).Content.DisposeAsync());
        await StepAsync(portal, DemoPeople.Reviewer, "record a call-back", (s, a) => s.GetRequiredService<RecordCallBack>().ExecuteAsync(new(id, "Sergeant Brandt", CallBackOutcome.Confirmed, "Read back."), a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "confirm the identity", (s, a) => s.GetRequiredService<ConfirmIdentity>().ExecuteAsync(id, a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "take it on", (s, a) => s.GetRequiredService<AssignRequest>().ExecuteAsync(id, a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "note something", (s, a) => s.GetRequiredService<AddNote>().ExecuteAsync(new(id, "Docket checked."), a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "accept for review", (s, a) => s.GetRequiredService<MoveRequest>().ExecuteAsync(new(id, RequestAction.AcceptForReview, null), a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "look up the targets", (s, a) => s.GetRequiredService<ResolveTargets>().ExecuteAsync(id, a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "confirm the non-disclosure order", async (s, a) =>
        {
            var stated = await s.GetRequiredService<PortalDb>().NonDisclosureOrders.AsNoTracking().SingleAsync(Ct);
            var read = stated.Particulars with { SignedOn = new DateOnly(2026, 10, 5) };
            await s.GetRequiredService<RecordNonDisclosureOrder>().ExecuteAsync(new(id, stated.Id, read, await DocumentAsync(s), null), a, Ct);
        });
        await StepAsync(portal, DemoPeople.Reviewer, "decide about notice", (s, a) => s.GetRequiredService<DecideNotice>().ExecuteAsync(new(id, NoticeOutcome.DelayedByOrder, null, null, false), a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "count", (s, a) => s.GetRequiredService<CountScope>().ExecuteAsync(id, [], a, Ct));
        await StepAsync(portal, DemoPeople.Reviewer, "propose", async (s, a) => await s.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, [], await DemoThirdParties.OfAsync(s, id, [], a, Ct)), a, Ct));

        var proposal = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().ScopeProposals.Where(p => p.RequestId == id).Select(p => p.Id).SingleAsync(Ct));
        await StepAsync(portal, DemoPeople.Approver, "prove who it is", (s, a) => s.GetRequiredService<StepUp>().GrantAsync(a, StepUp.Approve, proposal, Ct));
        await StepAsync(portal, DemoPeople.Approver, "approve", (s, a) => s.GetRequiredService<ApproveScope>().ExecuteAsync(new(id, proposal), a, Ct));

        var package = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Disclosures.Select(d => d.Id).SingleAsync(Ct));
        // Who holds a build, and how often it was tried, are told to the row before anything is done; nothing else may be.
        await StepAsync(portal, DemoPeople.Approver, "build", (s, _) => s.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct), "FenceToken", "Attempts", "LeasedBy", "LeasedUntil", "Version");

        await portal.Road.AsAsync(DemoPeople.Officer, async (s, a) =>
        {
            await s.GetRequiredService<StepUp>().GrantAsync(a, StepUp.Download, package, Ct);
            return true;
        }, Ct);
        await StepAsync(portal, DemoPeople.Officer, "download", async (s, a) =>
        {
            var opened = await s.GetRequiredService<StartDownload>().ExecuteAsync(new(package), a, Ct);
            await opened.Content.DisposeAsync();
        });
        var receipt = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Receipts.Select(r => r.Id).SingleAsync(Ct));
        await StepAsync(portal, DemoPeople.Officer, "complete the download", (s, a) => s.GetRequiredService<CompleteDownload>().ExecuteAsync(receipt, a, Ct));
        await StepAsync(portal, DemoPeople.Approver, "recall", (s, a) => s.GetRequiredService<RecallPackage>().ExecuteAsync(new(package, "Sent to the wrong officer."), a, Ct));
        await StepAsync(portal, DemoPeople.Auditor, "search the log", (s, a) => s.GetRequiredService<AuditSearch>().ExecuteAsync(new(), a, Ct));

        await portal.InScopeAsync(async s =>
        {
            var entries = await s.GetRequiredService<PortalDb>().AuditEntries.AsNoTracking().ToListAsync(Ct);
            Assert.All(entries, e => Assert.Equal(AuditTrail.LeafHash(e.Canonical), e.LeafHash));
            // The whole road is in the log; what was written in the messages is not.
            Assert.DoesNotContain(entries, e => Encoding.UTF8.GetString(e.Canonical) is var text && (text.Contains("boat", StringComparison.OrdinalIgnoreCase) || text.Contains("birthday", StringComparison.OrdinalIgnoreCase)));
            return true;
        });
    }

    private static DateTimeOffset RequestLifeStart => new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static Task StepAsync<T>(TestPortal portal, DemoPerson person, string step, Func<IServiceProvider, Actor, Task<T>> act, params string[] bookkeeping) =>
        StepAsync(portal, person, step, async (services, actor) => { await act(services, actor); }, bookkeeping);

    /// <summary>Takes a step twice: without the log, where it must fail and change nothing, and then with it.</summary>
    /// <param name="bookkeeping">Columns of the package's row that may change all the same.</param>
    private static async Task StepAsync(TestPortal portal, DemoPerson person, string step, Func<IServiceProvider, Actor, Task> act, params string[] bookkeeping)
    {
        var before = Everything(portal, bookkeeping);
        Sql(portal, "ALTER TABLE AuditEntries RENAME TO TakenAway");
        var failure = await Record.ExceptionAsync(TryAsync);
        Sql(portal, "ALTER TABLE TakenAway RENAME TO AuditEntries");
        Assert.True(failure is not null, $"“{step}” worked without the log.");
        Assert.True(before == Everything(portal, bookkeeping), $"“{step}” failed without the log ({failure.GetType().Name}) and changed something all the same: {Difference(before, Everything(portal, bookkeeping))}");

        var recorded = Entries(portal);
        await TryAsync();
        Assert.True(Entries(portal) > recorded, $"“{step}” worked and is not in the log.");

        Task TryAsync() => portal.Road.AsAsync(person, async (services, actor) =>
        {
            await act(services, actor);
            return true;
        }, Ct);
    }

    private static Task<Guid> DocumentAsync(IServiceProvider services) => services.GetRequiredService<PortalDb>().Documents.Select(d => d.Id).FirstAsync(Ct);

    private static void WithPlainPapers(IServiceCollection services)
    {
        services.AddSingleton<ITranscriptComposer>(new PlainTranscript());
        services.AddSingleton<ICertificateComposer, PlainCertificate>();
    }

    /// <summary>Every row of every table but the log, as text.</summary>
    private static string Everything(TestPortal portal, string[] without)
    {
        using var connection = Open(portal);
        var content = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('AuditEntries', 'TakenAway', 'sqlite_sequence') ORDER BY name", []))
            foreach (var row in Rows(connection, $"SELECT * FROM \"{table}\" ORDER BY 1, 2", without)) content.Append(CultureInfo.InvariantCulture, $"{table}: {row}\n");
        return content.ToString();
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql, string[] without)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return string.Join(" | ", Enumerable.Range(0, reader.FieldCount)
                .Where(i => !without.Contains(reader.GetName(i)))
                .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)));
        }
    }

    private static string Difference(string before, string after) =>
        string.Join("; ", after.Split('\n').Except(before.Split('\n')).Concat(before.Split('\n').Except(after.Split('\n'))).Select(l => l.Length > 300 ? l[..300] : l));

    private static long Entries(TestPortal portal)
    {
        using var connection = Open(portal);
        return Rows(connection, "SELECT COUNT(*) FROM AuditEntries", []).Select(n => long.Parse(n, CultureInfo.InvariantCulture)).Single();
    }

    private static void Sql(TestPortal portal, string sql)
    {
        using var connection = Open(portal);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(TestPortal portal)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(portal.Folder, "portal.db"), Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
