using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Portal.Core.Archive.Embedded.Preserved;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Preserved;

/// <summary>
/// The archive and the snapshots that a request is linked to, as one archive: every count, reading and recount is the archive's own plus what
/// only the snapshots still hold. A scope decides what is read, as ever; a snapshot widens nothing. For one use and one user at a time.
/// </summary>
public sealed class ArchiveWithPreserved : IMessageArchive, IDisposable
{
    private readonly IMessageArchive live;
    private readonly ImmutableArray<PreservedOverlay> kept;

    private ArchiveWithPreserved(IMessageArchive live, ImmutableArray<PreservedOverlay> kept)
    {
        this.live = live;
        this.kept = kept;
    }

    public string Name => live.Name;

    public ImmutableHashSet<DataCategory> Holds => live.Holds;

    internal static async Task<ArchiveWithPreserved> OpenAsync(IMessageArchive live, IKeyVault vault, ImmutableArray<PreservedSource> snapshots, ArchiveMark mark, CancellationToken ct)
    {
        var kept = new List<PreservedOverlay>();
        try
        {
            // Those with texts first: of two snapshots that hold a message, the one that can say more stands.
            foreach (var snapshot in snapshots.OrderByDescending(s => s.Scope.Content)) kept.Add(await PreservedOverlay.LoadAsync(snapshot, vault, live, mark, kept, ct));
            return new ArchiveWithPreserved(live, [.. kept]);
        }
        catch
        {
            foreach (var overlay in kept) overlay.Dispose();
            throw;
        }
    }

    public Task<ArchiveMark> MarkAsync(CancellationToken ct) => live.MarkAsync(ct);

    public Task<Resolution> ResolveAsync(AccountIdentifier identifier, DateOnly? on, CancellationToken ct) => live.ResolveAsync(identifier, on, ct);

    public async Task<long> CountAsync(RecordSelector selector, ArchiveMark mark, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var count = await live.CountAsync(selector, mark, ct);
        // An account is one record wherever it stands; messages are never held twice.
        return selector.Category == DataCategory.Subscriber
            ? kept.Aggregate(count, (most, overlay) => Math.Max(most, overlay.Count(selector)))
            : await Task.Run(() => count + kept.Sum(overlay => overlay.Count(selector)), ct);
    }

    public async IAsyncEnumerable<MessageRecord> ReadAsync(AuthorizedScope scope, ReadPosition? after, ArchiveMark mark, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var readers = new List<IAsyncEnumerator<MessageRecord>>();
        var heads = new PriorityQueue<IAsyncEnumerator<MessageRecord>, ReadPosition>();
        try
        {
            readers.Add(live.ReadAsync(scope, after, mark, ct).GetAsyncEnumerator(ct));
            foreach (var overlay in kept) readers.Add(overlay.ReadAsync(scope, after, ct).GetAsyncEnumerator(ct));
            foreach (var reader in readers)
                if (await reader.MoveNextAsync()) heads.Enqueue(reader, reader.Current.Position);
            while (heads.TryDequeue(out var reader, out _))
            {
                yield return reader.Current;
                if (await reader.MoveNextAsync()) heads.Enqueue(reader, reader.Current.Position);
            }
        }
        finally
        {
            foreach (var reader in readers) await reader.DisposeAsync();
        }
    }

    public async IAsyncEnumerable<AccountRecord> ReadAccountsAsync(AuthorizedScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var account in live.ReadAccountsAsync(scope, ct))
            if (seen.Add(account.AccountId)) yield return account;
        foreach (var account in kept.SelectMany(overlay => overlay.Accounts(scope)))
            if (seen.Add(account.AccountId)) yield return account;
    }

    public async Task<RecordTally> RecountAsync(AuthorizedScope scope, ArchiveMark mark, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var whole = await live.RecountAsync(scope, mark, ct);
        foreach (var overlay in kept) whole = Sum(whole, await Task.Run(() => overlay.Recount(scope, each: null, ct), ct));
        return whole;
    }

    /// <summary>Which of a scope's messages come from a snapshot alone, by id, counted by the recount's query.</summary>
    public async Task<ImmutableArray<(PreservedSource Snapshot, ImmutableArray<string> MessageIds)>> FromSnapshotsAsync(AuthorizedScope scope, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var found = ImmutableArray.CreateBuilder<(PreservedSource, ImmutableArray<string>)>(kept.Length);
        foreach (var overlay in kept)
        {
            var ids = ImmutableArray.CreateBuilder<string>();
            await Task.Run(() => overlay.Recount(scope, ids.Add, ct), ct);
            ids.Sort(StringComparer.Ordinal);
            found.Add((overlay.Source, ids.DrainToImmutable()));
        }
        return found.DrainToImmutable();
    }

    public IAsyncEnumerable<PreservedPiece> PreserveAsync(PreservationScope scope, SnapshotSeal seal, ReadPosition? after, ArchiveMark mark, CancellationToken ct) =>
        live.PreserveAsync(scope, seal, after, mark, ct);

    public Task<ImmutableDictionary<string, string>> TagsAsync(IReadOnlyCollection<string> messageIds, ArchiveMark mark, CancellationToken ct) =>
        live.TagsAsync(messageIds, mark, ct);

    public Task<ArchiveWithPreserved> WithPreservedAsync(ImmutableArray<PreservedSource> snapshots, ArchiveMark mark, CancellationToken ct) =>
        live.WithPreservedAsync(snapshots, mark, ct);

    public void Dispose()
    {
        foreach (var overlay in kept) overlay.Dispose();
    }

    private static RecordTally Sum(RecordTally one, RecordTally other)
    {
        var fingerprint = RecordFingerprint.Parse(one.Fingerprint);
        fingerprint.Add(RecordFingerprint.Parse(other.Fingerprint));
        return new RecordTally(
            one.ByLine.ToImmutableSortedDictionary(line => line.Key, line => line.Value + other.ByLine.GetValueOrDefault(line.Key), StringComparer.Ordinal),
            fingerprint.ToString());
    }
}
