using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Notifications;

/// <summary>Who is told what at which moment, and that no mail tells of the case.</summary>
public sealed class MailQueueTests
{
    private const string Canary = "zq7canary";

    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00", Docket: $"26-{Canary}-docket");

    private readonly TestClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Road_OfAWarrant_TellsEachWhoseTurnItIs()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        await TestMessages.ImportAsync(portal.Services);
        var id = await SubmittedAsync(portal);
        Assert.Equal(["RequestReceived Dana Whitlock"], await NewAsync(portal));

        await portal.Road.ReviewAsync(id, Ct);
        Assert.Empty(await NewAsync(portal));
        await portal.Road.ProposeAsync(id, [], Ct);
        Assert.Equal(["SecondPersonNeeded Henrik Vos", "SecondPersonNeeded Noor Haddad", "SecondPersonNeeded Ruth Adeyemi"], await NewAsync(portal));

        await portal.Road.MoveAsync(DemoPeople.Officer, id, RequestAction.Withdraw, "Settled.", Ct);
        Assert.Equal(["LetterWaiting Dana Whitlock"], await NewAsync(portal));
        var letter = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Correspondence.SingleAsync(c => c.RequestId == id, Ct));
        Assert.Equal("letters/withdrawal-confirmation", letter.TemplateName);
        Assert.Contains("Dana Whitlock withdrew this request", letter.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_AndWhatFollows_IsToldToEitherSide()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        await NewAsync(portal);

        await AskAsync(portal, id);
        Assert.Equal(["QuestionWaiting Dana Whitlock"], await NewAsync(portal));
        Assert.Equal(new DateOnly(2026, 12, 1), await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Mails.Where(m => m.Kind == MailKind.QuestionWaiting).Select(m => m.DueDay).SingleAsync(Ct)));
        await AsAsync(portal, DemoPeople.Officer, (s, a) => s.GetRequiredService<AnswerQuestion>().ExecuteAsync(new(id, "The second.", []), a, Ct));
        Assert.Equal(["AnswerReceived Mara Quintero"], await NewAsync(portal));
        await AsAsync(portal, DemoPeople.Officer, (s, a) => s.GetRequiredService<WriteToLegalStaff>().ExecuteAsync(new(id, "One more thing", "Please hurry.", []), a, Ct));
        Assert.Equal(["MessageReceived Mara Quintero"], await NewAsync(portal));
    }

    [Fact]
    public async Task Close_WithoutReply_TakesItsLetter()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        await AskAsync(portal, id);
        await NewAsync(portal);
        var draft = new ClosingDraft("The page that names the account.");

        await AsAsync(portal, DemoPeople.Reviewer, async (s, a) =>
        {
            var refused = await Assert.ThrowsAsync<RuleViolation>(() => s.GetRequiredService<CloseWithoutReply>().ExecuteAsync(new(id, draft, null), a, Ct));
            Assert.Equal("letter.changed", refused.Code);
            var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
            await s.GetRequiredService<CloseWithoutReply>().ExecuteAsync(new(id, draft, seen.Sha256), a, Ct);
        });

        Assert.Equal(["RequestEnded Dana Whitlock"], await NewAsync(portal));
        Assert.Equal(RequestStatus.ClosedNoReply, await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Status).SingleAsync(Ct)));
        Assert.Equal(1, await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Correspondence.CountAsync(c => c.TemplateName == "letters/closed-without-reply", Ct)));
    }

    [Fact]
    public async Task LegalStaff_OfWhatIsNobodys_AreAllWhoCanTakeTheNextStep()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await NewAsync(portal);
        await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().People.Where(p => p.Name == "Tomasz Bielak").ExecuteUpdateAsync(set => set.SetProperty(p => p.Suspended, true), Ct));

        await QueueAsync(portal, id, (mails, request) => mails.ToLegalStaffAsync(request, MailKind.MessageReceived, Ct));

        Assert.Equal(["Henrik Vos", "Mara Quintero", "Noor Haddad", "Ruth Adeyemi"], (await NewAsync(portal)).Select(m => m["MessageReceived ".Length..]));
    }

    [Fact]
    public async Task Supervisors_OnCallAndReminders_AreToldOnce()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await NewAsync(portal);
        var due = MailDue.When(clock.GetUtcNow().AddHours(4));

        for (var i = 0; i < 3; i++)
        {
            await QueueAsync(portal, id, async (mails, request) =>
            {
                await mails.ToSupervisorsAsync(request, MailKind.FollowUpDue, due, Ct);
                await mails.ToOnCallAsync(request, MailKind.ClockDueSoon, due, Ct);
            });
        }
        await QueueAsync(portal, id, (mails, request) => mails.ToOnCallAsync(request, MailKind.ClockDueSoon, MailDue.When(clock.GetUtcNow().AddHours(5)), Ct));

        Assert.Equal(["ClockDueSoon Noor Haddad", "ClockDueSoon Noor Haddad", "FollowUpDue Marcus Oyelaran"], await NewAsync(portal));
    }

    [Fact]
    public async Task Mail_WithItsTransaction_ComesAndGoes()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await NewAsync(portal);

        await Assert.ThrowsAsync<RuleViolation>(() => QueueAsync(portal, id, async (mails, request) =>
        {
            await mails.ToOfficerAsync(request, MailKind.PackageReady, Ct);
            throw new RuleViolation("test", "No.");
        }));

        Assert.Empty(await NewAsync(portal));
        Assert.Equal(
            await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Mails.Select(m => m.Id).OrderBy(i => i).ToListAsync(Ct)),
            await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Outbox.Where(o => o.Kind == OutboxKind.SendMail).Select(o => o.SubjectId).OrderBy(i => i).ToListAsync(Ct)));
    }

    /// <summary>Canaries in the case number, the accounts, the letters, the answers and the notes: no mail of any kind holds one.</summary>
    [Fact]
    public async Task Mails_OfEveryKind_TellNothingOfTheCase()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await portal.Road.ReviewAsync(id, Ct);
        await AskAsync(portal, id);
        await AsAsync(portal, DemoPeople.Officer, (s, a) => s.GetRequiredService<AnswerQuestion>().ExecuteAsync(new(id, $"{Canary} answer", []), a, Ct));
        await AsAsync(portal, DemoPeople.Officer, (s, a) => s.GetRequiredService<WriteToLegalStaff>().ExecuteAsync(new(id, $"{Canary} subject", $"{Canary} text", []), a, Ct));
        await AsAsync(portal, DemoPeople.Reviewer, (s, a) => s.GetRequiredService<AddNote>().ExecuteAsync(new(id, $"{Canary} note"), a, Ct));
        var due = new MailDue(clock.GetUtcNow().AddDays(1), new DateOnly(2026, 12, 1));
        await QueueAsync(portal, id, async (mails, request) =>
        {
            foreach (var kind in Enum.GetValues<MailKind>()) await mails.ToOfficerAsync(request, kind, due, Ct);
            foreach (var kind in Enum.GetValues<MailKind>()) await mails.ToLegalStaffAsync(request, kind, due, Ct);
        });

        var mailIds = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Mails.Select(m => m.Id).ToListAsync(Ct));
        foreach (var mail in mailIds) Assert.Equal(MailState.Sent, await portal.InScopeAsync(s => s.GetRequiredService<SendMail>().ExecuteAsync(mail, Ct)));

        var files = Directory.GetFiles(Path.Combine(portal.Folder, "mail"), "*.eml");
        Assert.True(files.Length > 2 * Enum.GetValues<MailKind>().Length);
        foreach (var file in files)
        {
            using var message = await MimeKit.MimeMessage.LoadAsync(file, Ct);
            var all = message.ToString() + message.Subject + message.TextBody;
            Assert.All([Canary, "harbor_lights", "PE-2026-1183", "Calloway", "wire fraud", "Port Ellis Police"], secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
        }
        Assert.Contains(Canary, await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Correspondence.Select(c => c.PlainText).FirstAsync(Ct)), StringComparison.Ordinal);
    }

    private static Task<Guid> SubmittedAsync(TestPortal portal) => portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private static Task<bool> AskAsync(TestPortal portal, Guid id) => AsAsync(portal, DemoPeople.Reviewer, async (s, a) =>
    {
        var draft = new QuestionDraft($"{Canary}: which account?", [], new DateOnly(2026, 12, 1));
        var seen = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
        await s.GetRequiredService<AskAgency>().ExecuteAsync(new(id, draft, seen.Sha256), a, Ct);
    });

    private static Task<bool> AsAsync(TestPortal portal, DemoPerson person, Func<IServiceProvider, Actor, Task> act) => portal.Road.AsAsync(person, async (s, a) =>
    {
        await act(s, a);
        return true;
    }, Ct);

    private static Task<bool> QueueAsync(TestPortal portal, Guid id, Func<MailQueue, LegalRequest, Task> queue) => AsAsync(portal, DemoPeople.Reviewer, (s, a) =>
        s.GetRequiredService<UnitOfWork>().RunAsync(a, id, "queue mails", async () => await queue(s.GetRequiredService<MailQueue>(), await s.GetRequiredService<PortalDb>().Requests.LoadAsync(id, a, Ct)), Ct));

    /// <summary>What was queued since it was asked last, kind and recipient.</summary>
    private async Task<List<string>> NewAsync(TestPortal portal)
    {
        var mails = await portal.InScopeAsync(s =>
        {
            var db = s.GetRequiredService<PortalDb>();
            return db.Mails.Select(m => new { m.Id, m.Kind, Name = db.People.Where(p => p.Id == m.PersonId).Select(p => p.Name).First() }).ToListAsync(Ct);
        });
        return [.. mails.Where(m => seen.Add(m.Id)).Select(m => $"{m.Kind} {m.Name}").Order(StringComparer.Ordinal)];
    }

    private readonly HashSet<Guid> seen = [];
}
