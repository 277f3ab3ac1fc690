using System.ComponentModel.DataAnnotations;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record ReturnForm
{
    [Display(Name = "Why it goes back")]
    public string? Reason { get; init; }
}

/// <summary>A proposed scope, for the person who decides and for the one who waits.</summary>
public sealed record ApproveView(ReviewRequest Of, Actor Me, ReturnForm Form)
{
    public Guid Id => Of.Request.Id;

    public ScopeProposal? Proposal => Of.Proposal is { Outcome: ProposalOutcome.Pending } pending ? pending : null;

    public bool CanDecide => Proposal is not null && WhyNot is null;

    /// <summary>Why this person may not decide; null where they may.</summary>
    public string? WhyNot =>
        Proposal is null ? "No scope waits for a second approval."
        : Proposal.ProposedById == Me.PersonId ? "You proposed this scope yourself. Another approver has to decide."
        : !Me.Can(Permission.ApproveScope) ? "A legal approver decides. You see the proposal as they do."
        : Of.Actions.FirstOrDefault(a => a.Action == RequestAction.ApproveScope)?.WhyNot;

    public IReadOnlyList<ScopeRow> Rows => Proposal is null ? [] : ScopeRows.OfProposal(Of, Proposal);

    public long Authorised => Proposal?.Counts.Sum(c => c.Authorised) ?? 0;

    public long Requested => Proposal?.Counts.Sum(c => c.Requested) ?? 0;

    public int CutCount => Proposal?.Lines.Sum(l => l.Cuts.Length) ?? 0;

    public string Package => QueueDisclosure.PackageReferenceOf(Of.Request);

    /// <exception cref="RuleViolation">Another proposal waits by now, or this person may not decide on it.</exception>
    public void DemandApprovable(Guid proposalId)
    {
        if (WhyNot is { } why) throw new RuleViolation("second-person", why);
        if (Proposal!.Id != proposalId)
            throw new RuleViolation("scope.changed", "Another scope has been proposed since you opened the page. Look at the new one before you decide.");
    }
}
