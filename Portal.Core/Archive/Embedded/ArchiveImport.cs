using Microsoft.Data.Sqlite;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// Imports messages from NDJSON, plain or gzipped, into the embedded archive. Running it again over the same file, or after it was
/// killed in the middle, adds what is missing and doubles nothing. The README of this room has the fields.
/// </summary>
public sealed class ArchiveImport(EmbeddedArchive archive)
{
    /// <summary>Imports one file.</summary>
    /// <param name="progress">Told after every few thousand lines.</param>
    /// <param name="setAside">Told of each line that is quarantined now.</param>
    /// <exception cref="ArchiveImportException">The file cannot be read, or not to its end; or another import is running.</exception>
    public async Task<ArchiveImportResult> FromFileAsync(string path, IProgress<ImportProgress>? progress, IProgress<QuarantinedLine>? setAside, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveImportException($"{path} cannot be opened: {cause.Message}", null, cause);
        }
        await using (stream) return await FromStreamAsync(stream, Path.GetFileName(path), progress, setAside, ct);
    }

    /// <summary>Imports a stream as if it were a file called <paramref name="name"/>. It is read from where it stands.</summary>
    /// <exception cref="ArchiveImportException">The stream cannot be read to its end, or another import is running.</exception>
    public Task<ArchiveImportResult> FromStreamAsync(Stream stream, string name, IProgress<ImportProgress>? progress, IProgress<QuarantinedLine>? setAside, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Task.Run(() => Import(stream, name, progress, setAside, ct), ct);
    }

    private ArchiveImportResult Import(Stream stream, string name, IProgress<ImportProgress>? progress, IProgress<QuarantinedLine>? setAside, CancellationToken ct)
    {
        using var alone = LockOutOtherImports();
        using var content = Uncompressed(stream);
        using var lines = new ImportLines(content);
        using var session = new ImportSession(archive.File, name, archive.Clock, setAside);
        try
        {
            session.Run(lines, (rows, elapsed) => progress?.Report(new ImportProgress(
                name, rows, rows / Math.Max(elapsed.TotalSeconds, 0.001), stream.CanSeek ? stream.Position : 0, stream.CanSeek ? stream.Length : null)), ct);
            return session.Finish();
        }
        catch (SqliteException cause)
        {
            throw new ArchiveImportException($"The archive could not take {name} beyond its last batch: {cause.Message} Free disk space or mend the archive, then run the import again; it goes on where it stopped.", null, cause);
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException)
        {
            var soFar = session.Finish();
            throw new ArchiveImportException($"{name} cannot be read beyond line {lines.Number}: {cause.Message} What came before is imported. Get a whole copy of the file and run the import again.", soFar, cause);
        }
        catch (KeyUnwrapException cause)
        {
            throw new ArchiveImportException($"A key of the archive does not open: {cause.Message}", null, cause);
        }
    }

    private FileStream LockOutOtherImports()
    {
        var path = archive.File.Path + ".import";
        try
        {
            // Sequence numbers and account numbers are handed out by one import at a time. The lock goes with the process.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause)
        {
            throw new ArchiveImportException("Another import into this archive is running. Wait until it has ended.", null, cause);
        }
    }

    private static Stream Uncompressed(Stream stream)
    {
        var start = new byte[2];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new RejoinedStream(start.AsMemory(0, read), stream);
        // By its first bytes, not by its name: files are renamed.
        return start is [0x1F, 0x8B] ? new WholeGzipStream(whole) : whole;
    }
}
