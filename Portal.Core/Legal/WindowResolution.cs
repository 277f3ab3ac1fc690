using System.Collections.Immutable;

namespace Portal.Core.Legal;

/// <summary>Which of two moments is meant when the clocks were set back and a local time happened twice.</summary>
public enum ClockChangeChoice
{
    Earlier,
    Later,
}

/// <summary>What is wrong with, or remarkable about, a window.</summary>
public enum WindowProblemKind
{
    UnknownZone,
    StartNotBeforeEnd,
    EndInFuture,

    /// <summary>A local time happened twice, and the defaults would leave nothing: a person must choose.</summary>
    AmbiguousTime,

    /// <summary>The window goes beyond the days the order covers. It is raised and does not stop the request: review may cut it.</summary>
    OutrunsAuthority,

    /// <summary>All of the window lies before the first day of which anything is held.</summary>
    TooOld,

    /// <summary>A year that no order has.</summary>
    YearOutOfReach,
}

/// <summary>One problem, at its field, with the mend in words.</summary>
/// <param name="Field"><c>start</c>, <c>end</c> or <c>zone</c>.</param>
/// <param name="Blocks">Whether the window cannot be used until it is mended; otherwise it is raised for the reviewer.</param>
/// <param name="Suggestions">Values for the field that mend it; may be empty.</param>
public sealed record WindowProblem(WindowProblemKind Kind, string Field, string Message, bool Blocks, ImmutableArray<string> Suggestions);

/// <summary>What was decided without asking, so that it can be shown: a local time that was skipped or happened twice.</summary>
/// <param name="Field"><c>start</c> or <c>end</c>.</param>
public sealed record WindowNote(string Field, string Message);

/// <summary>What the window is measured against.</summary>
/// <param name="Now">The present.</param>
/// <param name="AuthorityFrom">The first day the order covers, in the window's zone; null if it states none.</param>
/// <param name="AuthorityTo">The last day the order covers, included; null if it states none.</param>
/// <param name="EarliestHeld">The first day of which the archive holds anything; null if unknown.</param>
public sealed record WindowLimits(DateTimeOffset Now, DateOnly? AuthorityFrom = null, DateOnly? AuthorityTo = null, DateOnly? EarliestHeld = null);

/// <summary>A local window turned into UTC, with everything there is to say about it.</summary>
/// <param name="Window">Null exactly when a problem blocks.</param>
/// <param name="WithinAuthority">The part of the window that the order covers; null if none or if <paramref name="Window"/> is null.</param>
public sealed record WindowResolution(
    UtcWindow? Window,
    UtcWindow? WithinAuthority,
    ImmutableArray<WindowProblem> Problems,
    ImmutableArray<WindowNote> Notes)
{
    /// <summary>Whether the window can be used as it stands; problems that do not block may still be raised.</summary>
    public bool IsUsable => Window is not null;
}
