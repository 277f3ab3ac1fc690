using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Core.Archive;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage.Blobs;

namespace Portal.Tests.Core.Disclosures;

internal sealed class PulledPlug() : Exception("The plug was pulled.");

/// <summary>Fails at the n-th commit of the database, before it happens or just after it has.</summary>
internal sealed class CommitFault : DbTransactionInterceptor
{
    private int left;

    public bool After { get; set; }

    public bool Struck { get; private set; }

    public void ArmAt(int commit)
    {
        Struck = false;
        left = commit;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (!After) Strike();
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (After) Strike();
        return Task.CompletedTask;
    }

    private void Strike()
    {
        if (left <= 0 || --left > 0) return;
        Struck = true;
        throw new PulledPlug();
    }
}

/// <summary>A store whose disk fills up at the n-th blob: while it is written, or at its end.</summary>
internal sealed class FullDisk(IBlobStore inner) : IBlobStore
{
    private int left;

    public bool Struck { get; private set; }

    public void ArmAt(int blob)
    {
        Struck = false;
        left = blob;
    }

    public async Task<BlobWriteStream> CreateAsync(string context, CancellationToken ct)
    {
        var stream = await inner.CreateAsync(context, ct);
        if (left <= 0 || --left > 0) return stream;
        Struck = true;
        return new FullStream(stream);
    }

    public Task<Stream> OpenReadAsync(string key, string context, CancellationToken ct) => inner.OpenReadAsync(key, context, ct);

    public Task<bool> ExistsAsync(string key, CancellationToken ct) => inner.ExistsAsync(key, ct);

    public Task<bool> DeleteAsync(string key, CancellationToken ct) => inner.DeleteAsync(key, ct);

    private sealed class FullStream(BlobWriteStream inner) : BlobWriteStream
    {
        public override bool CanWrite => true;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override Task<BlobReference> CompleteAsync(CancellationToken ct) =>
            throw new BlobStorageException("The blob cannot be written: the disk is full. Free space or enlarge the disk, then try again.");

        public override void Flush() => inner.Flush();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>The real archive, with something changed on the way.</summary>
internal sealed class AlteredArchive(IMessageArchive inner) : IMessageArchive
{
    public Func<MessageRecord, MessageRecord?>? OnRead { get; set; }

    public Func<Task>? BeforeEach { get; set; }

    public Func<RecordTally, RecordTally>? OnRecount { get; set; }

    public int Reads { get; private set; }

    public string Name => inner.Name;

    public ImmutableHashSet<DataCategory> Holds => inner.Holds;

    public Task<ArchiveMark> MarkAsync(CancellationToken ct) => inner.MarkAsync(ct);

    public Task<Resolution> ResolveAsync(AccountIdentifier identifier, DateOnly? on, CancellationToken ct) => inner.ResolveAsync(identifier, on, ct);

    public Task<long> CountAsync(RecordSelector selector, ArchiveMark mark, CancellationToken ct) => inner.CountAsync(selector, mark, ct);

    public async IAsyncEnumerable<MessageRecord> ReadAsync(AuthorizedScope scope, ReadPosition? after, ArchiveMark mark, [EnumeratorCancellation] CancellationToken ct)
    {
        Reads++;
        await foreach (var record in inner.ReadAsync(scope, after, mark, ct))
        {
            if (BeforeEach is not null) await BeforeEach();
            var given = OnRead is null ? record : OnRead(record);
            if (given is not null) yield return given;
        }
    }

    public IAsyncEnumerable<AccountRecord> ReadAccountsAsync(AuthorizedScope scope, CancellationToken ct) => inner.ReadAccountsAsync(scope, ct);

    public IAsyncEnumerable<PreservedPiece> PreserveAsync(PreservationScope scope, SnapshotSeal seal, ReadPosition? after, ArchiveMark mark, CancellationToken ct) => inner.PreserveAsync(scope, seal, after, mark, ct);

    public Task<ImmutableDictionary<string, string>> TagsAsync(IReadOnlyCollection<string> messageIds, ArchiveMark mark, CancellationToken ct) => inner.TagsAsync(messageIds, mark, ct);

    public Task<ArchiveWithPreserved> WithPreservedAsync(ImmutableArray<PreservedSource> snapshots, ArchiveMark mark, CancellationToken ct) => inner.WithPreservedAsync(snapshots, mark, ct);

    public async Task<RecordTally> RecountAsync(AuthorizedScope scope, ArchiveMark mark, CancellationToken ct)
    {
        var tally = await inner.RecountAsync(scope, mark, ct);
        return OnRecount is null ? tally : OnRecount(tally);
    }
}
