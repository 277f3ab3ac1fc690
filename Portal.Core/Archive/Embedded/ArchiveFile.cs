using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Embedded;

/// <summary>The archive's file cannot be used; the message says why and what to do.</summary>
public sealed class ArchiveFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The SQLite file: made on first use, opened with the same settings everywhere.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private const string KeyPurpose = "archive";
    private readonly string connectionString;

    private ArchiveFile(string path, IKeyVault vault)
    {
        Path = path;
        Vault = vault;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ConnectionString;
    }

    public string Path { get; }

    public IKeyVault Vault { get; }

    /// <exception cref="ArchiveFileException">Not an archive, of a later format, not to be opened, or closed under other keys.</exception>
    public static ArchiveFile Open(string path, IKeyVault vault)
    {
        var file = new ArchiveFile(System.IO.Path.GetFullPath(path), vault);
        try
        {
            file.CreateIfMissing();
            CryptographicOperations.ZeroMemory(file.ArchiveKey());
            return file;
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new ArchiveFileException($"The message archive {file.Path} cannot be opened: {cause.Message} Check that it is an archive of this portal and who owns it.", cause);
        }
        catch (KeyUnwrapException cause)
        {
            file.Dispose();
            throw new ArchiveFileException($"The message archive {file.Path} was made with other keys: {cause.Message}", cause);
        }
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Run("PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;");
        return connection;
    }

    /// <summary>
    /// The archive's own key (32 bytes), from which those for quarantined lines and content tags are derived. The caller clears it.
    /// </summary>
    public byte[] ArchiveKey()
    {
        using var connection = Connect();
        using var command = connection.Command("SELECT format, archive_id, sealed_key FROM archive");
        using var row = command.ExecuteReader();
        row.Read();
        if (row.GetInt32(0) != ArchiveSchema.Format)
            throw new ArchiveFileException($"The message archive {Path} has format {row.GetInt32(0)}; this version reads {ArchiveSchema.Format}. Use the version that made it.");
        return Vault.Unwrap(row.GetFieldValue<byte[]>(2), new KeyContext(KeyPurpose, row.GetString(1)));
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private void CreateIfMissing()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { } folder) Directory.CreateDirectory(folder);
        if (!File.Exists(Path))
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var created = new FileStream(Path, options);
        }

        using var connection = Connect();
        // Immediate: of two processes that start together, one makes the tables and the other finds them.
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            if (connection.Number("SELECT count(*) FROM sqlite_schema") == 0) Create(connection);
            transaction.Commit();
        }
        connection.Run("PRAGMA journal_mode = WAL");
    }

    private void Create(SqliteConnection connection)
    {
        connection.Run(ArchiveSchema.Create);
        var id = Guid.NewGuid().ToString("N");
        var key = RandomNumberGenerator.GetBytes(32);
        using var command = connection.Command("INSERT INTO archive (only_row, format, archive_id, sealed_key, last_sequence) VALUES (1, $format, $id, $key, 0)",
            ("$format", ArchiveSchema.Format), ("$id", id), ("$key", Vault.Wrap(key, new KeyContext(KeyPurpose, id))));
        command.ExecuteNonQuery();
        CryptographicOperations.ZeroMemory(key);
    }
}
