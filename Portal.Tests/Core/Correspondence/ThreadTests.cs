using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Documents;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Core.Pdf;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Correspondence;

/// <summary>One conversation, two sides: what each has opened, what is enclosed, and the letter that is printed once.</summary>
public sealed class ThreadTests
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00");

    private readonly TestClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thread_ForBothSides_IsInOrderAndNewOnce()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await TestLetters.SendAsync(portal.Road, id, "First", "A letter.", Ct);
        clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(portal, id, "Second", "page.pdf");

        Assert.Equal([("First", true), ("Second", false)], await ReadAsync(portal, DemoPeople.Officer, id));
        Assert.Equal([("First", false), ("Second", false)], await ReadAsync(portal, DemoPeople.Supervisor, id));
        Assert.Equal([("First", false), ("Second", true)], await ReadAsync(portal, DemoPeople.Approver, id));
        Assert.Equal([("First", false), ("Second", false)], await ReadAsync(portal, DemoPeople.Reviewer, id));
        await Assert.ThrowsAsync<NotVisible>(() => ReadAsync(portal, DemoPeople.OtherOfficer, id));
        await Assert.ThrowsAsync<PermissionDenied>(() => ReadAsync(portal, DemoPeople.Auditor, id));
        var opened = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Correspondence.OrderBy(c => c.At).Select(c => c.OpenedByName).ToListAsync(Ct));
        Assert.Equal(["Dana Whitlock", "Ruth Adeyemi"], opened);
        Assert.Equal(2, await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().AuditEntries.CountAsync(a => a.Name == "letter.opened", Ct)));
    }

    [Fact]
    public async Task Enclosure_OfAMessage_IsNoOrder()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await WriteAsync(portal, id, "With a page", "page.pdf");

        var agency = await portal.Road.AsAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<AgencyRequestQuery>().ExecuteAsync(id, a, Ct), Ct);
        var staff = await portal.Road.AsAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<ReviewRequestQuery>().ExecuteAsync(id, "test", a, Ct), Ct);
        Assert.Equal("Search warrant 26-SW-00417.pdf", Assert.Single(agency.Documents).FileName);
        Assert.Equal("Search warrant 26-SW-00417.pdf", Assert.Single(staff.Documents).FileName);
        var thread = await portal.Road.AsAsync(DemoPeople.Reviewer, (s, a) => s.GetRequiredService<ReadThread>().ExecuteAsync(id, a, Ct), Ct);
        Assert.Equal("page.pdf", Assert.Single(Assert.Single(thread).Enclosures).FileName);
    }

    [Fact]
    public async Task Message_ThatCannotBeTaken_LeavesNothing()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        var blobs = Blobs(portal);

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => portal.Road.AsAsync(DemoPeople.Officer, async (s, a) =>
        {
            await s.GetRequiredService<WriteToLegalStaff>().ExecuteAsync(
                new(id, "Subject", "Text", [new UploadedPdf("good.pdf", new MemoryStream(TestPdf.OnePage("Good"))), new UploadedPdf("bad.pdf", new MemoryStream("MZ no PDF"u8.ToArray()))]), a, Ct);
            return true;
        }, Ct));

        Assert.Contains("bad.pdf", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(blobs, Blobs(portal));
        Assert.Empty(await ReadAsync(portal, DemoPeople.Officer, id));
    }

    [Fact]
    public async Task Letter_WithWhatLiesBesideIt_NamesAndCarriesIt()
    {
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (s, a) =>
        {
            await s.GetRequiredService<LayEnclosure>().ExecuteAsync(new(id, new UploadedPdf("guide.pdf", new MemoryStream(TestPdf.OnePage("Guide")))), a, Ct);
            return true;
        }, Ct);
        var document = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Documents.Where(d => d.Purpose == DocumentPurpose.Enclosure).Select(d => d.Id).SingleAsync(Ct));
        await Assert.ThrowsAsync<NotVisible>(() => OriginalAsync(portal, DemoPeople.Officer, id, document));

        await TestLetters.SendAsync(portal.Road, id, "A guide", "See the enclosed guide.", Ct);

        Assert.Equal("%PDF", await OriginalAsync(portal, DemoPeople.Officer, id, document));
        var thread = await portal.Road.AsAsync(DemoPeople.Officer, (s, a) => s.GetRequiredService<ReadThread>().ExecuteAsync(id, a, Ct), Ct);
        Assert.Contains("* guide.pdf", Assert.Single(thread).Item.PlainText, StringComparison.Ordinal);
        Assert.Equal("guide.pdf", Assert.Single(thread[0].Enclosures).FileName);
        var order = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Documents.Where(d => d.Purpose == DocumentPurpose.Order).Select(d => d.Id).SingleAsync(Ct));
        await Assert.ThrowsAsync<PermissionDenied>(() => OriginalAsync(portal, DemoPeople.Officer, id, order));
    }

    [Fact]
    public async Task Print_OfOneLetterByTwoWorkers_KeepsOneFileAndServesExactlyIt()
    {
        PdfTrial.RequireFonts();
        await using var portal = await TestPortal.StartAsync(clock);
        var id = await SubmittedAsync(portal);
        var letter = await TestLetters.SendAsync(portal.Road, id, "First", "A letter.", Ct);
        var before = Blobs(portal);
        Assert.Null((await OpenAsync(portal, DemoPeople.Officer, id, letter)).Pdf);

        var printed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => TestLetters.PrintAsync(portal.Services, letter, Ct), Ct)));
        clock.Advance(TimeSpan.FromDays(40));
        Assert.False(await TestLetters.PrintAsync(portal.Services, letter, Ct));

        Assert.Single(printed, p => p);
        Assert.Equal(before + 1, Blobs(portal));
        var row = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().Correspondence.SingleAsync(c => c.Id == letter, Ct));
        var once = await BytesAsync(portal, DemoPeople.Officer, id, letter);
        Assert.Equal(row.PdfSha256, Convert.ToHexStringLower(SHA256.HashData(once)));
        Assert.Equal(once, await BytesAsync(portal, DemoPeople.Reviewer, id, letter));
        var logged = await portal.InScopeAsync(s => s.GetRequiredService<PortalDb>().AuditEntries.Where(a => a.Name == "letter.printed").Select(a => a.Canonical).SingleAsync(Ct));
        Assert.Contains(row.PdfSha256!, System.Text.Encoding.UTF8.GetString(logged), StringComparison.Ordinal);
        Assert.Empty(await portal.InScopeAsync(s => s.GetRequiredService<UnprintedLetters>().FindAsync(Ct)));
    }

    private static Task<Guid> SubmittedAsync(TestPortal portal) => portal.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private static Task<bool> WriteAsync(TestPortal portal, Guid id, string subject, string file) => portal.Road.AsAsync(DemoPeople.Officer, async (s, a) =>
    {
        await s.GetRequiredService<WriteToLegalStaff>().ExecuteAsync(new(id, subject, "Text.", [new UploadedPdf(file, new MemoryStream(TestPdf.OnePage("Page")))]), a, Ct);
        return true;
    }, Ct);

    private static async Task<List<(string, bool)>> ReadAsync(TestPortal portal, DemoPerson person, Guid id)
    {
        var items = await portal.Road.AsAsync(person, (s, a) => s.GetRequiredService<ReadThread>().ExecuteAsync(id, a, Ct), Ct);
        return [.. items.Select(i => (i.Item.Subject[(i.Item.Subject.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..], i.New))];
    }

    private static Task<string> OriginalAsync(TestPortal portal, DemoPerson person, Guid id, Guid document) => portal.Road.AsAsync(person, async (s, a) =>
    {
        await using var content = (await s.GetRequiredService<OpenDocument>().ExecuteAsync(id, document, a, Ct)).Content;
        var head = new byte[4];
        await content.ReadExactlyAsync(head, Ct);
        return System.Text.Encoding.ASCII.GetString(head);
    }, Ct);

    private static Task<OpenLetter.Result> OpenAsync(TestPortal portal, DemoPerson person, Guid id, Guid letter) =>
        portal.Road.AsAsync(person, (s, a) => s.GetRequiredService<OpenLetter>().ExecuteAsync(id, letter, a, Ct), Ct);

    private static async Task<byte[]> BytesAsync(TestPortal portal, DemoPerson person, Guid id, Guid letter)
    {
        await using var pdf = (await OpenAsync(portal, person, id, letter)).Pdf!;
        using var copy = new MemoryStream();
        await pdf.CopyToAsync(copy, Ct);
        return copy.ToArray();
    }

    private static int Blobs(TestPortal portal) => Directory.EnumerateFiles(Path.Combine(portal.Folder, "blobs"), "*", SearchOption.AllDirectories).Count();
}
