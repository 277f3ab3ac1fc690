namespace Portal.Core.Pdf;

public enum ParagraphStyle
{
    Body,

    /// <summary>An opening sentence, a size larger.</summary>
    Lead,

    /// <summary>The text of a letter: for lines that run across the page and are read at arm's length.</summary>
    Letter,

    /// <summary>The name at the head of a letter.</summary>
    Masthead,

    Small,

    /// <summary>Grey and small: notes, sources.</summary>
    Caption,

    /// <summary>Fixed width: hashes, keys, commands.</summary>
    Code,
}

public enum CalloutTone
{
    Note,
    Warning,
}

public enum ColumnAlign
{
    Start,
    End,
}

/// <param name="Fixed">The value is a hash or an identifier, set in a fixed-width face.</param>
public readonly record struct KeyValue(string Key, MixedText Value, bool Fixed = false);

/// <param name="Weight">Share of the table's width against the other columns' weights.</param>
/// <param name="Fixed">Set in a fixed-width face.</param>
public sealed record TableColumn(string Title, double Weight = 1, ColumnAlign Align = ColumnAlign.Start, bool Fixed = false);

/// <summary>The titles above a table of messages, repeated on each page.</summary>
public sealed record MessageColumns(string Time = "Time (UTC)", string People = "From and to", string Body = "Message")
{
    /// <summary>Room for a date and a second zone below each time.</summary>
    public bool WideTime { get; init; }
}

/// <summary>One message. Every field is laid out by itself: nothing in one can change the order or the look of another.</summary>
/// <param name="Time">The line that stands out, such as "14:03:27".</param>
public sealed record MessageRow(string Time, string Sender, IReadOnlyList<string> Recipients, string Body)
{
    /// <summary>
    /// The row's own number, by which it can be cited and found: its structure element is named M and ten digits. Greater than the numbers
    /// before it; 0 for none.
    /// </summary>
    public long Number { get; init; }

    /// <summary>Listed in the reader's side panel below the latest heading of level 2, leading to this row; "" for not.</summary>
    public string OutlineTitle { get; init; } = "";

    /// <summary>Below the time, small: a number, a second zone; "" for none.</summary>
    public string TimeDetail { get; init; } = "";

    /// <summary>Below the body, small and of fixed width: identifiers; empty for none.</summary>
    public MixedText Reference { get; init; }

    /// <summary>Short tags before the body, such as "Edited 14:05:00".</summary>
    public IReadOnlyList<MixedText> Labels { get; init; } = [];

    /// <summary>Small lines after the body: attachments with their hashes.</summary>
    public IReadOnlyList<MixedText> Notes { get; init; } = [];
}
