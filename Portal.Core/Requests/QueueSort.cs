using System.Globalization;
using System.Linq.Expressions;
using System.Text;

namespace Portal.Core.Requests;

/// <summary>By what the queue is ordered.</summary>
public enum QueueSort
{
    /// <summary>The clock that runs out first.</summary>
    Clock,

    /// <summary>When the request came.</summary>
    Received,

    /// <summary>The agency's name.</summary>
    Agency,

    /// <summary>The name of the person it is assigned to; nobody's stand first.</summary>
    Assigned,
}

/// <summary>An order of the queue and the places in it: equal keys are told apart by id, so that no page loses or repeats a request.</summary>
internal static class QueueOrder
{
    /// <summary>The rows in order, from behind a cursor on.</summary>
    /// <param name="backwards">The rows before the cursor, the nearest first.</param>
    public static IQueryable<QueueRow> InOrder(this IQueryable<QueueRow> rows, QueueSort sort, bool descending, string? cursor, bool backwards)
    {
        var down = descending ^ backwards;
        return sort switch
        {
            QueueSort.Clock => Page(rows, r => r.Due, Time(cursor), down),
            QueueSort.Received => Page(rows, r => r.SubmittedAt, Time(cursor), down),
            QueueSort.Agency => Page(rows, r => r.Agency, Text(cursor), down),
            QueueSort.Assigned => Page(rows, r => r.AssignedTo, Text(cursor), down),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
    }

    public static string CursorOf(QueueRow row, QueueSort sort)
    {
        var key = sort switch
        {
            QueueSort.Clock => row.Due.UtcTicks.ToString(CultureInfo.InvariantCulture),
            QueueSort.Received => row.SubmittedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
            QueueSort.Agency => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(row.Agency)),
            QueueSort.Assigned => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(row.AssignedTo)),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{key}_{row.Id:N}");
    }

    private static IQueryable<QueueRow> Page<TKey>(IQueryable<QueueRow> rows, Expression<Func<QueueRow, TKey>> key, Place<TKey>? place, bool down)
    {
        if (place is not null) rows = rows.Where(Behind(key, place, down));
        return down ? rows.OrderByDescending(key).ThenByDescending(r => r.Id) : rows.OrderBy(key).ThenBy(r => r.Id);
    }

    /// <summary><c>key &gt; k or (key = k and id &gt; i)</c>, or the other way round, with the cursor as parameters.</summary>
    private static Expression<Func<QueueRow, bool>> Behind<TKey>(Expression<Func<QueueRow, TKey>> key, Place<TKey> place, bool down)
    {
        var row = key.Parameters[0];
        var at = Expression.Property(Expression.Constant(place), nameof(Place<>.Key));
        var id = Expression.Property(Expression.Constant(place), nameof(Place<>.Id));
        return Expression.Lambda<Func<QueueRow, bool>>(
            Expression.OrElse(
                Further(key.Body, at, down),
                Expression.AndAlso(Expression.Equal(key.Body, at), Further(Expression.Property(row, nameof(QueueRow.Id)), id, down))),
            row);
    }

    private static BinaryExpression Further(Expression value, Expression than, bool down)
    {
        if (value.Type == typeof(string))
        {
            value = Expression.Call(typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!, value, than);
            than = Expression.Constant(0);
        }
        return down ? Expression.LessThan(value, than) : Expression.GreaterThan(value, than);
    }

    /// <summary>A cursor that was tampered with is none: the first page is shown.</summary>
    private static Place<DateTimeOffset>? Time(string? cursor) =>
        Parts(cursor) is ({ } key, { } id) && long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new(new DateTimeOffset(ticks, TimeSpan.Zero), id)
            : null;

    private static Place<string>? Text(string? cursor) =>
        Parts(cursor) is ({ } key, { } id) && key.Length % 2 == 0 && key.All(char.IsAsciiHexDigitLower)
            ? new(Encoding.UTF8.GetString(Convert.FromHexString(key)), id)
            : null;

    private static (string? Key, Guid? Id) Parts(string? cursor) =>
        cursor?.Split('_', 2) is [var key, var given] && Guid.TryParseExact(given, "N", out var id) ? (key, id) : default;

    /// <summary>A class, so that its members become parameters of the query.</summary>
    private sealed record Place<TKey>(TKey Key, Guid Id);
}

/// <summary>A row of the queue as it is read.</summary>
internal sealed class QueueRow
{
    public Guid Id { get; init; }
    public required string Reference { get; init; }
    public required string Agency { get; init; }
    public required string Instrument { get; init; }
    public required string RuleBookVersion { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }
    public RequestStatus Status { get; init; }
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset? AcknowledgeBy { get; init; }
    public DateTimeOffset? RespondBy { get; init; }
    public long? PausedSeconds { get; init; }
    public Guid? AssignedToId { get; init; }
    public required string AssignedTo { get; init; }

    /// <summary>The end of time where no clock runs.</summary>
    public DateTimeOffset Due { get; init; }
}
