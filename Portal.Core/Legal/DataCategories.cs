using System.Collections.Immutable;

namespace Portal.Core.Legal;

/// <summary>The codes, names and order of <see cref="DataCategory"/>, as stored, exported and shown.</summary>
public static class DataCategories
{
    private static readonly ImmutableArray<Entry> Entries =
    [
        new(DataCategory.ContentDm, "CONTENT_DM", "Direct messages", "What was written in direct and group messages, with sender, recipients and time."),
        new(DataCategory.ContentMedia, "CONTENT_MEDIA", "Attachments and media", "Files, pictures, sound and video sent with messages or posts."),
        new(DataCategory.Comment, "COMMENT", "Comments and posts", "What was written in comments and posts."),
        new(DataCategory.Location, "LOCATION", "Location", "Where a device or person was, as far as the service recorded it."),
        new(DataCategory.Interaction, "INTERACTION", "Who communicated with whom", "Who communicated with whom and when, without anything that was written."),
        new(DataCategory.Transaction, "TRANSACTION", "Transactions", "Payments and purchases made through the account."),
        new(DataCategory.Login, "LOGIN", "Login records", "When the account was used, from which network address and device."),
        new(DataCategory.Subscriber, "SUBSCRIBER", "Subscriber information", "Who opened the account and when: name, contact details, handles and means of payment."),
    ];

    private static readonly ImmutableDictionary<DataCategory, Entry> ByCategory = Entries.ToImmutableDictionary(e => e.Category);

    private static readonly ImmutableDictionary<string, DataCategory> ByCode =
        Entries.ToImmutableDictionary(e => e.Code, e => e.Category, StringComparer.Ordinal);

    /// <summary>Every category, the one that discloses most first.</summary>
    public static ImmutableArray<DataCategory> All { get; } = [.. Entries.Select(e => e.Category)];

    /// <summary>The stable code, such as <c>CONTENT_DM</c>: the one form written to storage, packages and interfaces.</summary>
    public static string Code(DataCategory category) => Find(category).Code;

    /// <summary>The category of a code, exact in case.</summary>
    /// <exception cref="FormatException">The code names no category.</exception>
    public static DataCategory Parse(string code) =>
        TryParse(code, out var category)
            ? category
            : throw new FormatException($"“{code}” is no data category. The categories are {string.Join(", ", Entries.Select(e => e.Code))}.");

    public static bool TryParse(string? code, out DataCategory category) => ByCode.TryGetValue(code ?? "", out category);

    /// <summary>The name in plain words, sentence case.</summary>
    public static string Name(DataCategory category) => Find(category).Name;

    /// <summary>One sentence that says what the category holds.</summary>
    public static string Description(DataCategory category) => Find(category).Description;

    /// <summary>How much the category discloses: 1 is least, <c>All.Length</c> is most. Content always ranks above interaction.</summary>
    public static int Rank(DataCategory category) => Entries.Length - Entries.IndexOf(Find(category));

    /// <summary>Whether the category is the content of a communication, which always takes two approvers to disclose.</summary>
    public static bool IsContent(DataCategory category) =>
        category is DataCategory.ContentDm or DataCategory.ContentMedia or DataCategory.Comment;

    private static Entry Find(DataCategory category) =>
        ByCategory.TryGetValue(category, out var entry)
            ? entry
            : throw new ArgumentOutOfRangeException(nameof(category), category, "No such data category.");

    private sealed record Entry(DataCategory Category, string Code, string Name, string Description);
}
