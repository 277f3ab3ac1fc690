using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Notifications;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Notifications;

/// <summary>Against a real SMTP server: Debian's aiosmtpd, with STARTTLS and sign-in demanded.</summary>
public sealed class SendMailTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00");

    private readonly TestClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_ToTheOfficer_ArrivesSignedInOverTls()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var portal = await PortalAsync(server.Options());
        var id = await SubmittedMailAsync(portal);

        Assert.Equal(MailState.Sent, await SendAsync(portal, id));

        var mail = Assert.Single(server.Delivered());
        Assert.Equal(DemoPeople.Officer.Email, mail.Headers["X-Rcpt"]);
        Assert.Equal("no-reply@harbour.example", mail.Headers["X-Mail-From"]);
        Assert.Equal(("True", "True"), (mail.Headers["X-Tls"], mail.Headers["X-Signed-In"]));
        Assert.Equal("PR-2026-000001: we have your request", mail.Subject);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal($"{id:N}@harbour.example", mail.MessageId);
        Assert.Contains("/requests/", mail.TextBody, StringComparison.Ordinal);
        var row = await RowAsync(portal, id);
        Assert.Equal((MailState.Sent, DemoPeople.Officer.Email, 1, null), (row.State, row.Address, row.Attempts, row.Problem));
        Assert.Equal(["mail.queued", "mail.sent"], await EventsAsync(portal));
    }

    [Fact]
    public async Task Sender_OtherScriptsInSubjectNameAndText_ArriveAsWritten()
    {
        await using var server = await SmtpServer.StartAsync();
        var text = "Ωμέγα مرحبا 你好 👩‍👩‍👧\n" + string.Concat(Enumerable.Repeat("ß", 1200)) + "\n.\nend";

        await new SmtpMailSender(server.Options()).SendAsync(new MailMessage(Guid.NewGuid(), "dana@pd.example", "Дана Ö", "Пакет готов: 你好 ✓", text, clock.GetUtcNow()), Ct);

        var mail = Assert.Single(server.Delivered());
        Assert.Equal("Пакет готов: 你好 ✓", mail.Subject);
        Assert.Equal("Дана Ö", Assert.IsType<MailboxAddress>(mail.To[0]).Name);
        Assert.Equal(text, mail.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    [Fact]
    public async Task Server_Down_KeepsTheMailSaysSoAndDeliversItLater()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var portal = await PortalAsync(server.Options());
        var id = await SubmittedMailAsync(portal);
        await server.StopAsync();

        Assert.Equal(MailState.Waiting, await SendAsync(portal, id));

        var waiting = await RowAsync(portal, id);
        Assert.Contains("cannot be reached", waiting.Problem, StringComparison.Ordinal);
        Assert.Equal(clock.GetUtcNow().AddMinutes(1), waiting.NextTryAt);
        Assert.Empty(await DueAsync(portal));
        Assert.Null(await SendAsync(portal, id));
        await server.RunAsync();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([id], await DueAsync(portal));
        Assert.Equal(MailState.Sent, await SendAsync(portal, id));
        Assert.Single(server.Delivered());
        Assert.Null((await RowAsync(portal, id)).Problem);
    }

    [Fact]
    public async Task Password_Wrong_IsSaidAndNothingGoesOrIsLost()
    {
        await using var server = await SmtpServer.StartAsync();
        await File.WriteAllTextAsync(server.PasswordFile, "wrong pony", Ct);
        await using var portal = await PortalAsync(server.Options());
        var id = await SubmittedMailAsync(portal);

        Assert.Equal(MailState.Waiting, await SendAsync(portal, id));

        var problem = (await RowAsync(portal, id)).Problem!;
        Assert.Contains("refused the user name or the password", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong pony", problem, StringComparison.Ordinal);
        Assert.Empty(server.Delivered());
    }

    [Fact]
    public async Task Certificate_OfAnAuthorityNobodyTrusts_IsRefusedBeforeThePasswordIsSaid()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var portal = await PortalAsync(server.Options(smtp => smtp.AuthorityFile = ""));
        var id = await SubmittedMailAsync(portal);

        Assert.Equal(MailState.Waiting, await SendAsync(portal, id));

        Assert.Contains("is not trusted", (await RowAsync(portal, id)).Problem, StringComparison.Ordinal);
        Assert.Empty(server.Delivered());
    }

    [Fact]
    public async Task Certificate_OfTheAuthorityForAnotherName_IsRefused()
    {
        await using var server = await SmtpServer.StartAsync();

        // The certificate names localhost alone.
        var refused = await Assert.ThrowsAsync<MailNotTakenException>(() =>
            new SmtpMailSender(server.Options(smtp => smtp.Host = "127.0.0.1")).SendAsync(new MailMessage(Guid.NewGuid(), "a@b.example", "A", "s", "t", clock.GetUtcNow()), Ct));

        Assert.Contains("is not trusted, or does not name it", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Final);
    }

    [Fact]
    public async Task Recipient_Refused_IsGivenUpAtOnceAndRaised()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var portal = await PortalAsync(server.Options());
        var id = await SubmittedMailAsync(portal, DemoPeople.Supervisor);

        Assert.Equal(MailState.GivenUp, await SendAsync(portal, id));

        Assert.Contains("550", (await RowAsync(portal, id)).Problem, StringComparison.Ordinal);
        Assert.Contains("mail.failed", await EventsAsync(portal));
        var health = await portal.Road.AsAsync(DemoPeople.Administrator, (services, actor) => services.GetRequiredService<MailHealthQuery>().ExecuteAsync(actor, Ct), Ct);
        Assert.Equal((1, 0, 0), (health.GivenUp, health.Stuck, health.Waiting));
        Assert.Equal(MailState.GivenUp, health.Last[0].State);
        await Assert.ThrowsAsync<PermissionDenied>(() => portal.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<MailHealthQuery>().ExecuteAsync(actor, Ct), Ct));
    }

    [Fact]
    public async Task Workers_TwoAtOneMail_SendItOnce()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var portal = await PortalAsync(server.Options());
        var id = await SubmittedMailAsync(portal);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendAsync(portal, id), Ct)));

        Assert.Equal(MailState.Sent, Assert.Single(outcomes, o => o is not null));
        Assert.Null(await SendAsync(portal, id));
        Assert.Single(server.Delivered());
    }

    [Fact]
    public async Task Attempts_AllFailed_AreGivenUpAfterTheLast()
    {
        await using var portal = await PortalAsync(new MailOptions { Way = MailWay.Smtp, MostAttempts = 3, Smtp = new SmtpOptions { Host = "localhost", Port = 1, Protection = SmtpProtection.None, TimeoutSeconds = 5 } });
        var id = await SubmittedMailAsync(portal);

        var states = new List<MailState?>();
        for (var i = 0; i < 4; i++)
        {
            states.Add(await SendAsync(portal, id));
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([MailState.Waiting, MailState.Waiting, MailState.GivenUp, null], states);
        Assert.Equal(1, (await EventsAsync(portal)).Count(e => e == "mail.failed"));
    }

    [Fact]
    public async Task Worker_DeadWhileSending_LeavesTheMailToTheNextAfterItsLease()
    {
        await using var portal = await PortalAsync(new MailOptions());
        var id = await SubmittedMailAsync(portal);
        var until = clock.GetUtcNow().AddMinutes(5);
        await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Mails.Where(m => m.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Lease, Guid.NewGuid()).SetProperty(m => m.LeasedUntil, until), Ct));

        Assert.Null(await SendAsync(portal, id));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(MailState.Sent, await SendAsync(portal, id));
    }

    [Fact]
    public async Task Folder_AsTheDemoHasIt_HoldsEachMailOnce()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedMailAsync(portal);

        Assert.Equal(MailState.Sent, await SendAsync(portal, id));

        var file = Assert.Single(Directory.GetFiles(Path.Combine(portal.Folder, "mail")));
        Assert.Equal($"{id:N}@harbour.example", (await MimeMessage.LoadAsync(file, Ct)).MessageId);
    }

    [Fact]
    public async Task Person_SuspendedMeanwhile_GetsNone()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedMailAsync(portal);
        await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().People.Where(p => p.Email == DemoPeople.Officer.Email).ExecuteUpdateAsync(set => set.SetProperty(p => p.Suspended, true), Ct));

        Assert.Equal(MailState.GivenUp, await SendAsync(portal, id));
        Assert.False(Directory.Exists(Path.Combine(portal.Folder, "mail")));
    }

    private Task<TestPortal> PortalAsync(MailOptions options) => TestPortal.StartAsync(clock, services =>
    {
        services.AddSingleton(options);
        if (options.Way == MailWay.Smtp) services.AddSingleton<IMailSender>(new SmtpMailSender(options));
    });

    /// <summary>The mail that says that a request was received.</summary>
    private static async Task<Guid> SubmittedMailAsync(TestPortal portal, DemoPerson? officer = null)
    {
        await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct, officer);
        return await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Mails.Where(m => m.Kind == MailKind.RequestReceived).Select(m => m.Id).SingleAsync(Ct));
    }

    private static Task<MailState?> SendAsync(TestPortal portal, Guid id) => portal.InScopeAsync(s => s.GetRequiredService<SendMail>().ExecuteAsync(id, Ct));

    private static Task<IReadOnlyList<Guid>> DueAsync(TestPortal portal) => portal.InScopeAsync(s => s.GetRequiredService<UnsentMails>().FindAsync(Ct));

    private static Task<OutgoingMail> RowAsync(TestPortal portal, Guid id) => portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Mails.AsNoTracking().SingleAsync(m => m.Id == id, Ct));

    private static Task<List<string>> EventsAsync(TestPortal portal) => portal.InScopeAsync(s =>
        s.GetRequiredService<PortalDb>().AuditEntries.Where(a => a.Name.StartsWith("mail.")).OrderBy(a => a.Id).Select(a => a.Name).ToListAsync(Ct));
}
