using System.Globalization;

namespace Portal.Core.Requests;

/// <summary>A place in a list ordered by time, newest first, and id: where the next page goes on.</summary>
public readonly record struct ListCursor(DateTimeOffset At, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks:x}-{Id:N}");

    /// <summary>The cursor of an address, or null where there is none or somebody has bent it: the list then begins at its start.</summary>
    public static ListCursor? Parse(string? text) =>
        text?.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at)
        && at >= DateTimeOffset.MinValue.Ticks && at <= DateTimeOffset.MaxValue.Ticks
        && Guid.TryParseExact(id, "N", out var guid)
            ? new ListCursor(new DateTimeOffset(at, TimeSpan.Zero), guid)
            : null;
}
