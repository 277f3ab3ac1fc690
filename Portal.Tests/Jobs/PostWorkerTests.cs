using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Notifications;
using Portal.Core.Storage;
using Portal.Tests.Core.Pdf;
using Portal.Tests.Support;

namespace Portal.Tests.Jobs;

/// <summary>The worker of the real application takes letters and mails out of the outbox by itself.</summary>
public sealed class PostWorkerTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_FindingALetterAndMailsInTheOutbox_PrintsAndSendsEachOnce()
    {
        PdfTrial.RequireFonts();
        await using var portal = new PortalHost();
        var id = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await TestLetters.SendAsync(portal.Road, id, "Your telephone call", "We spoke.", Ct);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (await ReadAsync(portal, db => db.Mails.AnyAsync(m => m.SentAt == null)) || await ReadAsync(portal, db => db.Correspondence.AnyAsync(c => c.PrintedAt == null)))
            await Task.Delay(100, patience.Token);

        Assert.Equal([MailKind.RequestReceived, MailKind.LetterWaiting], await ReadAsync(portal, db => db.Mails.OrderBy(m => m.CreatedAt).Select(m => m.Kind).ToListAsync()));
        Assert.Equal(1, await ReadAsync(portal, db => db.AuditEntries.CountAsync(a => a.Name == "letter.printed")));
        Assert.Equal(2, Directory.GetFiles(portal.Services.GetRequiredService<MailFolder>().Path, "*.eml").Length);
    }

    private static async Task<T> ReadAsync<T>(PortalHost portal, Func<PortalDb, Task<T>> read)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }
}
