using System.Collections.Immutable;
using System.Security.Cryptography;
using CsCheck;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

/// <summary>What every archive Portal reads from must keep, whatever it is made of. A connector's tests derive from this.</summary>
public abstract class MessageArchiveContract
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ScopeSigner Signer = new(Key);

    /// <summary>How many random worlds are tried; each is an archive of its own.</summary>
    protected virtual int Worlds => 60;

    /// <summary>An archive with these contents and nothing else.</summary>
    protected abstract Task<IMessageArchive> FillAsync(ArchiveContents contents);

    [Fact]
    public async Task Reading_RandomWorldsAndScopes_EqualsReferenceCountAndRecount() =>
        await Gen.Select(ArchiveGenerators.Contents, ArchiveGenerators.Lines.Array[1, 6]).SampleAsync(async world =>
        {
            var archive = await FillAsync(world.Item1);
            var reference = new ReferenceArchive(world.Item1);
            var mark = await archive.MarkAsync(Ct);
            foreach (var scope in world.Item2.Select(Scope))
            {
                var expected = reference.Read(scope);
                var records = await Read(archive, scope, null, mark);
                Assert.Equal(expected, records.Select(ReferenceArchive.Write));
                Assert.All(records, record => Assert.Equal(TimeSpan.Zero, record.SentUtc.Offset));

                var fingerprint = new RecordFingerprint();
                foreach (var record in records) fingerprint.Add(record.MessageId);
                var recount = await archive.RecountAsync(scope, mark, Ct);
                Assert.Equal(fingerprint.ToString(), recount.Fingerprint);
                Assert.Equal(reference.CountByLine(scope), recount.ByLine);

                foreach (var (_, selector) in scope.Lines)
                    if (selector.Category != DataCategory.Subscriber)
                        Assert.Equal(reference.Count(selector), await archive.CountAsync(selector, mark, Ct));
            }
        }, iter: Worlds, threads: 1);

    [Fact]
    public async Task Reading_ResumedAfterEveryRecord_MissesAndDoublesNothing() =>
        await Gen.Select(ArchiveGenerators.Contents, ArchiveGenerators.Lines).SampleAsync(async world =>
        {
            var archive = await FillAsync(world.Item1);
            var mark = await archive.MarkAsync(Ct);
            var scope = Scope(world.Item2);
            var whole = await Read(archive, scope, null, mark);
            for (var stop = 0; stop < whole.Count; stop++)
            {
                var rest = await Read(archive, scope, whole[stop].Position, mark);
                Assert.Equal(whole.Skip(stop + 1).Select(ReferenceArchive.Write), rest.Select(ReferenceArchive.Write));
            }
            Assert.Equal(whole.OrderBy(record => record.Position), whole);
        }, iter: Math.Max(1, Worlds / 4), threads: 1);

    [Fact]
    public async Task Reading_BelowAnEarlierMark_SeesNothingAboveIt()
    {
        var archive = await FillAsync(Two());
        var scope = Scope([Line(RecordSelector.For(null, "c0", DataCategory.ContentDm, Day))]);

        Assert.Empty(await Read(archive, scope, null, default));
        Assert.Equal(0, (await archive.RecountAsync(scope, default, Ct)).Total);
        Assert.Equal(0, await archive.CountAsync(scope.Lines[0].Selector, default, Ct));
    }

    [Fact]
    public async Task Reading_InteractionLine_HoldsNoBodyNoVersionAndNoMedia()
    {
        var archive = await FillAsync(Two());

        var records = await Read(archive, Scope([Line(RecordSelector.For("a0", null, DataCategory.Interaction, Day))]), null, await archive.MarkAsync(Ct));

        Assert.Equal(2, records.Count);
        Assert.All(records, record => Assert.Null(record.Body));
        Assert.All(records, record => Assert.Empty(record.EarlierVersions));
        Assert.All(records, record => Assert.Null(record.MediaSha256));
    }

    [Fact]
    public async Task Reading_LastWindowTickAndFirstAfter_TakesTheOneOnly()
    {
        var end = ArchiveGenerators.Start.AddMinutes(5);
        var archive = await FillAsync(new ArchiveContents([], [Said("in", end.AddTicks(-1)), Said("out", end), Said("start", ArchiveGenerators.Start), Said("before", ArchiveGenerators.Start.AddTicks(-1))]));
        var selector = RecordSelector.For("a0", null, DataCategory.ContentDm, new UtcWindow(ArchiveGenerators.Start, end));

        var records = await Read(archive, Scope([Line(selector)]), null, await archive.MarkAsync(Ct));

        Assert.Equal(["start", "in"], records.Select(record => record.MessageId));
    }

    [Fact]
    public async Task Reading_CategoryNotHeld_GivesNothing()
    {
        var archive = await FillAsync(Two());
        var mark = await archive.MarkAsync(Ct);
        foreach (var category in Enum.GetValues<DataCategory>().Where(category => category is not (DataCategory.ContentDm or DataCategory.Interaction)))
        {
            var scope = Scope([Line(RecordSelector.For("a0", null, category, Day))]);
            Assert.Empty(await Read(archive, scope, null, mark));
            Assert.Equal(0, (await archive.RecountAsync(scope, mark, Ct)).Total);
            if (!archive.Holds.Contains(category)) Assert.Equal(0, await archive.CountAsync(scope.Lines[0].Selector, mark, Ct));
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static UtcWindow Day { get; } = new(ArchiveGenerators.Start.AddDays(-1), ArchiveGenerators.Start.AddDays(1));

    internal static ScopeLine Line(RecordSelector selector, string id = "L1") => new(id, "target", selector, []);

    internal static AuthorizedScope Scope(ImmutableArray<ScopeLine> lines) => Signer.Sign(new ScopeStatement(
        Guid.Empty, Guid.Empty, "PR-2026-000001", "Agency", "search-warrant", "2026-11", [], lines, [], ArchiveGenerators.Start));

    internal static async Task<List<MessageRecord>> Read(IMessageArchive archive, AuthorizedScope scope, ReadPosition? after, ArchiveMark mark)
    {
        var records = new List<MessageRecord>();
        await foreach (var record in archive.ReadAsync(scope, after, mark, Ct)) records.Add(record);
        return records;
    }

    internal static GivenMessage Said(string id, DateTimeOffset at) => new(id, "c0", "a0", ["a1"], at, $"text of {id}", [], null);

    private static ArchiveContents Two() => new([], [
        Said("m1", ArchiveGenerators.Start) with { Edits = [("first text", ArchiveGenerators.Start.AddMinutes(1))] },
        Said("m2", ArchiveGenerators.Start.AddMinutes(2))]);
}
