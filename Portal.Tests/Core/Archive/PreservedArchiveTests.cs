using CsCheck;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

/// <summary>Snapshots against the plainest reference: what a scope gets is what the archive still has or the snapshot kept, each once, and no more.</summary>
public sealed class PreservedArchiveTests : IDisposable
{
    private readonly ArchiveFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ArchiveWithPreserved_RandomWorldsPurgesAndScopes_EqualsReference() =>
        await Gen.Select(
            ArchiveGenerators.Contents, ArchiveGenerators.Lines.Array[5, 5], Gen.Int[0, 4], Gen.Int[0, 20], Gen.Int[1, 20], Gen.Int[0, 26], Gen.Int[0, 3]).SampleAsync(async world =>
        {
            var (contents, scopes, account, from, length, purgedBefore, kind) = world;
            var content = kind != 0;
            var archive = await FillAsync(contents);
            var window = new UtcWindow(ArchiveGenerators.Start.AddMinutes(from), ArchiveGenerators.Start.AddMinutes(from + length));
            var preserve = new PreservationScope($"a{account}", null, window, [content ? DataCategory.ContentDm : DataCategory.Interaction]);
            var snapshot = await SnapshotAsync(archive, preserve);
            var before = ArchiveGenerators.Start.AddMinutes(purgedBefore);
            var purged = await archive.PurgeAsync(before, _ => Task.FromResult(true), Ct);
            Assert.Equal(contents.Messages.LongCount(m => m.Sent < before), purged.Messages);

            var kept = Ids(new ReferenceArchive(contents).Read(MessageArchiveContract.Scope([MessageArchiveContract.Line(preserve.Selector)]))).ToHashSet(StringComparer.Ordinal);
            var expectedWorld = new ReferenceArchive(contents with { Messages = [.. contents.Messages.Where(m => m.Sent >= before || kept.Contains(m.Id))] });
            var mark = await archive.MarkAsync(Ct);
            foreach (var lines in scopes)
            {
                // Kept without content, a record answers no line for content: such a line is tried as one for interactions.
                var scope = MessageArchiveContract.Scope(content ? lines : [.. lines.Select(WithoutContent)]);
                using var both = await archive.WithPreservedAsync([snapshot], mark, Ct);
                var records = await MessageArchiveContract.Read(both, scope, null, mark);
                Assert.Equal(expectedWorld.Read(scope), records.Select(ReferenceArchive.Write));
                var recount = await both.RecountAsync(scope, mark, Ct);
                Assert.Equal(expectedWorld.CountByLine(scope), recount.ByLine);
                Assert.Equal(Fingerprint(records), recount.Fingerprint);
                foreach (var (_, selector) in scope.Lines)
                    if (selector.Category != DataCategory.Subscriber) Assert.Equal(expectedWorld.Count(selector), await both.CountAsync(selector, mark, Ct));
                var fromSnapshot = (await both.FromSnapshotsAsync(scope, Ct))[0].MessageIds;
                Assert.Equal(records.Where(r => r.SentUtc < before).Select(r => r.MessageId).Order(StringComparer.Ordinal), fromSnapshot);
                if (records.Count > 2) Assert.Equal(records.Skip(2).Select(r => r.MessageId), (await MessageArchiveContract.Read(both, scope, records[1].Position, mark)).Select(r => r.MessageId));
            }
            snapshot.Seal.Dispose();
        }, iter: 70, threads: 1);

    [Fact]
    public async Task Snapshot_WithoutContent_AnswersNoLineForContent()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1"));
        var snapshot = await SnapshotAsync(archive, new PreservationScope("ann", null, All, [DataCategory.Interaction]));
        await archive.PurgeAsync(All.EndUtc, _ => Task.FromResult(true), Ct);
        var mark = await archive.MarkAsync(Ct);
        using var both = await archive.WithPreservedAsync([snapshot], mark, Ct);

