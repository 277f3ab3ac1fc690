using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Legal;

namespace Portal.Core.Preservation;

public enum PreservationStatus
{
    Received,
    Active,
    Extended,
    Linked,
    Lapsed,
}

public enum PreservationAction
{
    Accept,
    Extend,
    Link,
    Lapse,
}

/// <param name="Permission">What the actor must hold.</param>
public sealed record PreservationTransition(PreservationStatus From, PreservationAction Action, PreservationStatus To, Permission Permission);

/// <summary>The life of a preservation request: it keeps, and discloses nothing.</summary>
public static class PreservationTransitions
{
    public static IReadOnlyList<PreservationTransition> All { get; } =
    [
        new(PreservationStatus.Received, PreservationAction.Accept, PreservationStatus.Active, Permission.DecidePreservation),
        new(PreservationStatus.Received, PreservationAction.Lapse, PreservationStatus.Lapsed, Permission.DecidePreservation),
        new(PreservationStatus.Active, PreservationAction.Extend, PreservationStatus.Extended, Permission.RequestPreservation),
        new(PreservationStatus.Active, PreservationAction.Link, PreservationStatus.Linked, Permission.RequestPreservation),
        new(PreservationStatus.Active, PreservationAction.Lapse, PreservationStatus.Lapsed, Permission.BuildPackage),
        new(PreservationStatus.Extended, PreservationAction.Link, PreservationStatus.Linked, Permission.RequestPreservation),
        new(PreservationStatus.Extended, PreservationAction.Lapse, PreservationStatus.Lapsed, Permission.BuildPackage),
    ];

    public static PreservationTransition? Find(PreservationStatus from, PreservationAction action) =>
        All.FirstOrDefault(row => row.From == from && row.Action == action);
}

/// <summary>A request to keep an account's records until process arrives (18 USC 2703(f): 90 days and once 90 more).</summary>
public sealed class PreservationRequest
{
    private PreservationRequest()
    {
    }

    public PreservationRequest(string reference, Agency agency, Actor officer, string instrument, AccountIdentifier target, UtcWindow window, string caseNumber, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(agency);
        ArgumentNullException.ThrowIfNull(officer);
        ArgumentNullException.ThrowIfNull(target);
        Id = Guid.CreateVersion7(now);
        Reference = reference;
        AgencyId = agency.Id;
        Agency = agency;
        OfficerId = officer.PersonId;
        OfficerName = officer.Name;
        Instrument = instrument;
        IdentifierKind = target.Kind;
        IdentifierValue = target.Value;
        StartUtc = window.StartUtc;
        EndUtc = window.EndUtc;
        CaseNumber = caseNumber;
        ReceivedAt = now;
    }

    public Guid Id { get; private set; }

    /// <summary>Like <c>PV-2026-000007</c>.</summary>
    public string Reference { get; private set; } = "";

    public Guid AgencyId { get; private set; }

    public Agency Agency { get; private set; } = null!;

    public Guid OfficerId { get; private set; }

    public string OfficerName { get; private set; } = "";

    public string Instrument { get; private set; } = "";

    public IdentifierKind IdentifierKind { get; private set; }

    public string IdentifierValue { get; private set; } = "";

    public DateTimeOffset StartUtc { get; private set; }

    public DateTimeOffset EndUtc { get; private set; }

    public string CaseNumber { get; private set; } = "";

    public PreservationStatus Status { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>When it lapses unless it is extended or linked; null before it is accepted.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public Guid? LinkedRequestId { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    /// <summary>Follows the table; nothing else writes the status.</summary>
    /// <param name="days">How long it is kept from now (accept) or longer than before (extend).</param>
    public void Apply(PreservationAction action, Actor actor, DateTimeOffset now, int days = 0, Guid? linkTo = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = PreservationTransitions.Find(Status, action)
            ?? throw new RuleViolation("preservation.impossible", $"A preservation that is {Status.ToString().ToLowerInvariant()} cannot do this. Reload the page to see where it stands.");
        actor.Demand(row.Permission);
        ExpiresAt = action switch
        {
            PreservationAction.Accept => now.AddDays(days),
            PreservationAction.Extend => ExpiresAt!.Value.AddDays(days),
            _ => ExpiresAt,
        };
        if (action == PreservationAction.Link) LinkedRequestId = linkTo;
        Status = row.To;
        Version = Guid.NewGuid();
    }

    /// <summary>Between the end of its time and the worker's next round it still looks active.</summary>
    /// <exception cref="RuleViolation">Its time has run out.</exception>
    internal void DemandTimeLeft(DateTimeOffset now)
    {
        if (ExpiresAt <= now)
            throw new RuleViolation("preservation.run-out", $"{Reference} has run out. Ask for a new preservation: the records may be gone.");
    }
}
