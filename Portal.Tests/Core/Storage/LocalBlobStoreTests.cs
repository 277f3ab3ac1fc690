using System.Security.Cryptography;
using CsCheck;
using Portal.Core.Storage.Blobs;

namespace Portal.Tests.Core.Storage;

public sealed class LocalBlobStoreTests : IDisposable
{
    private const string Context = "package:PR-2026-000001";
    private const int Chunk = 64 * 1024;
    private readonly StorageFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(20 * Chunk)]
    [InlineData(20 * Chunk + 7)]
    public async Task OpenRead_AnyLength_GivesBackWhatWasWritten(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var store = folder.Store();

        var blob = await Write(store, content);

        Assert.Equal(length, blob.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), blob.Sha256);
        Assert.Equal(content, await ReadAll(store, blob.Key));
        await using var stream = await store.OpenReadAsync(blob.Key, Context, Ct);
        Assert.Equal(length, stream.Length);
    }

    [Fact]
    public async Task Write_InRandomPieces_SyncAndAsync_GivesTheSameBlob() =>
        await Gen.Select(Gen.Int[0, 3 * Chunk].Array[0, 12], Gen.Bool.Array[12, 12]).SampleAsync(async pieces =>
        {
            var store = folder.Store();
            using var plain = new MemoryStream();
            await using var writer = await store.CreateAsync(Context, Ct);
            for (var at = 0; at < pieces.Item1.Length; at++)
            {
                var piece = RandomNumberGenerator.GetBytes(pieces.Item1[at]);
                plain.Write(piece);
                if (pieces.Item2[at]) await writer.WriteAsync(piece, Ct);
                else writer.Write(piece);
            }
            var blob = await writer.CompleteAsync(Ct);
            Assert.Equal(plain.ToArray(), await ReadAll(store, blob.Key));
        }, iter: 30, threads: 1);

    [Fact]
    public async Task OpenRead_RandomSeeks_ReadsWhatAPlainStreamReads()
    {
        var content = RandomNumberGenerator.GetBytes(5 * Chunk + 1234);
        var store = folder.Store();
        var blob = await Write(store, content);
        using var plain = new MemoryStream(content);
        await using var stream = await store.OpenReadAsync(blob.Key, Context, Ct);

        Gen.Select(Gen.Int[0, content.Length + 10], Gen.Int[0, 3 * Chunk]).Sample((from, length) =>
        {
            plain.Position = stream.Position = from;
            var expected = new byte[length];
            var actual = new byte[length];
            Assert.Equal(plain.ReadAtLeast(expected, length, throwOnEndOfStream: false), stream.ReadAtLeast(actual, length, throwOnEndOfStream: false));
            Assert.Equal(expected, actual);
            Assert.Equal(plain.Position, stream.Position);
        }, iter: 300, threads: 1);
        Assert.Equal(content.Length - 5, stream.Seek(-5, SeekOrigin.End));
        Assert.Equal(content.Length - 7, stream.Seek(-2, SeekOrigin.Current));
    }

    [Fact]
    public async Task OpenRead_AnyByteAltered_IsFoundOut()
    {
        var store = folder.Store();
        var blob = await Write(store, RandomNumberGenerator.GetBytes(2 * Chunk + 100));
        var file = FileOf(blob);
        var whole = await File.ReadAllBytesAsync(file, Ct);
        var random = new Random(7);
        foreach (var at in Enumerable.Range(0, 120).Concat(Enumerable.Range(0, 60).Select(_ => random.Next(whole.Length))))
        {
            var altered = whole.ToArray();
            altered[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file, altered, Ct);
            await Assert.ThrowsAsync<BlobTamperedException>(() => ReadAll(store, blob.Key));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100 + 16)]
    [InlineData(100 + 16 + Chunk + 16)]
    [InlineData(100 + 16 + 2 * (Chunk + 16))]
    public async Task OpenRead_CutShort_IsFoundOutAtOnce(int bytes)
    {
        var store = folder.Store();
        var blob = await Write(store, RandomNumberGenerator.GetBytes(3 * Chunk + 100));
        await using (var file = File.OpenWrite(FileOf(blob))) file.SetLength(file.Length - bytes);

        await Assert.ThrowsAsync<BlobTamperedException>(() => store.OpenReadAsync(blob.Key, Context, Ct));
    }

    [Fact]
    public async Task OpenRead_ChunksSwappedOrTakenFromAnotherBlob_IsFoundOut()
    {
        var store = folder.Store();
        var one = await Write(store, RandomNumberGenerator.GetBytes(3 * Chunk + 5));
        var other = await Write(store, RandomNumberGenerator.GetBytes(3 * Chunk + 5));
        var bytes = await File.ReadAllBytesAsync(FileOf(one), Ct);
        var foreign = await File.ReadAllBytesAsync(FileOf(other), Ct);
        const int size = Chunk + 16;
        var header = bytes.Length - 3 * size - (5 + 16);

        var swapped = bytes.ToArray();
        bytes.AsSpan(header, size).CopyTo(swapped.AsSpan(header + size));
        bytes.AsSpan(header + size, size).CopyTo(swapped.AsSpan(header));
        await File.WriteAllBytesAsync(FileOf(one), swapped, Ct);
        await Assert.ThrowsAsync<BlobTamperedException>(() => ReadAll(store, one.Key));

        var grafted = bytes.ToArray();
        foreign.AsSpan(header, size).CopyTo(grafted.AsSpan(header));
        await File.WriteAllBytesAsync(FileOf(one), grafted, Ct);
        await Assert.ThrowsAsync<BlobTamperedException>(() => ReadAll(store, one.Key));
    }

    [Fact]
    public async Task OpenRead_OtherContext_IsRefused()
    {
        var store = folder.Store();
        var blob = await Write(store, [1, 2, 3]);

        await Assert.ThrowsAsync<BlobTamperedException>(() => store.OpenReadAsync(blob.Key, "package:PR-2026-000002", Ct));
    }

    [Fact]
    public async Task Create_DisposedWithoutComplete_LeavesNothing()
    {
        var store = folder.Store();
        await using (var writer = await store.CreateAsync(Context, Ct)) await writer.WriteAsync(new byte[3 * Chunk], Ct);

        Assert.Empty(Directory.GetFiles(folder.Blobs, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task DeleteAbandoned_KilledWritersPart_GoesWhileALivingOneStays()
    {
        var store = folder.Store();
        await File.WriteAllBytesAsync(Path.Combine(folder.Blobs, "incoming", "dead.part"), new byte[9], Ct);
        await using var living = await store.CreateAsync(Context, Ct);
        await living.WriteAsync(new byte[] { 1 }, Ct);

        Assert.Equal(1, store.DeleteAbandoned());
        Assert.True(await store.ExistsAsync((await living.CompleteAsync(Ct)).Key, Ct));
    }

    [Fact]
    public async Task Complete_ThenWrite_IsRefused()
    {
        await using var writer = await folder.Store().CreateAsync(Context, Ct);
        await writer.CompleteAsync(Ct);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(new byte[1], Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync(Ct));
    }

    [Fact]
    public async Task Write_DiskFull_SaysSoAndLeavesNothingVisible()
    {
        var store = new LocalBlobStore(new LocalBlobStoreOptions { Folder = folder.Blobs }, folder.Vault(), path => new FullDisk(path));
        await using (var writer = await store.CreateAsync(Context, Ct))
        {
            var failed = await Assert.ThrowsAsync<BlobStorageException>(async () => await writer.WriteAsync(new byte[64 * Chunk], Ct));
            Assert.Contains("disk is full", failed.Message, StringComparison.Ordinal);
            // Half a blob must not become a whole one because its writer carries on.
            await Assert.ThrowsAsync<BlobStorageException>(() => writer.CompleteAsync(Ct));
        }

        Assert.Empty(Directory.GetFiles(folder.Blobs, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Delete_ExistingBlob_IsGoneAndTheSecondTimeSaysSo()
    {
        var store = folder.Store();
        var blob = await Write(store, [1]);

        Assert.True(await store.DeleteAsync(blob.Key, Ct));
        Assert.False(await store.DeleteAsync(blob.Key, Ct));
        await Assert.ThrowsAsync<BlobStorageException>(() => store.OpenReadAsync(blob.Key, Context, Ct));
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789")]
    public async Task OpenRead_KeyThatIsNoKey_IsRefused(string key) =>
        await Assert.ThrowsAsync<BlobStorageException>(() => folder.Store().OpenReadAsync(key, Context, Ct));

    [Fact]
    public async Task Write_Plaintext_IsNowhereOnTheDisk()
    {
        var secret = "the quick brown secret"u8.ToArray();
        var blob = await Write(folder.Store(), secret);

        Assert.Equal(-1, (await File.ReadAllBytesAsync(FileOf(blob), Ct)).AsSpan().IndexOf(secret));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<BlobReference> Write(LocalBlobStore store, byte[] content)
    {
        await using var writer = await store.CreateAsync(Context, Ct);
        await writer.WriteAsync(content, Ct);
        return await writer.CompleteAsync(Ct);
    }

    private static async Task<byte[]> ReadAll(LocalBlobStore store, string key)
    {
        await using var stream = await store.OpenReadAsync(key, Context, Ct);
        using var plain = new MemoryStream();
        await stream.CopyToAsync(plain, Ct);
        return plain.ToArray();
    }

    private string FileOf(BlobReference blob) => Path.Combine(folder.Blobs, blob.Key[..2], blob.Key + ".blob");

    /// <summary>A file on a disk with room for one megabyte.</summary>
    private sealed class FullDisk(string path) : FileStream(path, FileMode.CreateNew)
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position + buffer.Length > 1024 * 1024) throw new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
