using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Core;
using Portal.Core.Audit;
using Portal.Core.Demo;
using Portal.Core.Storage;

namespace Portal.Tests.Core.Storage;

/// <summary>What a database server would say of the model, asked before one is there to say it.</summary>
public sealed class PortalDbModelTests
{
    public static TheoryData<DatabaseProvider> Providers => [.. Enum.GetValues<DatabaseProvider>()];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Model_ComparedWithItsMigrations_HasNoPendingChanges(DatabaseProvider provider)
    {
        using var db = Of(provider);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), $"Add a migration for {provider}.");
    }

    [Fact]
    public void Columns_OfSqlServerWithoutALength_AreNotIndexed()
    {
        using var db = Of(DatabaseProvider.SqlServer);
        var indexed = db.Model.GetEntityTypes()
            .SelectMany(e => e.GetIndexes().SelectMany(i => i.Properties).Concat(e.GetKeys().SelectMany(k => k.Properties)).Concat(e.GetForeignKeys().SelectMany(f => f.Properties)))
            .Distinct()
            .Where(p => p.GetColumnType().Contains("(max)", StringComparison.Ordinal));

        Assert.Empty(indexed.Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}"));
    }

    /// <summary>A clustered key holds 900 bytes, another index 1,700; nvarchar takes two bytes a character.</summary>
    [Fact]
    public void Indexes_OfSqlServer_FitIntoItsLimits()
    {
        using var db = Of(DatabaseProvider.SqlServer);
        var keys = db.Model.GetEntityTypes().SelectMany(e => e.GetKeys().Select(k => (Name: $"{e.ClrType.Name}: key", Bytes: k.Properties.Sum(BytesOf), Limit: 900)));
        var indexes = db.Model.GetEntityTypes().SelectMany(e => e.GetIndexes().Select(i => (Name: $"{e.ClrType.Name}: {string.Join("+", i.Properties.Select(p => p.Name))}", Bytes: i.Properties.Sum(BytesOf), Limit: 1700)));

        Assert.Empty(keys.Concat(indexes).Where(i => i.Bytes > i.Limit).Select(i => $"{i.Name} has {i.Bytes} bytes of {i.Limit}"));
    }

    [Fact]
    public void ForeignKeys_OfSqlServer_CascadeAlongOnePathAtMost()
    {
        using var db = Of(DatabaseProvider.SqlServer);
        var cascades = db.Model.GetEntityTypes().SelectMany(e => e.GetForeignKeys())
            .Where(f => f.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull)
            .Select(f => (From: f.PrincipalEntityType.GetTableName()!, To: f.DeclaringEntityType.GetTableName()!))
            .ToLookup(f => f.From, f => f.To);

        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct())
        {
            var reached = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([table]);
            while (open.TryPop(out var at))
            {
                foreach (var next in cascades[at])
                {
                    Assert.True(reached.Add(next) && next != table, $"Deleting from {table} reaches {next} along two paths.");
                    open.Push(next);
                }
            }
        }
    }

    [Fact]
    public void ForeignKeys_BetweenRecords_NeverDelete()
    {
        using var db = Of(DatabaseProvider.SqlServer);
        var deleting = db.Model.GetEntityTypes().Where(e => !e.IsOwned()).SelectMany(e => e.GetForeignKeys()).Where(f => f.DeleteBehavior != DeleteBehavior.Restrict);

        Assert.Empty(deleting.Select(f => $"{f.DeclaringEntityType.ClrType.Name} goes with {f.PrincipalEntityType.ClrType.Name}"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Strings_OfEveryTable_HaveALengthThatWasMeant(DatabaseProvider provider)
    {
        using var db = Of(provider);
        var forgotten = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => (p.GetProviderClrType() ?? p.ClrType) == typeof(string) && p.GetMaxLength() is null);

        Assert.Empty(forgotten.Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}"));
    }

    [Fact]
    public void Tables_OfBothServers_AreTheSame() => Assert.Equal(Columns(DatabaseProvider.Sqlite), Columns(DatabaseProvider.SqlServer));

    [Theory]
    [InlineData(DatabaseProvider.SqlServer, true, "Server=db", false)]
    [InlineData(DatabaseProvider.SqlServer, false, "Server=db", true)]
    [InlineData(DatabaseProvider.SqlServer, false, " ", false)]
    [InlineData(DatabaseProvider.Sqlite, true, "", true)]
    public void Options_WithTheDemo_GoWithTheEmbeddedDatabaseOnly(DatabaseProvider provider, bool demo, string connection, bool valid)
    {
        var options = new PortalOptions { Demo = demo, Database = new DatabaseOptions { Provider = provider, ConnectionString = connection } };
        options.Signing.AllowDevelopmentKey = true;
        options.Mail.Way = Portal.Core.Notifications.MailWay.Folder;

        var refusal = Record.Exception(options.Validate);

        Assert.Equal(valid, refusal is null);
        if (refusal is not null) Assert.Contains("Portal:Database", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AsShipped_HaveNoDemo() => Assert.False(new PortalOptions().Demo);

    [Fact]
    public async Task DemoWorld_OnAServerDatabase_RefusesBeforeItAsksTheServer()
    {
        await using var db = Of(DatabaseProvider.SqlServer);
        var audit = new AuditTrail(db, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => new DemoWorld(db, new UnitOfWork(db, audit), audit).EnsureAsync(TestContext.Current.CancellationToken));

        Assert.Contains("embedded database only", refusal.Message, StringComparison.Ordinal);
    }

    private static PortalDb Of(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new SqlitePortalDb(new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite("Data Source=:memory:").Options),
        DatabaseProvider.SqlServer => new SqlServerPortalDb(new DbContextOptionsBuilder<SqlServerPortalDb>().UseSqlServer("Server=none").Options),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "A new database server needs a line here."),
    };

    private static IEnumerable<string> Columns(DatabaseProvider provider)
    {
        using var db = Of(provider);
        return [.. db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => $"{e.GetTableName()}.{p.GetColumnName()} {(p.IsNullable ? "null" : "not null")}")).Order(StringComparer.Ordinal)];
    }

    private static int BytesOf(IProperty property) => (property.GetProviderClrType() ?? property.FindTypeMapping()?.Converter?.ProviderClrType ?? property.ClrType) switch
    {
        var t when t == typeof(string) => 2 * (property.GetMaxLength() ?? int.MaxValue / 64),
        var t when t == typeof(Guid) || t == typeof(Guid?) => 16,
        _ => 10,
    };
}
