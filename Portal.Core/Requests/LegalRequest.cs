using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Requests.Clocks;

namespace Portal.Core.Requests;

/// <summary>
/// A legal request of an agency, from draft to its end. Its status is written by <see cref="Apply"/> alone; what is asked can
/// be changed only while it is a draft, or while the agency answers a question.
/// </summary>
public sealed class LegalRequest
{
    private readonly List<RequestTarget> targets = [];
    private readonly List<RequestedLine> lines = [];
    private readonly List<CallBack> callBacks = [];
    private readonly List<RequestPause> pauses = [];
    private readonly List<RequestExtension> extensions = [];
    private readonly List<FurtherLaw> furtherLaws = [];

    private LegalRequest()
    {
    }

    public LegalRequest(Agency agency, Actor officer, string instrument, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(agency);
        ArgumentNullException.ThrowIfNull(officer);
        Id = Guid.CreateVersion7(now);
        AgencyId = agency.Id;
        Agency = agency;
        OfficerId = officer.PersonId;
        OfficerName = officer.Name;
        Instrument = instrument;
        CreatedAt = now;
        StatusSince = now;
        StatusById = officer.PersonId;
    }

    public Guid Id { get; private set; }

    /// <summary>Given when it is submitted, like <c>PR-2026-000123</c>; a draft has none.</summary>
    public string? Reference { get; private set; }

    public Guid AgencyId { get; private set; }

    public Agency Agency { get; private set; } = null!;

    public Guid OfficerId { get; private set; }

    public string OfficerName { get; private set; } = "";

    /// <summary>A code of the rule book.</summary>
    public string Instrument { get; private set; } = "";

    /// <summary>The edition it is judged by, fixed when it is submitted; null in a draft.</summary>
    public string? RuleBookVersion { get; private set; }

