using Portal.Core.Audit;

namespace Portal.Core.Requests;

[AuditName("request.drafted")]
public sealed record RequestDrafted(string Instrument) : AuditEvent
{
    public override string Sentence => $"Started a draft under {Prose.Instrument(Instrument)}.";
}

[AuditName("request.edited")]
public sealed record RequestEdited(string Part, object? Before, object? After) : AuditEvent
{
    public override string Sentence => $"Changed the draft's {Part}.";
}

/// <summary>A row of the transition table was followed. <see cref="LegalRequest.Apply"/> alone makes one.</summary>
[AuditName("request.moved")]
public sealed record RequestMoved(RequestAction Action, RequestStatus From, RequestStatus To, string? Reason, string? Reference) : AuditEvent
{
    public override string Sentence => Reason is null ? $"{RequestWords.Done(Action)}." : $"{RequestWords.Done(Action)}: {Prose.Ended(Reason)}";
}

[AuditName("request.viewed")]
public sealed record RequestViewed(string Reference, string Page) : AuditEvent
{
    public override string Sentence => $"Opened {Reference} ({Page}).";
}

[AuditName("request.assigned")]
public sealed record RequestAssigned(string? From, string To) : AuditEvent
{
    public override string Sentence => From is null ? $"Assigned to {To}." : $"Assigned to {To}, before {From}.";
}

[AuditName("request.targets-resolved")]
public sealed record TargetsResolved(IReadOnlyList<TargetResolvedTo> Targets) : AuditEvent
{
    public override string Sentence => $"Looked up {Prose.Count(Targets.Count, "target")} in the archive: {Targets.Count(t => t.Outcome == TargetResolution.Resolved):N0} found.";
}

public sealed record TargetResolvedTo(int Number, TargetResolution Outcome, string? Id);

[AuditName("identity.called-back")]
public sealed record CalledBack(string Number, string SpokeWith, CallBackOutcome Outcome) : AuditEvent
{
    public override string Sentence => $"Called back {Number}: {CallBackWords.Of(Outcome).ToLowerInvariant()}.";
}

[AuditName("emergency.co-signed")]
public sealed record EmergencyCoSigned(string By) : AuditEvent
{
    public override string Sentence => $"Co-signed the emergency: {By}.";
}
