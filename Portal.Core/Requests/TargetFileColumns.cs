using System.Collections.Immutable;

namespace Portal.Core.Requests;

/// <summary>What a file of targets can say of each.</summary>
public enum TargetFileColumn
{
    TargetKind,
    Value,
    SecondKind,
    SecondValue,
    Role,
    Category,
    From,
    To,
    Zone,
    Direction,
    Conversation,
}

/// <summary>The columns' headings as they are written, and as they are recognised: in any order and case, with spaces, hyphens or underscores.</summary>
public static class TargetFileColumns
{
    public static ImmutableArray<TargetFileColumn> All { get; } = [.. Enum.GetValues<TargetFileColumn>()];

    public static string Heading(TargetFileColumn column) => column switch
    {
        TargetFileColumn.TargetKind => "target kind",
        TargetFileColumn.Value => "value",
        TargetFileColumn.SecondKind => "second kind",
        TargetFileColumn.SecondValue => "second value",
        TargetFileColumn.Role => "role",
        TargetFileColumn.Category => "category",
        TargetFileColumn.From => "from",
        TargetFileColumn.To => "to",
        TargetFileColumn.Zone => "zone",
        TargetFileColumn.Direction => "direction",
        TargetFileColumn.Conversation => "conversation",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>What stands in the column, for people who fill it in.</summary>
    public static string Meaning(TargetFileColumn column) => column switch
    {
        TargetFileColumn.TargetKind => "account id, handle, e-mail address, telephone number or conversation id",
        TargetFileColumn.Value => "The identifier, exactly as the order states it",
        TargetFileColumn.SecondKind => "If the order gives a second identifier of the same account: its kind",
        TargetFileColumn.SecondValue => "The second identifier",
        TargetFileColumn.Role => "Suspect, victim or witness",
        TargetFileColumn.Category => "What is asked for, by code or by name; several with ; between them. Empty where records are asked for on a page later",
        TargetFileColumn.From => "The first moment, like 2026-03-01T00:00",
        TargetFileColumn.To => "The moment after the last, like 2026-04-01T00:00",
        TargetFileColumn.Zone => "The time zone of both, like America/Los_Angeles",
        TargetFileColumn.Direction => "Sent, received, or empty for both",
        TargetFileColumn.Conversation => "A conversation's id, if the order limits itself to one",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    internal static TargetFileColumn? Find(string heading)
    {
        var plain = string.Join(' ', heading.Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var column in All)
        {
            if (string.Equals(plain, Heading(column), StringComparison.OrdinalIgnoreCase)) return column;
        }
        return null;
    }

    /// <summary>The column of a field of <see cref="EditDraft.Target"/> or <see cref="EditDraft.Line"/>.</summary>
    internal static TargetFileColumn OfField(string? field) => field switch
    {
        nameof(EditDraft.Target.Kind) => TargetFileColumn.TargetKind,
        nameof(EditDraft.Target.SecondKind) => TargetFileColumn.SecondKind,
        nameof(EditDraft.Target.SecondValue) => TargetFileColumn.SecondValue,
        nameof(EditDraft.Target.Role) => TargetFileColumn.Role,
        nameof(EditDraft.Line.Category) => TargetFileColumn.Category,
        nameof(EditDraft.Line.LocalStart) => TargetFileColumn.From,
        nameof(EditDraft.Line.LocalEnd) => TargetFileColumn.To,
        nameof(EditDraft.Line.Zone) => TargetFileColumn.Zone,
        nameof(EditDraft.Line.Direction) => TargetFileColumn.Direction,
        nameof(EditDraft.Line.ConversationId) => TargetFileColumn.Conversation,
        _ => TargetFileColumn.Value,
    };
}
