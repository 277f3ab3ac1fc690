using Portal.Core.Access;
using Portal.Core.Requests;

namespace Portal.Core.Emergencies;

public enum FollowUpStatus
{
    /// <summary>Disclosed in an emergency; the agency owes legal process.</summary>
    FollowUpDue,

    /// <summary>Legal process has come and staff have found that it covers what was disclosed.</summary>
    Confirmed,

    /// <summary>Nothing had come when the time was up: the agency is flagged in the register.</summary>
    AgencyFlagged,
}

public enum FollowUpAction
{
    Confirm,
    Flag,
}

/// <param name="Permission">What the actor must hold.</param>
public sealed record FollowUpTransition(FollowUpStatus From, FollowUpAction Action, FollowUpStatus To, Permission Permission);

/// <summary>What may follow after an emergency disclosure: the one table.</summary>
public static class FollowUpTransitions
{
    public static IReadOnlyList<FollowUpTransition> All { get; } =
    [
        new(FollowUpStatus.FollowUpDue, FollowUpAction.Confirm, FollowUpStatus.Confirmed, Permission.TriageRequest),
        new(FollowUpStatus.FollowUpDue, FollowUpAction.Flag, FollowUpStatus.AgencyFlagged, Permission.BuildPackage),
        new(FollowUpStatus.AgencyFlagged, FollowUpAction.Confirm, FollowUpStatus.Confirmed, Permission.TriageRequest),
    ];

    public static FollowUpTransition? Find(FollowUpStatus from, FollowUpAction action) =>
        All.FirstOrDefault(row => row.From == from && row.Action == action);
}

/// <summary>The legal process that an agency owes after an emergency disclosure. One for each released emergency.</summary>
public sealed class EmergencyFollowUp
{
    private EmergencyFollowUp()
    {
    }

    internal EmergencyFollowUp(LegalRequest request, DateTimeOffset releasedAt, DateTimeOffset dueAt)
    {
        RequestId = request.Id;
        Reference = request.Reference!;
        AgencyId = request.AgencyId;
        ReleasedAt = releasedAt;
        DueAt = dueAt;
    }

    /// <summary>The emergency request.</summary>
    public Guid RequestId { get; private set; }

    /// <summary>Of the emergency request.</summary>
    public string Reference { get; private set; } = "";

    public Guid AgencyId { get; private set; }

    public FollowUpStatus Status { get; private set; }

    public DateTimeOffset ReleasedAt { get; private set; }

    /// <summary>UTC; the rule book's follow-up clock from the release.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>The request under which the agency says its legal process has come; null while it has named none.</summary>
    public Guid? ProcessId { get; private set; }

    public string? ProcessReference { get; private set; }

    public DateTimeOffset? ProcessNamedAt { get; private set; }

    public string? ConfirmedByName { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? FlaggedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    /// <exception cref="RuleViolation">It has been confirmed already.</exception>
    internal void Name(LegalRequest process, DateTimeOffset now)
    {
        if (Status == FollowUpStatus.Confirmed)
            throw new RuleViolation("follow-up.confirmed", $"The legal process for {Reference} has been confirmed already. Nothing more is needed.");
        ProcessId = process.Id;
        ProcessReference = process.Reference;
        ProcessNamedAt = now;
        Version = Guid.NewGuid();
    }

    /// <summary>Follows the table; nothing else writes the status.</summary>
    /// <exception cref="RuleViolation">The table has no such row.</exception>
    /// <exception cref="PermissionDenied">The actor does not hold the row's permission.</exception>
    internal void Apply(FollowUpAction action, Actor actor, DateTimeOffset now)
    {
        var row = FollowUpTransitions.Find(Status, action)
            ?? throw new RuleViolation("follow-up.impossible", "The follow-up is not where you saw it. Reload the page to see where it stands.");
        actor.Demand(row.Permission);
        Status = row.To;
        if (row.To == FollowUpStatus.AgencyFlagged) FlaggedAt = now;
        else (ConfirmedByName, ConfirmedAt) = (actor.Name, now);
        Version = Guid.NewGuid();
    }
}
