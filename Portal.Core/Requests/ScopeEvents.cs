using Portal.Core.Audit;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

[AuditName("scope.counted")]
public sealed record ScopeCounted(int Lines, long Requested, long Authorised) : AuditEvent
{
    public override string Sentence => $"Counted {Prose.Count(Lines, "line")}: {Prose.Count(Requested, "record")} asked for, {Authorised:N0} within the cuts. No content was read.";
}

[AuditName("scope.proposed")]
public sealed record ScopeProposed(Guid ProposalId, int Number, IReadOnlyList<ScopeLine> Lines, IReadOnlyList<LineCount> Counts) : AuditEvent
{
    public IReadOnlyList<ThirdPartyDecision> ThirdParties { get; init; } = [];

    public override string Sentence => $"Proposed scope {Number}: {Counts.Sum(c => c.Authorised):N0} of {Prose.Count(Counts.Sum(c => c.Requested), "record")} on {Prose.Count(Lines.Count, "line")}.";
}

[AuditName("scope.returned")]
public sealed record ScopeReturned(Guid ProposalId, string Reason) : AuditEvent
{
    public override string Sentence => $"Returned the proposed scope: {Prose.Ended(Reason)}";
}

/// <summary>A second person approved; from here on nothing but this scope is extracted.</summary>
[AuditName("scope.approved")]
public sealed record ScopeApproved(Guid ProposalId, Guid ScopeId, string Sha256, string KeyId, string PackageReference) : AuditEvent
{
    public override string Sentence => $"Approved and signed the scope for package {PackageReference}.";
}
