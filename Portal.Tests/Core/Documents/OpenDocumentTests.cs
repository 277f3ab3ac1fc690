using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage.Blobs;

namespace Portal.Tests.Core.Documents;

public sealed class OpenDocumentTests
{
    [Fact]
    public async Task OpenOriginal_Staff_GetTheBytesAndEachDownloadIsRecorded()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        var pdf = SmallPdf.WithTable();
        var id = await desk.AttachAsync(pdf, "order.docx");
        await desk.MoveAsync((RequestAction.Submit, desk.Officer));

        for (var i = 0; i < 2; i++)
        {
            var opened = await desk.OpenOriginalAsync(id, desk.Reviewer);
            await using var content = opened.Content;
            var bytes = new byte[opened.Length];
            await content.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(pdf, bytes);
            Assert.True(content.CanSeek);
            Assert.Equal("order.docx.pdf", opened.FileName);
        }

        Assert.Equal(2, (await desk.EventsAsync("document.viewed")).Count(e => e.Sentence == "Downloaded the original of “order.docx”."));
    }

    [Fact]
    public async Task OpenOriginal_AgencyOrDraft_IsRefusedAndRecorded()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        var id = await desk.AttachAsync(SmallPdf.WithTable());

        await Assert.ThrowsAsync<PermissionDenied>(() => desk.OpenOriginalAsync(id, desk.Officer));
        // Staff see no drafts.
        await Assert.ThrowsAsync<NotVisible>(() => desk.OpenOriginalAsync(id, desk.Reviewer));

        Assert.Equal(2, (await desk.EventsAsync("action.refused")).Count);
        Assert.Empty(await desk.EventsAsync("document.viewed"));
    }

    [Fact]
    public async Task OpenPage_ManyTimes_IsRecordedOnceInTenMinutesForEachPersonAndDocument()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();
        var first = await desk.AttachAsync(SmallPdf.WithTable("", "One", "Two"));
        var second = await desk.AttachAsync(SmallPdf.WithTable());
        await desk.MoveAsync((RequestAction.Submit, desk.Officer));

        await LookAsync(first, 1, desk.Reviewer);
        await LookAsync(first, 2, desk.Reviewer);
        Assert.Single(await desk.EventsAsync("document.viewed"));
        await LookAsync(second, 1, desk.Reviewer);
        await LookAsync(first, 1, desk.Officer);
        Assert.Equal(3, (await desk.EventsAsync("document.viewed")).Count);
        desk.Clock.Advance(TimeSpan.FromMinutes(10.5));
        await LookAsync(first, 1, desk.Reviewer);
        Assert.Equal(4, (await desk.EventsAsync("document.viewed")).Count);

        async Task LookAsync(Guid document, int page, Actor actor)
        {
            var opened = await desk.OpenPageAsync(document, page, actor);
            await using var png = opened.Png;
            Assert.Equal(page, opened.Page.Number);
            Assert.Equal(0x89, png.ReadByte());
        }
    }

    [Fact]
    public async Task OpenPage_DownloadedJustBefore_IsStillRecorded()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();
        var id = await desk.AttachAsync(SmallPdf.WithTable());
        await desk.MoveAsync((RequestAction.Submit, desk.Officer));

        await (await desk.OpenOriginalAsync(id, desk.Reviewer)).Content.DisposeAsync();
        await (await desk.OpenPageAsync(id, 1, desk.Reviewer)).Png.DisposeAsync();

        Assert.Equal(2, (await desk.EventsAsync("document.viewed")).Count);
    }

    [Fact]
    public async Task OpenPage_StrangerOrNoSuchPage_IsNotThere()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        var id = await desk.AttachAsync(SmallPdf.WithTable());

        await Assert.ThrowsAsync<NotVisible>(() => desk.OpenPageAsync(id, 1, desk.Stranger()));
        await Assert.ThrowsAsync<NotVisible>(() => desk.OpenPageAsync(id, 1, desk.Stranger(Guid.CreateVersion7())));
        await Assert.ThrowsAsync<NotVisible>(() => desk.OpenPageAsync(id, 99, desk.Officer));

        Assert.Equal(3, (await desk.EventsAsync("action.refused")).Count);
    }

    [Fact]
    public async Task OpenOriginal_FileAlteredOnDisk_IsNotShown()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        var id = await desk.AttachAsync(SmallPdf.WithTable());
        await desk.MoveAsync((RequestAction.Submit, desk.Officer));
        var file = Assert.Single(Directory.EnumerateFiles(desk.Folder, "*.blob", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<BlobTamperedException>(() => desk.OpenOriginalAsync(id, desk.Reviewer));
    }

    [Fact]
    public async Task Remove_FromADraft_DeletesTheDocumentAndItsFiles_AndLaterIsRefused()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        var gone = await desk.AttachAsync(SmallPdf.WithTable("", "gone"), "gone.pdf");
        await desk.RemoveAsync(gone);
        Assert.Equal((0, 0), (await desk.CountAsync(), desk.StoredFiles()));
        Assert.StartsWith("Removed “gone.pdf”", Assert.Single(await desk.EventsAsync("document.removed")).Sentence, StringComparison.Ordinal);

        var stays = await desk.AttachAsync(SmallPdf.WithTable());
        var stored = desk.StoredFiles();
        await Assert.ThrowsAsync<NotVisible>(() => desk.RemoveAsync(stays, desk.Stranger()));
        await desk.MoveAsync((RequestAction.Submit, desk.Officer));
        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => desk.RemoveAsync(stays));
        Assert.Equal("document.filed", refusal.Code);
        Assert.Equal((1, stored), (await desk.CountAsync(), desk.StoredFiles()));
    }
}
