using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Archive.Preserved;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage.Blobs;
using Portal.Tests.Core.Disclosures;

namespace Portal.Tests.Core.Preservation;

/// <summary>Whatever happens in between, there is one whole snapshot in the end; it outlives a purge, and its key's end is its own.</summary>
public sealed class TakeSnapshotsTests
{
    private const int Messages = 2600;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Take_StoppedAtEveryCommitInTurn_EndsWithOneWholeSnapshot(bool afterCommit)
    {
        var fault = new CommitFault { After = afterCommit };
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup with { Interceptor = fault });
        await host.ImportAsync(Messages);
        var points = 0;
        for (var commit = 1; ; commit++)
        {
            var (id, _) = await host.AcceptedAsync("ann");
            fault.ArmAt(commit);
            try
            {
                await host.TakeAsync(id);
            }
            catch (PulledPlug)
            {
            }
            var struck = fault.Struck;
            fault.ArmAt(0);
            if (!struck) break;
            points++;
            // As after kill -9: nobody let go of the lease.
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await host.TakeAsync(id), $"commit {commit}");
            await AssertWholeAsync(host, id);
        }
        // Begin, three segments and more, the end, the hold.
        Assert.True(points >= 6, $"only {points} commits were interrupted");
        Assert.Equal(await host.WithDbAsync(db => db.SnapshotSegments.CountAsync(Ct)), host.BlobFiles().Length);
    }

    [Fact]
    public async Task Take_RunTwiceAtOnceAndAgainLater_TakesItOnce()
    {
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup);
        await host.ImportAsync(Messages);
        var (id, _) = await host.AcceptedAsync("ann");

        await Task.WhenAll(host.TakeAsync(id), host.TakeAsync(id));
        Assert.True(await host.TakeAsync(id));

        await AssertWholeAsync(host, id);
        Assert.Single(await host.EventsAsync(), "preservation.snapshot-taken");
        Assert.Single(await host.EventsAsync(), "preservation.letter-sent");
        Assert.Empty(await host.UseAsync<UntakenSnapshots, IReadOnlyList<Guid>>(untaken => untaken.FindAsync(Ct)));
    }

    [Fact]
    public async Task Take_DiskFull_IsSaidAndGoesOnWhenThereIsRoom()
    {
        FullDisk? disk = null;
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup with { Blobs = inner => disk = new FullDisk(inner) });
        await host.ImportAsync(Messages);
        var (id, _) = await host.AcceptedAsync("ann");
        disk!.ArmAt(2);

        await Assert.ThrowsAsync<BlobStorageException>(() => host.TakeAsync(id));

        Assert.Contains("disk is full", (await host.SnapshotAsync(id)).Problem, StringComparison.Ordinal);
        Assert.Equal([id], await host.UseAsync<UntakenSnapshots, IReadOnlyList<Guid>>(untaken => untaken.FindAsync(Ct)));
        Assert.True(await host.TakeAsync(id));
        await AssertWholeAsync(host, id);
        Assert.Null((await host.SnapshotAsync(id)).Problem);
    }

    [Fact]
    public async Task Take_AccountThatIsNobody_IsRaisedAndTheOthersAreKept()
    {
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup);
        await host.ImportAsync(20);
        var (id, officer) = await host.AcceptedAsync("nobody", "ann");

        Assert.True(await host.TakeAsync(id));

        var page = await host.UseAsync<PreservationQuery, AgencyPreservation>(query => query.ExecuteAsync(id, officer, Ct));
        Assert.Equal([SnapshotStatus.Unresolved, SnapshotStatus.Kept], page.Details.Snapshots.Select(s => s.Status));
        Assert.Contains("preservation.unresolved", await host.EventsAsync());
        await Assert.ThrowsAsync<NotVisible>(() => host.UseAsync<PreservationQuery, AgencyPreservation>(query =>
            query.ExecuteAsync(id, new Actor(Guid.CreateVersion7(), "Other", [Role.Supervisor], Guid.CreateVersion7(), "test"), Ct)));
    }

    [Fact]
    public async Task Hold_CountsFromTheSnapshotInTheAgencysZone_WithItsSteps()
    {
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup);
        await host.ImportAsync(20);
        var (id, _) = await host.AcceptedAsync("ann");
        Assert.Null((await host.PreservationAsync(id)).ExpiresAt);

        await host.TakeAsync(id);

        var preservation = await host.PreservationAsync(id);
        // 1 March 2026 and 90 days: the end of 30 May in Chicago.
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 4, 59, 59, TimeSpan.Zero), preservation.ExpiresAt);
        Assert.False(preservation.EndsSoon(preservation.ExpiresAt!.Value.AddDays(-15)));
        Assert.True(preservation.EndsSoon(preservation.ExpiresAt.Value.AddDays(-13)));
        Assert.All(PreservationTerm.Of(preservation).Clocks(preservation), due => Assert.NotEmpty(due.Steps));
    }

    [Fact]
    public async Task Package_OfALinkedRequestAfterAPurge_HoldsExactlyThePreservedRecords()
    {
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup);
        await host.ImportAsync(300);
        await host.ImportAsync(40, i => ("cyd", "dan", $"Other {i}"), prefix: "x");
        var (id, _) = await host.AcceptedAsync("ann");
        await Assert.ThrowsAsync<RuleViolation>(() => PurgeAsync(host));
        await host.TakeAsync(id);
        Assert.Equal(340, (await PurgeAsync(host)).Messages);
        var disclosure = await host.QueueAsync(
            DisclosureHost.Line("L1", "ann", DataCategory.ContentDm), DisclosureHost.Line("L2", "cyd", DataCategory.ContentDm), DisclosureHost.Line("L3", "ann", DataCategory.Subscriber));
        await LinkAsync(host, id, disclosure);

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(disclosure));

        Assert.Equal(300, (await host.RowAsync(disclosure)).Records);
        var zip = await host.PackageAsync(disclosure);
        var report = await new PackageVerifier(null, host.Signer.PublicKeyPem).VerifyAsync(zip, null, Ct);
        Assert.True(report.Passed, string.Join('\n', report.Checks));
        using var package = System.IO.Compression.ZipFile.OpenRead(zip);
        Assert.Equal(301, Lines(package, "preserved.csv").Length);
        Assert.Equal(300, Lines(package, "messages.jsonl").Length);
        Assert.DoesNotContain("Other", string.Concat(Lines(package, "messages.jsonl")), StringComparison.Ordinal);
        Assert.Contains("Text 7", string.Concat(Lines(package, "messages.jsonl")), StringComparison.Ordinal);
        Assert.Contains("300 messages come from preservation PV-2026-000001", string.Concat(Lines(package, "custody.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lapse_AtItsEnd_DestroysKeyAndPiecesAndSaysWhat()
    {
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup);
        await host.ImportAsync(60);
        var (id, _) = await host.AcceptedAsync("ann");
        await host.TakeAsync(id);
        var (preservation, kept) = (await host.PreservationAsync(id), await host.SnapshotAsync(id));
        host.Clock.Advance(TimeSpan.FromDays(92));

        Assert.Equal(1, await host.UseAsync<LapsePreservations, int>(lapse => lapse.ExecuteAsync(Actor.Worker(), Ct)));

        // The key is gone with the transaction; the pieces are unreadable before they are deleted.
        var gone = await host.SnapshotAsync(id);
        Assert.Equal((SnapshotStatus.Destroyed, null, 60L, kept.Sha256), (gone.Status, gone.SealedKey, gone.Messages, gone.Sha256));
        Assert.NotEmpty(host.BlobFiles());
        Assert.Throws<SnapshotException>(() => host.UseAsync<SnapshotStore, PreservedSource>(store => Task.FromResult(store.Open(preservation, gone))).GetAwaiter().GetResult());
        Assert.Equal(1, await host.UseAsync<ClearSnapshots, int>(clear => clear.ExecuteAsync(Ct)));
        Assert.Equal(0, await host.UseAsync<ClearSnapshots, int>(clear => clear.ExecuteAsync(Ct)));
        Assert.Empty(host.BlobFiles());
        Assert.Contains("60 messages, 0 earlier texts, 1 account", await host.WithDbAsync(db => db.AuditEntries.Where(a => a.Name == "preservation.snapshot-destroyed").Select(a => a.Sentence).SingleAsync(Ct)), StringComparison.Ordinal);
        Assert.Equal(2, await host.WithDbAsync(db => db.PreservationLetters.CountAsync(Ct)));
    }

    [Fact]
    public async Task Withdraw_ByTheAgency_DestroysItAndALinkedOneIsRefused()
    {
        await using var host = await DisclosureHost.CreateAsync(PreservationHost.Setup);
        await host.ImportAsync(60);
        var (id, officer) = await host.AcceptedAsync("ann");
        await host.TakeAsync(id);
        await host.DoAsync<WithdrawPreservation>(withdraw => withdraw.ExecuteAsync(id, officer, Ct));
        Assert.Equal((PreservationStatus.Withdrawn, SnapshotStatus.Destroyed), ((await host.PreservationAsync(id)).Status, (await host.SnapshotAsync(id)).Status));

        var (linked, other) = await host.AcceptedAsync("ann");
        await host.TakeAsync(linked);
        await LinkAsync(host, linked, await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm)));
        await Assert.ThrowsAsync<RuleViolation>(() => host.DoAsync<WithdrawPreservation>(withdraw => withdraw.ExecuteAsync(linked, other, Ct)));
        Assert.NotNull((await host.SnapshotAsync(linked)).SealedKey);
    }

    private static Task<Portal.Core.Archive.Embedded.PurgeResult> PurgeAsync(DisclosureHost host) =>
        host.UseAsync<PurgeArchive, Portal.Core.Archive.Embedded.PurgeResult>(purge => purge.ExecuteAsync(DisclosureHost.Start, Actor.Worker(), Ct));

    /// <summary>As the agency does before the request is approved; here the request of the test is queued already.</summary>
    private static Task LinkAsync(DisclosureHost host, Guid id, Guid disclosure) => host.WithDbAsync(async db =>
    {
        var preservation = await db.Preservations.SingleAsync(p => p.Id == id, Ct);
        var request = await db.Disclosures.Where(d => d.Id == disclosure).Select(d => d.RequestId).SingleAsync(Ct);
        preservation.Apply(PreservationAction.Link, host.OfficerActor, host.Clock.GetUtcNow(), linkTo: request);
        new AuditTrail(db, host.Clock).Record(new PreservationLinked(id, preservation.Reference, "PR"), host.OfficerActor);
        await db.SaveChangesAsync(Ct);
    });

    private static string[] Lines(System.IO.Compression.ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.Entries.Single(e => e.Name == name).Open());
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Every message once, readable through a scope from the snapshot alone, under one digest.</summary>
    private static async Task AssertWholeAsync(DisclosureHost host, Guid id)
    {
        var snapshot = await host.SnapshotAsync(id);
        Assert.Equal((SnapshotStatus.Kept, Messages, 1L), (snapshot.Status, snapshot.Messages, snapshot.Accounts));
        Assert.StartsWith($"{Messages}:", snapshot.Fingerprint, StringComparison.Ordinal);
        Assert.NotNull((await host.PreservationAsync(id)).ExpiresAt);
        var source = await host.UseAsync<SnapshotStore, int>(async store =>
        {
            var pieces = 0;
            var opened = store.Open(await host.PreservationAsync(id), snapshot);
            using var seal = opened.Seal;
            await foreach (var _ in opened.Pieces(Ct)) pieces++;
            return pieces;
        });
        Assert.True(source >= 6, $"{source} pieces");
    }
}
