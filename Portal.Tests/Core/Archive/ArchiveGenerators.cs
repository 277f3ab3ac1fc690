using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

/// <summary>Small worlds in which everything collides: five accounts, three conversations, twenty minutes.</summary>
internal static class ArchiveGenerators
{
    public static readonly DateTimeOffset Start = new(2024, 2, 29, 23, 50, 0, TimeSpan.Zero);
    private const int Minutes = 20;

    private static readonly Gen<string> Account = Gen.Int[0, 4].Select(number => $"a{number}");
    private static readonly Gen<string> Conversation = Gen.Int[0, 2].Select(number => $"c{number}");
    private static readonly Gen<DateTimeOffset> Minute = Gen.Int[0, Minutes].Select(minute => Start.AddMinutes(minute));

    private static readonly Gen<GivenMembership> Membership =
        Gen.Select(Conversation, Account, Minute, Gen.Int[0, 12], (conversation, account, joined, stay) =>
            new GivenMembership(conversation, account, joined, stay == 0 ? null : joined.AddMinutes(stay)));

    private static readonly Gen<(string? Sender, string Conversation, string[] Recipients, DateTimeOffset Sent, int[] Edits, int Deleted)> Message =
        Gen.Select(Gen.Frequency((15, Account.Select(account => (string?)account)), (1, Gen.Const((string?)null))), Conversation, Account.Array[0, 3], Minute,
            Gen.Frequency((3, Gen.Const(Array.Empty<int>())), (1, Gen.Int[0, 8].Array[1, 3])), Gen.Int[-9, 5]);

    public static readonly Gen<ArchiveContents> Contents = Gen.Select(Membership.Array[0, 12], Message.Array[0, 60], (memberships, messages) => new ArchiveContents(
        [.. memberships.DistinctBy(stint => (stint.Conversation, stint.Account, stint.Joined))],
        [.. messages.Select((message, number) => Given(message, number))]));

    private static readonly Gen<RecordSelector> Selector =
        Gen.Select(Gen.Int[0, 3], Gen.Frequency((12, Account), (1, Gen.Const("nobody"))), Gen.Frequency((9, Conversation), (1, Gen.Const("nowhere"))), Window(),
            OneOf(DataCategory.ContentDm, DataCategory.ContentDm, DataCategory.Interaction, DataCategory.Interaction, DataCategory.Subscriber, DataCategory.Login),
            OneOf(Direction.Both, Direction.Both, Direction.Sent, Direction.Received),
            (shape, account, conversation, window, category, direction) => RecordSelector.For(
                shape == 0 ? null : account, shape is 0 or 1 ? conversation : null, category, window, direction));

    private static readonly Gen<ScopeCut> Cut = Gen.OneOf(
        Window().Select(window => ScopeCut.ToWindow(window, "r", "n")),
        OneOf(Direction.Sent, Direction.Received).Select(direction => ScopeCut.ToDirection(direction, "r", "n")),
        Counterparties().Select(accounts => ScopeCut.ToCounterparties(accounts, "r", "n")),
        Counterparties().Select(accounts => ScopeCut.WithoutCounterparties(accounts, "r", "n")),
        Conversation.Select(conversation => ScopeCut.ToConversation(conversation, "r", "n")));

    public static readonly Gen<ImmutableArray<ScopeLine>> Lines =
        Gen.Select(Selector, Gen.Frequency((1, Gen.Const(Array.Empty<ScopeCut>())), (1, Cut.Array[1, 2]))).Array[1, 5]
            .Select(lines => lines.Select((line, number) => new ScopeLine($"L{number + 1}", "target", line.Item1, [.. line.Item2])).ToImmutableArray());

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Gen<UtcWindow> Window() =>
        Gen.Select(Gen.Int[0, Minutes], Gen.Int[1, Minutes], (from, length) => new UtcWindow(Start.AddMinutes(from), Start.AddMinutes(from + length)));

    private static Gen<ImmutableArray<string>> Counterparties() =>
        Gen.Frequency((9, Account), (1, Gen.Const("nobody"))).Array[1, 2].Select(accounts => accounts.Distinct().ToImmutableArray());

    private static GivenMessage Given((string? Sender, string Conversation, string[] Recipients, DateTimeOffset Sent, int[] Edits, int Deleted) message, int number)
    {
        var edits = ImmutableArray.CreateBuilder<(string, DateTimeOffset)>();
        var at = message.Sent;
        foreach (var gap in message.Edits) edits.Add(($"text {number}, version {edits.Count}", at = at.AddMinutes(gap)));
        return new GivenMessage(
            string.Create(CultureInfo.InvariantCulture, $"m{number}"), message.Conversation, message.Sender, [.. message.Recipients.Distinct()], message.Sent,
            $"text {number}, as it stands: ёж 猫 👨‍👩‍👧", edits.ToImmutable(), message.Deleted > 0 ? message.Sent.AddMinutes(message.Deleted) : null);
    }
}