    /// <summary>What the order says, by the rule book's field keys; dates as ISO 8601.</summary>
    public ImmutableSortedDictionary<string, string> OrderFields { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    public RequestStatus Status { get; private set; }

    public DateTimeOffset StatusSince { get; private set; }

    /// <summary>Who brought it into its status: whoever must be another person is another than this one.</summary>
    public Guid StatusById { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>The clocks, UTC; the earliest still running orders the queue.</summary>
    public DateTimeOffset? AcknowledgeBy { get; private set; }

    public DateTimeOffset? RespondBy { get; private set; }

    /// <summary>When the agency was told that the request arrived, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public Guid? AssignedToId { get; private set; }

    public string? AssignedToName { get; private set; }

    /// <summary>A supervisor's co-signature, which emergencies need.</summary>
    public string? CoSignedByName { get; private set; }

    public DateTimeOffset? CoSignedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    public IReadOnlyList<RequestTarget> Targets => targets;

    public IReadOnlyList<RequestedLine> Lines => lines;

    public IReadOnlyList<CallBack> CallBacks => callBacks;

    /// <summary>The times in which the agency owed us an answer, in order. Which clocks stood still is the rule book's matter.</summary>
    public IReadOnlyList<RequestPause> Pauses => pauses;

    public IReadOnlyList<RequestExtension> Extensions => extensions;

    /// <summary>Further instruments whose clocks run beside those of <see cref="Instrument"/>.</summary>
    public IReadOnlyList<FurtherLaw> FurtherLaws => furtherLaws;

    /// <summary>The reference, or what a draft is called before it has one.</summary>
    public string Title => Reference ?? DraftTitle(CreatedAt);

    internal static string DraftTitle(DateTimeOffset created) => string.Create(CultureInfo.InvariantCulture, $"Draft of {created:d MMMM yyyy}");

    public bool IsEditable => Status == RequestStatus.Draft;

    /// <summary>Follows the transition table; nothing else writes the status.</summary>
    /// <param name="reason">Why, where the row asks for it; for people, never message content.</param>
    /// <returns>The event to record in the same transaction.</returns>
    /// <exception cref="RuleViolation">The table has no such row, a reason is missing, or a second person is needed.</exception>
    /// <exception cref="PermissionDenied">The actor does not hold the row's permission.</exception>
    public RequestMoved Apply(RequestAction action, Actor actor, DateTimeOffset now, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = RequestTransitions.Find(Status, action)
            ?? throw new RuleViolation(
                "transition.impossible",
                $"“{RequestWords.Of(action)}” is not possible while the request is “{RequestWords.Of(Status)}”. Reload the page to see where it stands now.");
        actor.Demand(row.Permission);
        if (row.NeedsReason && string.IsNullOrWhiteSpace(reason))
            throw new RuleViolation("reason.missing", "Say why, in a sentence that the other side may read.", "Reason");
        if (row.SecondPerson && actor.PersonId == StatusById)
            throw new RuleViolation("second-person", "This needs a second person: you brought the request to this point yourself. Ask a colleague who may approve.");

        var from = Status;
        Status = row.To;
        StatusSince = now;
        StatusById = actor.PersonId;
        Version = Guid.NewGuid();
        if (from == RequestStatus.NeedsInfo) pauses.FindLast(p => p.Until is null)?.End(now);
        if (row.To == RequestStatus.NeedsInfo) pauses.Add(new RequestPause(now, reason!.Trim()));
        return new RequestMoved(action, from, row.To, row.NeedsReason ? reason!.Trim() : null, Reference) { RequestId = Id };
    }

    /// <summary>Whether this actor could follow a row now: the permission and the second-person rule.</summary>
    public bool Allows(RequestAction action, Actor actor) =>
        RequestTransitions.Find(Status, action) is { } row
        && actor.Can(row.Permission)
        && !(row.SecondPerson && actor.PersonId == StatusById);

    /// <summary>A draft is its officer's alone: whoever co-signs or reads it must not be able to have written it.</summary>
    /// <exception cref="RuleViolation">It is somebody else's draft.</exception>
    public void DemandFiler(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (Status == RequestStatus.Draft && actor.PersonId != OfficerId)
            throw new RuleViolation("draft.of-another", $"This is {OfficerName}'s draft. Only they can fill it in and submit it; file a request of your own if they cannot.");
    }

    public void ChangeInstrument(string instrument)
    {
        DemandEditable();
        Instrument = instrument;
        Touch();
    }

    /// <summary>Further laws as the officer ticked them, in place of those before.</summary>
    internal void SetFurtherLaws(IEnumerable<string> instruments, Actor actor, DateTimeOffset now)
    {
        DemandEditable();
        furtherLaws.Clear();
        furtherLaws.AddRange(instruments.Select(i => new FurtherLaw(i, null, actor, now)));
        Touch();
    }

    internal void Add(FurtherLaw law)
    {
        furtherLaws.Add(law);
        Touch();
    }

    internal void Add(RequestExtension extension)
    {
        extensions.Add(extension);
        Touch();
    }

    public void SetOrderFields(IEnumerable<KeyValuePair<string, string>> fields)
    {
        DemandEditable();
        OrderFields = fields.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToImmutableSortedDictionary(f => f.Key, f => f.Value.Trim(), StringComparer.Ordinal);
        Touch();
    }

    public void AddTarget(RequestTarget target)
    {
        DemandEditable();
        targets.Add(target);
        Touch();
    }

    /// <summary>Takes a target out, with the lines that ask for its data.</summary>
    public void RemoveTarget(Guid targetId)
    {
        DemandEditable();
        targets.RemoveAll(t => t.Id == targetId);
        lines.RemoveAll(l => l.TargetId == targetId);
        Touch();
    }

    public void AddLine(RequestedLine line)
    {
        DemandEditable();
        lines.Add(line);
        Touch();
    }

    public void RemoveLine(Guid lineId)
    {
        DemandEditable();
        lines.RemoveAll(l => l.Id == lineId);
        Touch();
    }

    /// <summary>The next free number for a target or a line: numbers are never given twice within a request.</summary>
    public int NextTargetNumber() => targets.Select(t => t.Number).DefaultIfEmpty().Max() + 1;

    public int NextLineNumber() => lines.Select(l => l.Number).DefaultIfEmpty().Max() + 1;

    internal void Accept(string reference, string ruleBookVersion, DateTimeOffset now)
    {
        Reference = reference;
        RuleBookVersion = ruleBookVersion;
        SubmittedAt = now;
    }

    internal void AssignTo(Actor actor)
    {
        AssignedToId = actor.PersonId;
        AssignedToName = actor.Name;
        Touch();
    }

    internal void Acknowledged(DateTimeOffset now) => AcknowledgedAt ??= now;

    /// <summary>Something beside the request was recorded on which its next step depends: whoever decides at the same moment has to look again.</summary>
    internal void Concerned() => Touch();

    /// <summary>Keeps the dates that order the queue; worked out by <see cref="RequestClockwork"/> alone.</summary>
    /// <param name="pausedLeft">What is left to respond while that clock stands still; otherwise null.</param>
    internal void KeepDates(DateTimeOffset? acknowledgeBy, DateTimeOffset? respondBy, TimeSpan? pausedLeft)
    {
        AcknowledgeBy = acknowledgeBy;
        RespondBy = respondBy;
        pauses.FindLast(p => p.Until is null)?.Keep(pausedLeft);
        Touch();
    }

    internal void Add(CallBack callBack)
    {
        callBacks.Add(callBack);
        Touch();
    }

    internal void CoSign(Actor supervisor, DateTimeOffset now)
    {
        CoSignedByName = supervisor.Name;
        CoSignedAt = now;
        Touch();
    }

    /// <summary>Takes lines of a submitted request back, with the targets of which nothing is asked any more. Which ones is recorded by who calls it.</summary>
    internal void TakeBack(IReadOnlyCollection<string> lineIds)
    {
        lines.RemoveAll(l => lineIds.Contains(l.LineId));
        targets.RemoveAll(t => lines.All(l => l.TargetId != t.Id));
        Touch();
    }

    private void DemandEditable()
    {
        if (!IsEditable)
            throw new RuleViolation("request.not-a-draft", "The request has been submitted and can no longer be changed. Withdraw it and file a new one, or write to the reviewer.");
    }

    private void Touch() => Version = Guid.NewGuid();
}
