using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Storage;
using Portal.Tests.Core.Pdf;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Correspondence;

/// <summary>For whom there is a letter, and what of reading it is written down.</summary>
public sealed class OpenLetterTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Letter_ForItsAgencyAndForStaff_IsThere_AndStaffsLookIsRecorded()
    {
        PdfTrial.RequireFonts();
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var (request, letter) = await SentAsync(portal);

        foreach (var person in new[] { DemoPeople.Officer, DemoPeople.Supervisor }) Assert.Equal("PR-2026-000001-message-2026-11-23-0900.pdf", await OpenAsync(portal, person, request, letter));
        Assert.Empty(await LooksAsync(portal));
        await OpenAsync(portal, DemoPeople.Reviewer, request, letter);

        Assert.Equal(["Opened PR-2026-000001 (letter as PDF)."], await LooksAsync(portal));
    }

    [Fact]
    public async Task Letter_OfAnotherAgencyRequestOrHand_IsNotThere()
    {
        PdfTrial.RequireFonts();
        await using var portal = await TestPortal.StartAsync(new TestClock());
        var (request, letter) = await SentAsync(portal);
        var (other, _) = await SentAsync(portal);
        var answer = await portal.Road.AsAsync(DemoPeople.Officer, async (services, actor) =>
        {
            var reply = CorrespondenceItem.Reply(request, "Answer", "The second account.", actor, services.GetRequiredService<TimeProvider>().GetUtcNow());
            await services.GetRequiredService<PortalDb>().Correspondence.AddAsync(reply, Ct);
            services.GetRequiredService<Portal.Core.Audit.AuditTrail>().Record(new QuestionAnswered(reply.Id, 19, false) { RequestId = request }, actor);
            await services.GetRequiredService<PortalDb>().SaveChangesAsync(Ct);
            return reply.Id;
        }, Ct);

        await Assert.ThrowsAsync<NotVisible>(() => OpenAsync(portal, DemoPeople.OtherOfficer, request, letter));
        await Assert.ThrowsAsync<NotVisible>(() => OpenAsync(portal, DemoPeople.Officer, other, letter));
        await Assert.ThrowsAsync<NotVisible>(() => OpenAsync(portal, DemoPeople.Officer, request, Guid.NewGuid()));
        await Assert.ThrowsAsync<NotVisible>(() => OpenAsync(portal, DemoPeople.Reviewer, request, answer));
        await Assert.ThrowsAsync<PermissionDenied>(() => OpenAsync(portal, DemoPeople.Auditor, request, letter));
        Assert.Empty(await LooksAsync(portal));
    }

    private static async Task<(Guid Request, Guid Letter)> SentAsync(TestPortal portal)
    {
        var id = await portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        var letter = await TestLetters.SendAsync(portal.Road, id, "Your telephone call", "We spoke about the second account.", Ct);
        await TestLetters.PrintAsync(portal.Services, letter, Ct);
        return (id, letter);
    }

    private static Task<string> OpenAsync(TestPortal portal, DemoPerson person, Guid request, Guid letter) => portal.Road.AsAsync(person, async (services, actor) =>
    {
        var opened = await services.GetRequiredService<OpenLetter>().ExecuteAsync(request, letter, actor, Ct);
        await using var pdf = opened.Pdf!;
        Assert.Equal((byte)'%', pdf.ReadByte());
        return opened.FileName;
    }, Ct);

    private static Task<List<string>> LooksAsync(TestPortal portal) => portal.InScopeAsync(services =>
        services.GetRequiredService<PortalDb>().AuditEntries.Where(a => a.Name == "request.viewed").Select(a => a.Sentence).ToListAsync(Ct));
}
