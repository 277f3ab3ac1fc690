namespace Portal.Core.Storage;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Which database server, chosen by one setting: section <c>Portal:Database</c>.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; }

    /// <summary>For SQLite it may be empty: the file is then <c>portal.db</c> in the data folder.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Commands sent at once; 0 leaves it to the provider. A T-SQL server that is not Microsoft's may need 1.</summary>
    public int MaxBatchSize { get; set; }

    public bool IsEmbedded => Provider == DatabaseProvider.Sqlite;
}
