using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Embedded;

/// <summary>A selector in the archive's own numbers.</summary>
/// <param name="AccountNo">Null where a conversation is named as a whole; <see cref="Nobody"/> where the archive knows no such account.</param>
/// <param name="ConversationNo">Null for every conversation; <see cref="Nobody"/> where unknown.</param>
/// <param name="From">UTC ticks, inclusive.</param>
/// <param name="To">UTC ticks, exclusive.</param>
/// <param name="Only">Null for no restriction; never confused with an empty list, which would let nobody in.</param>
/// <param name="Except">Null for none.</param>
internal sealed record SelectorNumbers(
    long? AccountNo, long? ConversationNo, long From, long To, Direction Direction, ImmutableArray<long>? Only, ImmutableArray<long>? Except)
{
    public const long Nobody = -1;

    public static SelectorNumbers Of(SqliteConnection connection, RecordSelector selector)
    {
        if (selector.AccountId is null && selector.ConversationId is null)
            throw new ArgumentException("A selector names an account, a conversation or both.", nameof(selector));
        return new(
            selector.AccountId is { } account ? FindAccount(connection, account) : null,
            selector.ConversationId is { } conversation ? FindConversation(connection, conversation) : null,
            selector.Window.StartUtc.UtcTicks,
            selector.Window.EndUtc.UtcTicks,
            selector.AccountId is null ? Direction.Both : selector.Direction,
            Numbers(connection, selector.OnlyCounterparties),
            Numbers(connection, selector.ExceptCounterparties));
    }

    public static long FindAccount(SqliteConnection connection, string accountId) =>
        connection.NumberOrNull("SELECT account_no FROM account WHERE account_id = $id", ("$id", accountId)) ?? Nobody;

    private static long FindConversation(SqliteConnection connection, string conversationId) =>
        connection.NumberOrNull("SELECT conversation_no FROM conversation WHERE conversation_id = $id", ("$id", conversationId)) ?? Nobody;

    // Somebody the archive does not know stays in the list as nobody: dropped, a list of one would turn into "no restriction".
    private static ImmutableArray<long>? Numbers(SqliteConnection connection, ImmutableArray<string> accounts) =>
        accounts.IsDefaultOrEmpty ? null : [.. accounts.Select(account => FindAccount(connection, account))];
}
