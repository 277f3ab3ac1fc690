using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;
using Portal.Core.Preservation.Snapshots;

namespace Portal.Core.Preservation;

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
        RuleBookVersion = RuleBooks.Current(DateOnly.FromDateTime(now.UtcDateTime)).Version;
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

    /// <summary>The edition it is judged by.</summary>
    public string RuleBookVersion { get; private set; } = "";

    /// <summary>What is to be kept of the account, of what the archive holds at all.</summary>
    public ImmutableSortedSet<DataCategory> Categories { get; internal set; } = [DataCategory.Subscriber, DataCategory.Interaction, DataCategory.ContentDm];

    /// <summary>What the rule book has the instrument say, by field key; dates as ISO 8601.</summary>
    public ImmutableSortedDictionary<string, string> OrderFields { get; internal set; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>When it was accepted, declined or withdrawn unseen; null before.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>When its last snapshot was taken, from which the hold counts; null before.</summary>
    public DateTimeOffset? SnapshotAt { get; private set; }

    /// <summary>When it lapses unless it is extended or linked; null before the snapshot is taken.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>The end of the first hold, where it was extended.</summary>
    public DateTimeOffset? FirstExpiresAt { get; private set; }

    public Guid? LinkedRequestId { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was declined, withdrawn or ended, in words.</summary>
    public string? EndReason { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    public UtcWindow Window => new(StartUtc, EndUtc);

    /// <summary>What a snapshot of it takes.</summary>
    /// <param name="resolvedId">Of the account or conversation; the snapshot's own where null.</param>
    public PreservationScope ScopeOf(PreservationSnapshot snapshot, string? resolvedId = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var id = resolvedId ?? snapshot.ResolvedId;
        return snapshot.IdentifierKind == IdentifierKind.ConversationId ? new PreservationScope(null, id, Window, Categories) : new PreservationScope(id, null, Window, Categories);
    }

    /// <summary>Whether its time ends within two weeks and nothing keeps it past that.</summary>
    public bool EndsSoon(DateTimeOffset now) => Status is PreservationStatus.Active or PreservationStatus.Extended && ExpiresAt - now <= PreservationTerm.Warning;

    /// <summary>Follows the table; nothing else writes the status.</summary>
    /// <param name="until">The new end, where it is extended (UTC).</param>
    /// <param name="reason">Where it ends.</param>
    public void Apply(PreservationAction action, Actor actor, DateTimeOffset now, DateTimeOffset? until = null, Guid? linkTo = null, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = PreservationTransitions.Find(Status, action)
            ?? throw new RuleViolation("preservation.impossible", $"A preservation that is {Status.ToString().ToLowerInvariant()} cannot do this. Reload the page to see where it stands.");
        actor.Demand(row.Permission);
        switch (action)
        {
            case PreservationAction.Accept:
                DecidedAt = now;
                break;
            case PreservationAction.Extend:
                (FirstExpiresAt, ExpiresAt) = (ExpiresAt, until);
                break;
            case PreservationAction.Link or PreservationAction.Follow:
                LinkedRequestId = linkTo;
                break;
            default:
                (DecidedAt, EndedAt, EndReason) = (DecidedAt ?? now, now, reason);
                break;
        }
        Status = row.To;
        Version = Guid.NewGuid();
    }

    /// <summary>The snapshot is taken: from its moment the hold counts.</summary>
    /// <param name="until">The hold's last moment, UTC.</param>
    internal void BeginHold(DateTimeOffset takenAt, DateTimeOffset until)
    {
        (SnapshotAt, ExpiresAt) = (takenAt, until);
        Version = Guid.NewGuid();
    }

    /// <summary>Between the end of its time and the worker's next round it still looks active.</summary>
    /// <exception cref="RuleViolation">Its time has run out, or its snapshot is not taken yet.</exception>
    internal void DemandTimeLeft(DateTimeOffset now)
    {
        if (Status is PreservationStatus.Active or PreservationStatus.Extended && SnapshotAt is null)
            throw new RuleViolation("preservation.not-taken", $"The snapshot of {Reference} is still being taken. Wait until the page says that the records are kept, then try again.");
        if (ExpiresAt <= now)
            throw new RuleViolation("preservation.run-out", $"{Reference} has run out. Ask for a new preservation: the records may be gone.");
    }
}
