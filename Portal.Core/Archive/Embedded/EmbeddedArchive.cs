using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Portal.Core.Archive.Embedded.Preserved;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Embedded;

public sealed class EmbeddedArchiveOptions
{
    /// <summary>The SQLite file; made where it is missing. Its folder holds the write-ahead log too.</summary>
    public string File { get; set; } = "";

    /// <summary>What the custody record calls this archive.</summary>
    public string Name { get; set; } = "Embedded message archive";
}

/// <summary>The archive that needs nothing installed: one SQLite file, clustered on account and time, with every text sealed.</summary>
public sealed class EmbeddedArchive : IMessageArchive, IDisposable
{
    private const int PageRows = 2000;

    private readonly ArchiveFile file;
    private readonly TimeProvider clock;

    /// <exception cref="ArchiveFileException">The file is no archive, cannot be opened, or was made with other keys.</exception>
    public EmbeddedArchive(EmbeddedArchiveOptions options, IKeyVault vault, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(clock);
        if (string.IsNullOrWhiteSpace(options.File)) throw new ArchiveFileException("No file for the message archive is named. Set one in the configuration.");
        file = ArchiveFile.Open(options.File, vault);
        Name = options.Name;
        this.clock = clock;
    }

    public string Name { get; }

    public ImmutableHashSet<DataCategory> Holds { get; } = [DataCategory.Subscriber, DataCategory.Interaction, DataCategory.ContentDm];

    internal ArchiveFile File => file;

    internal TimeProvider Clock => clock;

    public Task<ArchiveMark> MarkAsync(CancellationToken ct) => Task.Run(() =>
    {
        using var connection = file.Connect();
        return new ArchiveMark(connection.Number("SELECT last_sequence FROM archive"));
    }, ct);

    /// <summary>The ids of every conversation, in the order they were first seen. Ids only.</summary>
    public Task<ImmutableArray<string>> ConversationsAsync(CancellationToken ct) => Task.Run(() =>
    {
        using var connection = file.Connect();
        using var command = connection.Command("SELECT conversation_id FROM conversation ORDER BY conversation_no");
        using var rows = command.ExecuteReader();
        var ids = ImmutableArray.CreateBuilder<string>();
        while (rows.Read()) ids.Add(rows.GetString(0));
        return ids.ToImmutable();
    }, ct);

    public Task<Resolution> ResolveAsync(AccountIdentifier identifier, DateOnly? on, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return Task.Run(() =>
        {
            using var connection = file.Connect();
            return new IdentifierResolver(connection, clock.GetUtcNow()).Resolve(identifier, on);
        }, ct);
    }

    public Task<long> CountAsync(RecordSelector selector, ArchiveMark mark, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Task.Run(() =>
        {
            using var connection = file.Connect();
            return SelectorCount.Count(connection, selector, mark);
        }, ct);
    }

    public async IAsyncEnumerable<MessageRecord> ReadAsync(AuthorizedScope scope, ReadPosition? after, ArchiveMark mark, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        using var connection = file.Connect();
        using var reader = new ScopeReader(connection, file.Vault, scope, after, mark, Answers);
        while (true)
        {
            // SQLite works on the calling thread: a page at a time is read off it.
            var page = await Task.Run(() => reader.NextPage(PageRows, ct), ct);
            if (page.Count == 0) yield break;
            foreach (var record in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return record;
            }
        }
    }

    public async IAsyncEnumerable<AccountRecord> ReadAccountsAsync(AuthorizedScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var accounts = await Task.Run(() =>
        {
            using var connection = file.Connect();
            return SubscriberReader.Read(connection, scope);
        }, ct);
        foreach (var account in accounts) yield return account;
    }

    public Task<RecordTally> RecountAsync(AuthorizedScope scope, ArchiveMark mark, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return Task.Run(() =>
        {
            using var connection = file.Connect();
            return ScopeRecount.Recount(connection, scope, mark, Answers, each: null, ct);
        }, ct);
    }

    public async IAsyncEnumerable<PreservedPiece> PreserveAsync(PreservationScope scope, SnapshotSeal seal, ReadPosition? after, ArchiveMark mark, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(seal);
        using var writer = new SnapshotWriter(file, scope, seal, after, mark);
        while (await Task.Run(() => writer.NextPiece(ct), ct) is { } piece) yield return piece;
    }

    public Task<ImmutableDictionary<string, string>> TagsAsync(IReadOnlyCollection<string> messageIds, ArchiveMark mark, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(messageIds);
        return Task.Run(() =>
        {
            using var connection = file.Connect();
            return MessageTags.Of(connection, messageIds, mark);
        }, ct);
    }

    public Task<ArchiveWithPreserved> WithPreservedAsync(ImmutableArray<PreservedSource> snapshots, ArchiveMark mark, CancellationToken ct) =>
        ArchiveWithPreserved.OpenAsync(this, file.Vault, snapshots, mark, ct);

    /// <summary>
    /// Deletes messages sent before an instant (UTC), with their versions, deliveries and what imports set aside before it, for good: freed pages are
    /// overwritten. Accounts, names and memberships stay, so that a name still resolves. Snapshots are files of their own and are not touched.
    /// </summary>
    /// <param name="mayGoOn">Asked before each batch; where it says no, the purge ends early and says so.</param>
    public Task<PurgeResult> PurgeAsync(DateTimeOffset before, Func<CancellationToken, Task<bool>> mayGoOn, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mayGoOn);
        return ArchivePurge.RunAsync(file, before, mayGoOn, ct);
    }

    public void Dispose() => file.Dispose();

    private static bool Answers(RecordSelector line) => true;
}