        Assert.Equal(0, await both.CountAsync(RecordSelector.For("ann", null, DataCategory.ContentDm, All), mark, Ct));
        Assert.Equal(1, await both.CountAsync(RecordSelector.For("ann", null, DataCategory.Interaction, All), mark, Ct));
        Assert.Empty(await MessageArchiveContract.Read(both, MessageArchiveContract.Scope([MessageArchiveContract.Line(RecordSelector.For("ann", null, DataCategory.ContentDm, All))]), null, mark));
    }

    [Fact]
    public async Task Piece_AlteredMovedOrLeftOut_IsRefused()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, string.Concat(Enumerable.Range(0, 1200).Select(i => ArchiveFolder.Message($"m{i}", $"2024-03-01T10:{i / 60:D2}:{i % 60:D2}Z"))));
        var id = Guid.NewGuid();
        var key = SnapshotSeal.NewKey(folder.Vault, id);
        using var seal = SnapshotSeal.Open(folder.Vault, id, key);
        var pieces = new List<ReadOnlyMemory<byte>>();
        await foreach (var piece in archive.PreserveAsync(new PreservationScope("ann", null, All, [DataCategory.ContentDm]), seal, null, await archive.MarkAsync(Ct), Ct)) pieces.Add(piece.Sealed);
        Assert.Equal(3, pieces.Count);
        var altered = pieces[1].ToArray();
        altered[40] ^= 1;

        foreach (var wrong in new List<ReadOnlyMemory<byte>>[] { [pieces[0], altered, pieces[2]], [pieces[1], pieces[0], pieces[2]], [pieces[0], pieces[2]], [pieces[0], pieces[0]] })
            await Assert.ThrowsAsync<SnapshotException>(async () => (await archive.WithPreservedAsync([Source(seal, wrong)], await archive.MarkAsync(Ct), Ct)).Dispose());
        // Texts are sealed once more inside: nothing of one is in the opened piece either.
        Assert.DoesNotContain("hello", System.Text.Encoding.UTF8.GetString(seal.Open(pieces[0].Span, null)), StringComparison.Ordinal);
        Assert.Throws<SnapshotException>(() => SnapshotSeal.Open(folder.Vault, id, null));
        Assert.Throws<SnapshotException>(() => SnapshotSeal.Open(folder.Vault, Guid.NewGuid(), key));
    }

    [Fact]
    public async Task Purge_ThenTheSameRecordWithOtherText_IsRaisedAndNeitherIsUsed()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1", text: "as it was"));
        var snapshot = await SnapshotAsync(archive, new PreservationScope("ann", null, All, [DataCategory.ContentDm]));
        await archive.PurgeAsync(All.EndUtc, _ => Task.FromResult(true), Ct);
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1", text: "as somebody made it"), "later.ndjson");

        var refusal = await Assert.ThrowsAsync<SnapshotException>(async () => await archive.WithPreservedAsync([snapshot], await archive.MarkAsync(Ct), Ct));
        Assert.Contains("m1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_ByAge_LeavesNoTextInTheFileAndTheRestReadable()
    {
        var archive = folder.Open("purged.db");
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("old", "2023-01-01T00:00:00Z") + ArchiveFolder.Message("young", "2024-03-01T10:00:00Z"));
        var asked = 0;

        var stopped = await archive.PurgeAsync(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), _ => Task.FromResult(asked++ < 0), Ct);
        Assert.Equal(new PurgeResult(0, 0, 0, Whole: false), stopped);
        Assert.Equal(1, (await archive.PurgeAsync(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), _ => Task.FromResult(true), Ct)).Messages);

        var records = await MessageArchiveContract.Read(archive, MessageArchiveContract.Scope([MessageArchiveContract.Line(RecordSelector.For("ann", null, DataCategory.ContentDm, All))]), null, await archive.MarkAsync(Ct));
        Assert.Equal(["young"], records.Select(r => r.MessageId));
        Assert.Equal(ResolutionOutcome.Resolved, (await archive.ResolveAsync(new AccountIdentifier(IdentifierKind.Handle, "ann"), null, Ct)).Outcome);
    }

    private static UtcWindow All => new(new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static PreservedSource Source(SnapshotSeal seal, IReadOnlyList<ReadOnlyMemory<byte>> pieces) =>
        new("PV-1", default, "", new PreservationScope("ann", null, All, [DataCategory.ContentDm]), seal, _ => pieces.ToAsyncEnumerable());

    private static ScopeLine WithoutContent(ScopeLine line) =>
        line.Requested.Category == DataCategory.ContentDm ? line with { Requested = line.Requested with { Category = DataCategory.Interaction } } : line;

    private static IEnumerable<string> Ids(IEnumerable<string> written) => written.Select(line => line.Split(" | ")[1]);

    private static string Fingerprint(IEnumerable<MessageRecord> records)
    {
        var fingerprint = new RecordFingerprint();
        foreach (var record in records) fingerprint.Add(record.MessageId);
        return fingerprint.ToString();
    }

    private async Task<PreservedSource> SnapshotAsync(EmbeddedArchive archive, PreservationScope scope)
    {
        var id = Guid.NewGuid();
        var seal = SnapshotSeal.Open(folder.Vault, id, SnapshotSeal.NewKey(folder.Vault, id));
        var pieces = new List<ReadOnlyMemory<byte>>();
        await foreach (var piece in archive.PreserveAsync(scope, seal, null, await archive.MarkAsync(Ct), Ct)) pieces.Add(piece.Sealed);
        return new PreservedSource("PV-1", default, "", scope, seal, _ => pieces.ToAsyncEnumerable());
    }

    private async Task<EmbeddedArchive> FillAsync(ArchiveContents contents)
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, EmbeddedArchiveContractTests.Rows(contents));
        return archive;
    }
}
