using System.Globalization;
using NodaTime;

namespace Portal.Core.Legal.Clocks;

/// <summary>How the steps of a calculation are said.</summary>
internal static class ClockWords
{
    private const int LongestGist = 160;

    public static string Happened(ClockEvent from) => from switch
    {
        ClockEvent.Received => "The request was received",
        ClockEvent.OrderSigned => "The order was signed",
        ClockEvent.Released => "The disclosure was released",
        ClockEvent.Preserved => "The snapshot was taken",
        ClockEvent.HoldRenewed => "The first hold ended and was renewed",
        ClockEvent.RefusalFormSent => "Our Annex III form was sent",
        ClockEvent.AuthorityNotified => "The enforcing authority was notified",
        _ => throw new ArgumentOutOfRangeException(nameof(from), from, "No such event."),
    };

    public static string Waiting(ClockEvent from) => from switch
    {
        ClockEvent.Received => "the request has not been received",
        ClockEvent.OrderSigned => "the date of signature is not recorded",
        ClockEvent.Released => "nothing has been released",
        ClockEvent.Preserved => "no snapshot has been taken",
        ClockEvent.HoldRenewed => "the preservation has not been renewed",
        ClockEvent.RefusalFormSent => "no Annex III form has been sent",
        ClockEvent.AuthorityNotified => "no notification of the enforcing authority is recorded",
        _ => throw new ArgumentOutOfRangeException(nameof(from), from, "No such event."),
    };

    public static string Count(long amount, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}{(amount == 1 ? "" : "s")}");

    public static string Amount(ClockRule clock) => clock.Unit switch
    {
        ClockUnit.CalendarDays => Count(clock.Amount!.Value, "calendar day"),
        ClockUnit.BusinessDays => Count(clock.Amount!.Value, "business day"),
        ClockUnit.Months => Count(clock.Amount!.Value, "month"),
        _ => Count(clock.Amount!.Value, "hour"),
    };

    public static string Span(TimeSpan span)
    {
        string[] parts =
        [
            .. span.Days > 0 ? [Count(span.Days, "day")] : Array.Empty<string>(),
            .. span.Hours > 0 ? [Count(span.Hours, "hour")] : Array.Empty<string>(),
            .. span.Minutes > 0 ? [Count(span.Minutes, "minute")] : Array.Empty<string>(),
        ];
        return parts.Length > 0 ? string.Join(" ", parts) : "less than a minute";
    }

    /// <summary>A question's beginning: the whole of it stands with the pause.</summary>
    public static string Gist(string question)
    {
        var line = question.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestGist ? line : $"{line[..LongestGist].TrimEnd()}…";
    }

    public static string Show(LocalDate date) => date.ToString("dddd d MMMM uuuu", CultureInfo.InvariantCulture);

    public static string Show(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone);
        return $"{local.ToString("d MMMM uuuu 'at' HH:mm:ss", CultureInfo.InvariantCulture)} ({zone.Id}, UTC{local.Offset.ToString("+HH:mm", CultureInfo.InvariantCulture)})";
    }

    public static string Show(DateTimeOffset at, DateTimeZone zone) => Show(Instant.FromDateTimeOffset(at), zone);
}
