using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Core.Desk;

/// <summary>The queries that go to one database file, and how the server would find their rows.</summary>
internal sealed class WatchedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string folder;
    private readonly IDisposable listeners;
    private readonly ConcurrentBag<IDisposable> subscriptions = [];
    private readonly ConcurrentQueue<(string Sql, List<(string Name, object? Value)> Parameters)> seen = [];

    public WatchedCommands(string folder)
    {
        this.folder = folder;
        listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public int Count => seen.Count;

    public void Forget() => seen.Clear();

    /// <summary>Each query with its plan, one step a line.</summary>
    public IReadOnlyList<(string Sql, string Plan)> Plans(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return [.. seen.Select(s => (s.Sql, PlanOf(connection, s.Sql, s.Parameters)))];
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != RelationalEventId.CommandExecuting.Name || value.Value is not CommandEventData data) return;
        if (data.Command.Connection?.DataSource.StartsWith(folder, StringComparison.Ordinal) != true) return;
        seen.Enqueue((data.Command.CommandText, [.. data.Command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        listeners.Dispose();
        foreach (var subscription in subscriptions) subscription.Dispose();
    }

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";

    private static string PlanOf(SqliteConnection connection, string sql, List<(string Name, object? Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read()) steps.Add(reader.GetString(3));
        return string.Join('\n', steps);
    }
}
