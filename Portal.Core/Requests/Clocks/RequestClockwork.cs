using System.Collections.Immutable;
using NodaTime;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

/// <summary>Works the clocks of a request out of its laws and of what happened to it, and keeps the dates that order the queue.</summary>
internal static class RequestClockwork
{
    private const string IssuingState = "issuingState";
    private const string DateSigned = "dateSigned";
    private const string DateServed = "dateServed";

    private static readonly RequestStatus[] BeforeTriageIsDecided =
        [RequestStatus.Draft, RequestStatus.Submitted, RequestStatus.IdentityCheck, RequestStatus.FraudHold, RequestStatus.Triage];

    private static readonly RequestStatus[] Answered =
        [RequestStatus.Released, RequestStatus.Downloaded, RequestStatus.Closed, RequestStatus.Purged, RequestStatus.Expired, RequestStatus.Recalled];

    public static RequestClocks Of(RequestLaw law, LegalRequest request, ClockHistory history)
    {
        ArgumentNullException.ThrowIfNull(request);
        var calendar = CalendarOf(request);
        var rows = law.LawsOf(request);
        var facts = FactsOf(request, rows, history);
        var emergency = law.IsEmergency(request);
        ImmutableArray<RequestClock> clocks =
        [
            .. from row in rows
               from clock in row.ClocksFor(emergency)
               let due = clock.DueDate(facts with { Extensions = ExtensionsOf(request, row, clock) }, request.Agency.Zone, calendar)
               let met = MetAt(request, clock.Kind, history)
               select new RequestClock(row, due, StandingOf(request, due, met, history), met.At, Counts: false, ""),
        ];
        return new RequestClocks(Compare(clocks), request.Agency.Zone, calendar, history.AsOf);
    }

    /// <summary>Keeps the dates by which the queue is ordered; called by whatever changes what they follow from.</summary>
    public static void Recalculate(this LegalRequest request, RequestLaw law, DateTimeOffset now)
    {
        var clocks = law.Clocks(request, new ClockHistory(now));
        var paused = clocks.Counting(ClockKind.Respond) is { Standing: ClockStanding.Paused } standing ? standing.Due.Left : null;
        request.KeepDates(
            Earliest(clocks.All.Where(c => c.Kind is ClockKind.Acknowledge or ClockKind.Triage && c.Standing != ClockStanding.Met)),
            // A clock that stands still has no date until the answer comes.
            Earliest(clocks.All.Where(c => c.Kind == ClockKind.Respond && !c.Due.IsPaused)),
            paused);
    }

    /// <summary>The holidays of the authority: of the State that the order names as issuing, else of the agency's country.</summary>
    public static HolidayCalendar CalendarOf(LegalRequest request) => HolidayCalendars.ForAuthorityIn(
        request.OrderFields.TryGetValue(IssuingState, out var state) && state.Length == 2 && state.All(char.IsAsciiLetter) ? state : request.Agency.Country);

    private static ClockFacts FactsOf(LegalRequest request, ImmutableArray<LegalRule> rows, ClockHistory history)
    {
        var facts = new ClockFacts
        {
            AsOf = history.AsOf,
            Pauses = [.. request.Pauses.OrderBy(p => p.From).Select(p => new ClockPause(p.From, p.Until, p.Question))],
        };
        if (history.Asking) facts = facts with { Pauses = facts.Pauses.Add(new ClockPause(history.AsOf, null, "")) };
        if (request.SubmittedAt is { } received) facts = facts.With(ClockEvent.Received, received);
        if (history.Released is { } released) facts = facts.With(ClockEvent.Released, released);
        if (history.AuthorityNotified is { } notified) facts = facts.With(ClockEvent.AuthorityNotified, notified);
        if (history.RefusalFormSent is { } refused) facts = facts.With(ClockEvent.RefusalFormSent, refused);
        if (RequestLaw.DateOf(request, DateSigned) is { } signed) facts = facts.With(ClockEvent.OrderSigned, StartOf(signed, request.Agency.Zone));
        foreach (var key in rows.SelectMany(r => r.Fields).Where(f => f.Definition.Kind == FieldKind.Date).Select(f => f.Key).Distinct(StringComparer.Ordinal))
        {
            if (RequestLaw.DateOf(request, key) is { } date) facts = facts.WithFaceDate(key, date);
        }
        return facts;
    }

