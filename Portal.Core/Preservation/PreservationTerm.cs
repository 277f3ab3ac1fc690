using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Preservation;

/// <summary>How long an instrument keeps records, at first and once more: read from the rule book's clocks for the snapshot.</summary>
public sealed class PreservationTerm
{
    /// <summary>Both desks warn so long before the end.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(14);

    /// <summary>A linked snapshot is kept so long after its request has ended, for an appeal or a package to be built again.</summary>
    public static readonly TimeSpan AfterRequest = TimeSpan.FromDays(30);

    private readonly ClockRule hold;
    private readonly ClockRule? extension;

    private PreservationTerm(LegalRule rule, ClockRule hold, ClockRule? extension)
    {
        Rule = rule;
        this.hold = hold;
        this.extension = extension;
    }

    public LegalRule Rule { get; }

    /// <summary>The instrument's code in the rule book.</summary>
    public string Instrument => Rule.Code;

    /// <summary>The first hold, in its unit; both instruments of today count calendar days.</summary>
    public int Days => hold.Amount!.Value;

    /// <summary>What the one extension adds; null where there is none.</summary>
    public int? ExtensionDays => extension?.Amount;

    public string Citation => hold.Statement.Citation;

    /// <summary>What preserves on a day: the instruments in effect that order a snapshot and a hold counted from it.</summary>
    public static ImmutableArray<PreservationTerm> Offered(DateOnly today) =>
        [.. RuleBooks.Current(today).RulesInEffect(today).Where(r => r.EnabledByDefault).Select(TermOf).OfType<PreservationTerm>()];

    /// <summary>The term of an instrument on a day, or null where it is not one that preserves.</summary>
    public static PreservationTerm? Find(string? instrument, DateOnly today) => Offered(today).FirstOrDefault(term => term.Instrument == instrument);

    /// <exception cref="InvalidOperationException">A stored request names an instrument that has no term in its edition.</exception>
    public static PreservationTerm Of(PreservationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TermOf(RuleBooks.Version(request.RuleBookVersion).Rule(request.Instrument, DateOnly.FromDateTime(request.ReceivedAt.UtcDateTime)))
            ?? throw new InvalidOperationException($"{request.Reference} names {request.Instrument}, which has no term.");
    }

    /// <summary>Until when it is kept, counted from the snapshot, step by step.</summary>
    /// <param name="takenAt">UTC.</param>
    /// <param name="zone">The agency's.</param>
    public DueDate HoldFrom(DateTimeOffset takenAt, string zone) =>
        hold.DueDate(new ClockFacts().With(ClockEvent.Preserved, takenAt), zone, HolidayCalendars.WeekendsOnly);

    /// <summary>Until when it is kept once it is extended, counted from the end of the first hold.</summary>
    /// <exception cref="Access.RuleViolation">The instrument knows no extension.</exception>
    public DueDate ExtendedFrom(DateTimeOffset firstEnd, string zone) =>
        (extension ?? throw new Access.RuleViolation("preservation.no-extension", "This instrument cannot be extended. File your order, or ask for a new preservation."))
        .DueDate(new ClockFacts().With(ClockEvent.HoldRenewed, firstEnd), zone, HolidayCalendars.WeekendsOnly);

    /// <summary>Every clock of a preservation that has a date, as its page shows them.</summary>
    public ImmutableArray<DueDate> Clocks(PreservationRequest preservation)
    {
        ArgumentNullException.ThrowIfNull(preservation);
        var facts = new ClockFacts().With(ClockEvent.Received, preservation.ReceivedAt);
        if (preservation.SnapshotAt is { } taken) facts = facts.With(ClockEvent.Preserved, taken);
        if (preservation.FirstExpiresAt is { } first) facts = facts.With(ClockEvent.HoldRenewed, first);
        return
        [
            .. Rule.Clocks.Where(c => c.Kind is ClockKind.Preserve or ClockKind.Hold or ClockKind.HoldExtension)
                .Where(c => c.Kind != ClockKind.HoldExtension || preservation.FirstExpiresAt is not null)
                .Select(c => c.DueDate(facts, preservation.Agency.Zone, HolidayCalendars.WeekendsOnly)),
        ];
    }

    private static PreservationTerm? TermOf(LegalRule rule) =>
        rule.Clocks.FirstOrDefault(c => c is { Kind: ClockKind.Hold, From: ClockEvent.Preserved, Amount: not null }) is { } hold
            ? new PreservationTerm(rule, hold, rule.Clocks.FirstOrDefault(c => c is { Kind: ClockKind.HoldExtension, From: ClockEvent.HoldRenewed }))
            : null;
}
