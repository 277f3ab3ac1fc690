using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Tests.Support;

/// <summary>A portal database of its own in a temporary file, gone when disposed of.</summary>
internal sealed class TestPortalDb : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-test-").FullName;

    private TestPortalDb()
    {
    }

    /// <summary>For whatever else a test must keep on disk; deleted with the database.</summary>
    public string Folder => folder;

    public static async Task<TestPortalDb> CreateAsync()
    {
        var database = new TestPortalDb();
        await using var db = database.Open();
        await db.Database.EnsureCreatedAsync();
        return database;
    }

    /// <summary>A fresh context, as every request of the web has its own.</summary>
    public SqlitePortalDb Open() => new(new DbContextOptionsBuilder<SqlitePortalDb>()
        // Unpooled, so that the file is closed with its context and can be deleted.
        .UseSqlite($"Data Source={Path.Combine(folder, "portal.db")};Pooling=False")
        .Options);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
