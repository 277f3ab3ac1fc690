using System.Globalization;

namespace Portal.Core.Scopes;

/// <summary>Cuts in plain words.</summary>
public static class CutWords
{
    /// <summary>The choice in a list.</summary>
    public static string Of(CutKind kind) => kind switch
    {
        CutKind.WholeLine => "The whole line",
        CutKind.Window => "To a shorter window",
        CutKind.Direction => "To one direction",
        CutKind.OnlyCounterparties => "To messages with these accounts only",
        CutKind.ExceptCounterparties => "Without messages with these accounts",
        CutKind.Conversation => "To one conversation",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What a cut leaves, as a clause.</summary>
    /// <param name="labels">Account ids to how people name them; an id without one stands for itself.</param>
    public static string Of(ScopeCut cut, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(cut);
        ArgumentNullException.ThrowIfNull(labels);
        return cut.Kind switch
        {
            CutKind.WholeLine => "Nothing of this line",
            CutKind.Window => string.Create(CultureInfo.InvariantCulture, $"Only from {cut.Window!.Value.StartUtc:yyyy-MM-dd HH:mm} until before {cut.Window.Value.EndUtc:yyyy-MM-dd HH:mm} UTC"),
            CutKind.Direction => cut.Direction == Direction.Sent ? "Only what the account sent" : "Only what the account received",
            CutKind.OnlyCounterparties => $"Only with {Names(cut, labels)}",
            CutKind.ExceptCounterparties => $"Not with {Names(cut, labels)}",
            CutKind.Conversation => $"Only conversation {cut.ConversationId}",
            _ => throw new ArgumentOutOfRangeException(nameof(cut)),
        };
    }

    public static string Of(Direction direction) => direction switch
    {
        Direction.Both => "Sent and received",
        Direction.Sent => "Sent",
        Direction.Received => "Received",
        _ => throw new ArgumentOutOfRangeException(nameof(direction)),
    };

    private static string Names(ScopeCut cut, IReadOnlyDictionary<string, string> labels) =>
        string.Join(", ", cut.Counterparties.Select(id => labels.TryGetValue(id, out var label) ? $"{label}, account {id}" : $"account {id}"));
}
