using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>Finds whom an identifier meant on a day. E-mail and telephone are known as they are now; handles have a history.</summary>
internal sealed class IdentifierResolver(SqliteConnection connection, DateTimeOffset now)
{
    // An account whose history is not recorded is taken to have held its present handle all along.
    private const string HoldersOfHandle = """
        SELECT account_no FROM account_handle WHERE handle_normal = $value AND from_at < $to AND until_at > $from
        UNION
        SELECT account_no FROM account a WHERE handle_normal = $value AND NOT EXISTS (SELECT 1 FROM account_handle h WHERE h.account_no = a.account_no)
        """;

    private static readonly Resolution Unknown = new(ResolutionOutcome.Unknown, null, null, 0);

    public Resolution Resolve(AccountIdentifier identifier, DateOnly? on)
    {
        var day = on is { } named ? new DateTimeOffset(named, TimeOnly.MinValue, TimeSpan.Zero) : new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var from = day.UtcTicks;
        var to = from + TimeSpan.TicksPerDay;
        var value = identifier.Value;
        return identifier.Kind switch
        {
            IdentifierKind.AccountId => Accounts("SELECT account_no FROM account WHERE account_id = $value", value, from, to),
            IdentifierKind.Handle => Accounts(HoldersOfHandle, IdentifierNormal.Handle(value), from, to),
            IdentifierKind.Email => Accounts("SELECT account_no FROM account WHERE email_normal = $value", IdentifierNormal.Email(value), from, to),
            IdentifierKind.Phone => Accounts("SELECT account_no FROM account WHERE phone_normal = $value", IdentifierNormal.Phone(value), from, to),
            IdentifierKind.ConversationId => connection.NumberOrNull("SELECT 1 FROM conversation WHERE conversation_id = $value", ("$value", value)) is null
                ? Unknown
                : new Resolution(ResolutionOutcome.Resolved, value, null, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(identifier), identifier.Kind, "No such kind of identifier."),
        };
    }

    private Resolution Accounts(string sql, string? value, long from, long to)
    {
        if (string.IsNullOrEmpty(value)) return Unknown;
        using var command = connection.Command(sql, ("$value", value), ("$from", from), ("$to", to));
        using var row = command.ExecuteReader();
        var found = new List<long>();
        while (row.Read()) found.Add(row.GetInt64(0));
        if (found.Count == 0) return Unknown;
        if (found.Count > 1) return new Resolution(ResolutionOutcome.Ambiguous, null, null, found.Count);
        var names = new AccountNames(connection);
        // The day's last instant: a handle taken up during the day is the one that day ended with.
        return new Resolution(ResolutionOutcome.Resolved, names.IdOf(found[0]), names.HandleAt(found[0], to - 1), 1);
    }
}
