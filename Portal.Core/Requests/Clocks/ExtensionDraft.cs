using System.Globalization;
using NodaTime;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

/// <summary>A later end that was granted for one clock, as it is recorded and told to the agency.</summary>
/// <param name="Clock">Key of the clock: <see cref="RequestClock.Key"/>.</param>
/// <param name="Day">The last day, in the authority's zone.</param>
/// <param name="Time">The last moment of that day as <c>HH:mm</c> there; empty for the end of the day.</param>
/// <param name="GrantedBy">The court or authority.</param>
/// <param name="Finding">The document, and the place in it.</param>
public sealed record ExtensionDraft(string? Clock, DateOnly? Day, string? Time, string? GrantedBy, string? Finding, string? Reason) : LetterDraft
{
    private const int Longest = 300;
    private const int LongestReason = 2000;
    private static readonly string[] Times = ["HH:mm", "H:mm"];

    internal override Permission Permission => Permission.CorrespondWithAgency;

    /// <summary>The clock that is meant, or null where the request has none of this key.</summary>
    internal RequestClock? ClockOf(LegalRequest request, RequestLaw law) =>
        law.Clocks(request).All.FirstOrDefault(c => c.Key == Clock && c.Standing is not ClockStanding.NotStarted) ?? law.Clocks(request).All.FirstOrDefault(c => c.Key == Clock);

    /// <summary>The last moment, UTC; null while day or time are none.</summary>
    internal DateTimeOffset? Until(LegalRequest request)
    {
        var zone = TimeZoneNames.Find(request.Agency.Zone)!;
        if (Day is not { Year: >= 1990 and <= 2100 } day) return null;
        if (string.IsNullOrWhiteSpace(Time)) return (zone.EndOf(LocalDate.FromDateOnly(day)) - Duration.FromSeconds(1)).ToDateTimeOffset();
        if (!TimeOnly.TryParseExact(Time.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return null;
        var local = zone.MapLocal(LocalDateTime.FromDateTime(day.ToDateTime(time)));
        // A time that came twice is the first of the two; one that was skipped is the moment of the change: early is never late.
        return (local.Count > 0 ? local.First().ToInstant() : local.LateInterval.Start).ToDateTimeOffset();
    }

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (RequestTransitions.IsFinal(request.Status))
            yield return new RuleViolation("request.ended", "The request has ended: no clock runs on it any more.");
        var clock = ClockOf(request, law);
        if (clock is null)
            yield return new RuleViolation("clock.missing", "Choose the clock that was extended.", nameof(Clock));
        else if (WhyNot(clock) is { } why)
            yield return new RuleViolation("clock.not-extendable", why, nameof(Clock));
        if (Day is null)
            yield return new RuleViolation("day.missing", "Enter the new last day, like 27 3 2027.", nameof(Day));
        else if (Until(request) is not { } until)
            yield return new RuleViolation("time.wrong", "Enter the new time as hours and minutes, like 17:00, or leave it empty for the end of the day.", nameof(Time));
        else if (clock?.Due.Instant is { } present && until <= present)
            yield return new RuleViolation("extension.earlier", $"The clock already runs until {ClockWords.Show(present, TimeZoneNames.Find(request.Agency.Zone)!)}. An extension has to end later.", nameof(Day));
        foreach (var problem in Missing(GrantedBy, nameof(GrantedBy), "who granted the extension, such as the court", Longest)
            .Concat(Missing(Finding, nameof(Finding), "the document it stands in, and where", Longest))
            .Concat(Missing(Reason, nameof(Reason), "why the time was extended", LongestReason)))
            yield return problem;
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head)
    {
        var clock = ClockOf(request, law)!;
        var until = Until(request)!.Value;
        return templates.Render(new ExtensionLetter
        {
            Head = head,
            Duty = clock.Name,
            Law = clock.Law.Name,
            BeforeUtc = clock.Due.Instant!.Value,
            UntilUtc = until,
            UntilLocal = ClockWords.Show(until, TimeZoneNames.Find(request.Agency.Zone)!),
            GrantedBy = GrantedBy!.Trim(),
            Finding = Finding!.Trim(),
            Reason = Reason!.Trim(),
        });
    }

    /// <summary>Why a clock cannot be extended, or null where it can.</summary>
    internal static string? WhyNot(RequestClock clock) =>
        !clock.Due.Clock.Extendable ? $"The law lets nobody extend this clock: {clock.Due.Clock.Statement.Words} ({clock.Due.Clock.Statement.Citation})."
        : clock.Standing == ClockStanding.Met ? "What this clock asks for is done, so there is nothing to extend."
        : clock.Due.Instant is null ? "This clock has no date yet, so there is nothing to extend."
        : null;

    private static IEnumerable<RuleViolation> Missing(string? text, string field, string what, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
            yield return new RuleViolation("extension.missing", $"Enter {what}.", field);
        else if (text.Length > longest)
            yield return new RuleViolation("extension.long", $"Shorten this to {longest:N0} characters.", field);
    }
}
