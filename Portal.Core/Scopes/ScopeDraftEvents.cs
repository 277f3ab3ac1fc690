using Portal.Core.Audit;

namespace Portal.Core.Scopes;

[AuditName("scope.cut")]
public sealed record ScopeLineCut(string LineId, ScopeCut Cut) : AuditEvent
{
    public override string Sentence => $"Cut line {LineId} ({CutWords.Of(Cut.Kind).ToLowerInvariant()}), because of “{Prose.Reason(Cut.ReasonCode)}”: {Prose.Ended(Cut.Note)}";
}

[AuditName("scope.cut-removed")]
public sealed record ScopeCutRemoved(string LineId, ScopeCut Cut) : AuditEvent
{
    public override string Sentence => $"Took a cut of line {LineId} back ({CutWords.Of(Cut.Kind).ToLowerInvariant()}), made because of “{Prose.Reason(Cut.ReasonCode)}”.";
}
