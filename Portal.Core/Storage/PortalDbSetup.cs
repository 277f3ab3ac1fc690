using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Storage;

/// <summary>Registers the context of the chosen database server, and brings its schema up to date.</summary>
public static class PortalDbSetup
{
    internal static void AddPortalDb(this IServiceCollection services, DatabaseOptions options, string dataFolder)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                services.AddDbContext<SqlitePortalDb>(db => db.UseSqlite(SqliteConnectionString(options, dataFolder)));
                services.AddScoped<PortalDb>(provider => provider.GetRequiredService<SqlitePortalDb>());
                break;
            case DatabaseProvider.SqlServer:
                services.AddDbContext<SqlServerPortalDb>(db => db.UseSqlServer(options.ConnectionString, server =>
                {
                    server.EnableRetryOnFailure();
                    if (options.MaxBatchSize > 0) server.MaxBatchSize(options.MaxBatchSize);
                }));
                services.AddScoped<PortalDb>(provider => provider.GetRequiredService<SqlServerPortalDb>());
                break;
            default:
                throw new InvalidOperationException($"Portal:Database:Provider {options.Provider} is not known.");
        }
    }

    /// <summary>Creates the schema or migrates it. For the embedded database under a file lock: two processes may start at once.</summary>
    public static async Task MigrateAsync(PortalDb db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.Database.IsSqlite())
        {
            await db.Database.MigrateAsync(ct);
            return;
        }
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        await using var fileLock = await TakeAsync(file + ".migrating", ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
        // Whoever held EF's own lock row died holding it: we hold the file, so nobody is migrating.
        await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL); DELETE FROM "__EFMigrationsLock";""", ct);
        await db.Database.MigrateAsync(ct);
    }

    private static string SqliteConnectionString(DatabaseOptions options, string dataFolder) =>
        new SqliteConnectionStringBuilder(options.ConnectionString) is { DataSource.Length: > 0 } given
            ? given.ToString()
            : new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "portal.db"), Pooling = true, DefaultTimeout = 30 }.ToString();

    private static async Task<FileStream> TakeAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(100, ct);
            }
        }
    }
}