    private static ImmutableArray<ClockExtension> ExtensionsOf(LegalRequest request, LegalRule row, ClockRule clock) =>
        [.. request.Extensions.Where(e => e.Law == row.Code && e.Kind == clock.Kind).Select(e => new ClockExtension(e.Until, e.GrantedBy, e.Finding))];

    private static (bool Met, DateTimeOffset? At) MetAt(LegalRequest request, ClockKind kind, ClockHistory history) => kind switch
    {
        ClockKind.Acknowledge => (request.AcknowledgedAt is not null, request.AcknowledgedAt),
        ClockKind.Triage => (history.Triaged is not null || request.Pauses.Count > 0 || !BeforeTriageIsDecided.Contains(request.Status), history.Triaged),
        ClockKind.Respond when Answered.Contains(request.Status) => (true, history.Released),
        ClockKind.Respond => (RequestTransitions.IsFinal(request.Status), RequestTransitions.IsFinal(request.Status) ? request.StatusSince : null),
        ClockKind.Hold => (history.HoldEnded is not null, history.HoldEnded),
        ClockKind.Service when RequestLaw.DateOf(request, DateServed) is { } served => (true, StartOf(served, request.Agency.Zone)),
        _ => (false, null),
    };

    private static ClockStanding StandingOf(LegalRequest request, DueDate due, (bool Met, DateTimeOffset? At) met, ClockHistory history)
    {
        if (met.Met) return ClockStanding.Met;
        if (due.Instant is not { } at) return due.Clock.Term == ClockTerm.NoFixedTime ? ClockStanding.NoFixedTime : ClockStanding.NotStarted;
        if (RequestTransitions.IsFinal(request.Status)) return ClockStanding.Ended;
        if (due.IsPaused) return ClockStanding.Paused;
        if (history.AsOf <= at) return ClockStanding.Running;
        return ClockKinds.IsOurDuty(due.Clock.Kind) ? ClockStanding.Overdue : ClockStanding.Passed;
    }

    /// <summary>Of each kind the earliest counts; one that stands still counts only where no other runs.</summary>
    private static ImmutableArray<RequestClock> Compare(ImmutableArray<RequestClock> clocks) =>
    [
        .. clocks.Select(clock =>
        {
            var rivals = clocks.Where(c => c.Kind == clock.Kind && c.Due.Instant is not null).OrderBy(c => c.Due.IsPaused).ThenBy(c => c.Due.Instant).ToList();
            if (clock.Due.Instant is null) return clock with { Why = rivals.Count > 0 ? $"It has no date, so {rivals[0].Law.Name} decides." : "It has no date." };
            if (rivals.Count == 1) return clock with { Counts = true, Why = "It is the only clock of its kind with a date." };
            var first = rivals[0];
            if (ReferenceEquals(first, clock)) return clock with { Counts = true, Why = $"It is the earliest of {rivals.Count} laws, and the earliest counts (our policy)." };
            var why = clock.Due.IsPaused && !first.Due.IsPaused ? "stands still and the other runs" : $"ends {ClockWords.Span(clock.Due.Instant!.Value - first.Due.Instant!.Value)} later";
            return clock with { Why = $"It {why}: {first.Law.Name} counts, because the earliest does (our policy)." };
        }),
    ];

    private static DateTimeOffset? Earliest(IEnumerable<RequestClock> clocks) => DueDate.EarliestOf(clocks.Where(c => !c.Due.IsPaused).Select(c => c.Due))?.Instant;

    private static DateTimeOffset StartOf(DateOnly day, string zone) => TimeZoneNames.Find(zone)!.StartOf(LocalDate.FromDateOnly(day)).ToDateTimeOffset();
}
