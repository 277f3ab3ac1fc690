using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Portal.Core.Legal;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>Times as the order's own zone tells them, to stand beside UTC: each with its offset, because a clock that is set back tells an hour twice.</summary>
internal sealed class OrderClock
{
    private static readonly OffsetPattern OffsetForm = OffsetPattern.CreateWithInvariantCulture("+HH:mm");
    private readonly DateTimeZone zone;

    private OrderClock(DateTimeZone zone) => this.zone = zone;

    /// <summary>Null where there is nothing to set beside UTC: no zone, one that is unknown, or UTC itself.</summary>
    public static OrderClock? Of(string? zoneId) =>
        TimeZoneNames.Find(zoneId) is { } zone && !(zone.MinOffset == Offset.Zero && zone.MaxOffset == Offset.Zero) ? new OrderClock(zone) : null;

    /// <summary>Like <c>13 Jan 18:48:44 -08:00</c>.</summary>
    public string Tell(DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(Instant.FromDateTimeOffset(at));
        var local = at.ToOffset(offset.ToTimeSpan());
        return $"{local.ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture)} {OffsetForm.Format(offset)}";
    }
}
