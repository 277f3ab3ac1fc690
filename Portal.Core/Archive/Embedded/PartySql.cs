namespace Portal.Core.Archive.Embedded;

/// <summary>
/// Who is party to a message, as SQL over <c>message m</c>, for counting. <see cref="MessageParties"/> states the same rule for reading;
/// neither uses the other.
/// </summary>
internal static class PartySql
{
    /// <summary>Whether an account is among those a message reached.</summary>
    /// <param name="account">An SQL expression for the account's number.</param>
    public static string Reached(string account) => $"""
        CASE WHEN m.recipients IS NULL
        THEN {account} <> m.sender_no AND {MemberThen("m", account)}
        ELSE EXISTS (SELECT 1 FROM json_each(m.recipients) r WHERE r.value = {account}) AND ({MembersUnknown("m")} OR {MemberThen("m", account)})
        END
        """;

    /// <summary>Whether a message reached any of a JSON array of accounts.</summary>
    public static string ReachedAny(string list) => $"EXISTS (SELECT 1 FROM json_each({list}) p WHERE {Reached("p.value")})";

    public static string OneOf(string account, string list) => $"{account} IN (SELECT value FROM json_each({list}))";

    /// <summary>Whether an account was a member when the row was sent.</summary>
    public static string MemberThen(string row, string account) => $"""
        EXISTS (SELECT 1 FROM membership s WHERE s.conversation_no = {row}.conversation_no AND s.account_no = {account}
            AND s.joined_at <= {row}.sent_at AND s.left_at > {row}.sent_at)
        """;

    public static string MembersUnknown(string row) =>
        $"NOT EXISTS (SELECT 1 FROM membership s WHERE s.conversation_no = {row}.conversation_no)";
}
