using System.Security.Cryptography;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Archive.Embedded.Synthetic;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

public sealed class SyntheticArchiveTests : IDisposable
{
    private readonly ArchiveFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static UtcWindow All { get; } = new(SyntheticArchive.From, SyntheticArchive.Until);

    [Fact]
    public void OpenNdjson_SameSeed_GivesTheSameBytesAndAnotherSeedOthers()
    {
        Assert.Equal(SHA256.HashData(SyntheticArchive.OpenNdjson(2000, 7)), SHA256.HashData(SyntheticArchive.OpenNdjson(2000, 7)));
        Assert.NotEqual(SHA256.HashData(SyntheticArchive.OpenNdjson(2000, 7)), SHA256.HashData(SyntheticArchive.OpenNdjson(2000, 8)));
    }

    [Fact]
    public async Task Fill_Default_HasScriptsEditsDeletionsGroupsAndTheCase()
    {
        var archive = folder.New();

        var result = await SyntheticArchive.FillAsync(archive, ct: Ct);

        Assert.Equal(0, result.QuarantinedTotal);
        Assert.True(result.Messages >= SyntheticArchive.DefaultMessages);
        Assert.Equal(120, result.Accounts);
        var records = await Everything(archive);
        Assert.Equal(result.Messages, records.Count);
        Assert.All(records, record => Assert.True(All.Contains(record.SentUtc)));
        Assert.All([(0x41, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x5FF), (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0x1F300, 0x1FAFF), (0x200D, 0x200D)],
            script => Assert.True(records.Count(record => record.Body!.EnumerateRunes().Any(rune => rune.Value >= script.Item1 && rune.Value <= script.Item2)) > 100));
        Assert.True(records.Count(record => record.EarlierVersions.Length > 0) > 500);
        Assert.True(records.Count(record => record.DeletedUtc is not null) > 300);
        Assert.Contains(records, record => record.SentUtc == new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Contains(records, record => record.SentUtc == new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1));
    }

    [Fact]
    public async Task Fill_Twice_AddsNothing()
    {
        var archive = folder.New();
        await SyntheticArchive.FillAsync(archive, 1000, ct: Ct);

        var again = await SyntheticArchive.FillAsync(archive, 1000, ct: Ct);

        Assert.Equal((0, 0, again.Lines), (again.Messages, again.QuarantinedTotal, again.AlreadyPresent));
    }

    [Fact]
    public async Task Fill_Case_CanBeNamedByTheOrder()
    {
        var archive = folder.New();
        await SyntheticArchive.FillAsync(archive, 2000, ct: Ct);

        var suspect = await archive.ResolveAsync(new AccountIdentifier(IdentifierKind.Handle, SyntheticCase.SuspectHandle), null, Ct);
        var changed = await archive.ResolveAsync(new AccountIdentifier(IdentifierKind.Handle, SyntheticCase.HandleThatChangedHands), new DateOnly(2026, 4, 15), Ct);

        Assert.Equal(ResolutionOutcome.Resolved, suspect.Outcome);
        Assert.Equal(ResolutionOutcome.Ambiguous, changed.Outcome);
        var june = new UtcWindow(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.True(await archive.CountAsync(RecordSelector.For(suspect.Id, SyntheticCase.DirectConversationId, DataCategory.ContentDm, june), await archive.MarkAsync(Ct), Ct) >= 14);
    }

    [Fact]
    public async Task Read_GroupsWithStints_AgreesWithCountAndRecountForEveryAccount()
    {
        var archive = folder.New();
        await SyntheticArchive.FillAsync(archive, 5000, ct: Ct);
        var mark = await archive.MarkAsync(Ct);
        for (var number = 0; number < SyntheticPeople.Count; number += 5)
        {
            var selector = RecordSelector.For(SyntheticPeople.Id(number), null, DataCategory.ContentDm, All, Direction.Received);
            var scope = MessageArchiveContract.Scope([MessageArchiveContract.Line(selector)]);
            var read = (await MessageArchiveContract.Read(archive, scope, null, mark)).Count;
            Assert.Equal(read, await archive.CountAsync(selector, mark, Ct));
            Assert.Equal(read, (await archive.RecountAsync(scope, mark, Ct)).Total);
        }
    }

    public void Dispose() => folder.Dispose();

    private static async Task<List<MessageRecord>> Everything(EmbeddedArchive archive)
    {
        var conversations = new HashSet<string>();
        using (var connection = archive.File.Connect())
        using (var command = connection.Command("SELECT conversation_id FROM conversation"))
        using (var row = command.ExecuteReader())
            while (row.Read()) conversations.Add(row.GetString(0));
        var lines = conversations.Select((id, at) => MessageArchiveContract.Line(RecordSelector.For(null, id, DataCategory.ContentDm, All), $"L{at}"));
        return await MessageArchiveContract.Read(archive, MessageArchiveContract.Scope([.. lines]), null, await archive.MarkAsync(Ct));
    }
}
