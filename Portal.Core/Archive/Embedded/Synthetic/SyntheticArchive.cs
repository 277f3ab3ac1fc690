using System.Globalization;

namespace Portal.Core.Archive.Embedded.Synthetic;

/// <summary>What the demo's people are called, so that a demo order can name them.</summary>
public static class SyntheticCase
{
    public const string SuspectHandle = "harbor_lights";
    public const string AccompliceHandle = "quiet.mallard";
    public const string MoneyMoverHandle = "ledger-ann";
    public const string DirectConversationId = SyntheticStory.Direct;
    public const string GroupConversationId = SyntheticStory.Group;

    /// <summary>Held by two accounts one after the other; on 2026-04-15 (UTC) by both.</summary>
    public const string HandleThatChangedHands = "blue.heron";
}

/// <summary>
/// Makes an archive of invented people who write in fourteen languages, the same from the same seed every time. It goes in by the
/// same import as anything else.
/// </summary>
public static class SyntheticArchive
{
    /// <summary>The first instant of the archive.</summary>
    public static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant after it.</summary>
    public static readonly DateTimeOffset Until = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public const int DefaultMessages = 60_000;
    public const int DefaultSeed = 2026;

    /// <summary>Fills an archive. Doing it again adds nothing.</summary>
    /// <exception cref="ArchiveImportException">The archive could not take it, or another import is running.</exception>
    public static async Task<ArchiveImportResult> FillAsync(
        EmbeddedArchive archive, int messages = DefaultMessages, int seed = DefaultSeed, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        await using var rows = OpenNdjson(messages, seed);
        var name = string.Create(CultureInfo.InvariantCulture, $"synthetic archive, seed {seed}, {messages} messages");
        return await new ArchiveImport(archive).FromStreamAsync(rows, name, progress, null, ct);
    }

    /// <summary>The rows as the import reads them, about 300 bytes a message.</summary>
    public static Stream OpenNdjson(int messages = DefaultMessages, int seed = DefaultSeed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1000);
        var rows = new SyntheticRows(new SeededRandom((ulong)seed));
        var random = new SeededRandom((ulong)seed ^ 0x5EED);
        var people = SyntheticPeople.All(random);
        foreach (var account in people) rows.Account(account);
        var talk = new SyntheticTalk(people, random);
        foreach (var conversation in talk.Conversations) rows.Conversation(conversation);
        talk.Write(rows, messages);
        return rows.Open();
    }
}
