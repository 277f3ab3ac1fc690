using System.Collections.Frozen;
using System.Collections.Immutable;
using Portal.Core.Access;
using A = Portal.Core.Requests.RequestAction;
using S = Portal.Core.Requests.RequestStatus;

namespace Portal.Core.Requests;

/// <summary>One row of the table.</summary>
/// <param name="Permission">What the actor must hold.</param>
/// <param name="NeedsReason">The actor must say why, in words that are kept.</param>
/// <param name="SecondPerson">The actor must not be the person who brought the request into <paramref name="From"/>.</param>
public sealed record RequestTransition(
    RequestStatus From,
    RequestAction Action,
    RequestStatus To,
    Permission Permission,
    bool NeedsReason = false,
    bool SecondPerson = false);

/// <summary>
/// The life of a request: the one table that guards it. The buttons shown, the permissions asked, the tests and the diagram in
/// the documentation are all read from here, and <see cref="LegalRequest.Apply"/> follows nothing else.
/// </summary>
public static class RequestTransitions
{
    public static ImmutableArray<RequestTransition> All { get; } =
    [
        new(S.Draft, A.Submit, S.Submitted, Permission.FileRequest),
        new(S.Draft, A.Discard, S.Withdrawn, Permission.FileRequest),

        new(S.Submitted, A.StartIdentityCheck, S.IdentityCheck, Permission.CheckIdentity),

        new(S.IdentityCheck, A.ConfirmIdentity, S.Triage, Permission.CheckIdentity),
        new(S.IdentityCheck, A.HoldForFraud, S.FraudHold, Permission.CheckIdentity, NeedsReason: true),
        new(S.FraudHold, A.ClearFraudHold, S.IdentityCheck, Permission.DecideFraud, NeedsReason: true, SecondPerson: true),
        new(S.FraudHold, A.RejectAsFraud, S.RejectedFraud, Permission.DecideFraud, NeedsReason: true, SecondPerson: true),

        new(S.Triage, A.AcceptForReview, S.UnderReview, Permission.TriageRequest),
        new(S.Triage, A.AskAgency, S.NeedsInfo, Permission.CorrespondWithAgency, NeedsReason: true),
        new(S.Triage, A.RedirectToOtherEntity, S.WrongEntity, Permission.RejectRequest, NeedsReason: true),
        new(S.Triage, A.Reject, S.Rejected, Permission.RejectRequest, NeedsReason: true),
        new(S.Triage, A.HoldForFraud, S.FraudHold, Permission.TriageRequest, NeedsReason: true),
        new(S.Triage, A.SendRefusalForm, S.NeedsInfo, Permission.RejectRequest, NeedsReason: true),
        new(S.Triage, A.RefuseExecution, S.NonExecution, Permission.RejectRequest, NeedsReason: true),
        new(S.Triage, A.RouteToModeration, S.Closed, Permission.TriageRequest),

        // An answer is triaged like the request itself: it may change what is asked.
        new(S.NeedsInfo, A.Answer, S.Triage, Permission.AnswerQuestion),
        new(S.NeedsInfo, A.CloseWithoutReply, S.ClosedNoReply, Permission.CloseRequest, NeedsReason: true),
        new(S.NeedsInfo, A.RefuseExecution, S.NonExecution, Permission.RejectRequest, NeedsReason: true),

        new(S.UnderReview, A.AskAgency, S.NeedsInfo, Permission.CorrespondWithAgency, NeedsReason: true),
        new(S.UnderReview, A.ProposeScope, S.ScopeProposed, Permission.ProposeScope),
        new(S.UnderReview, A.Reject, S.Rejected, Permission.RejectRequest, NeedsReason: true),
        new(S.UnderReview, A.SendRefusalForm, S.NeedsInfo, Permission.RejectRequest, NeedsReason: true),
        new(S.UnderReview, A.RefuseExecution, S.NonExecution, Permission.RejectRequest, NeedsReason: true),
        new(S.UnderReview, A.HoldForFraud, S.FraudHold, Permission.TriageRequest, NeedsReason: true),

        new(S.ScopeProposed, A.ReturnScope, S.UnderReview, Permission.ApproveScope, NeedsReason: true, SecondPerson: true),
        new(S.ScopeProposed, A.ApproveScope, S.Approved, Permission.ApproveScope, SecondPerson: true),

        new(S.Approved, A.HoldForNotice, S.NoticePeriod, Permission.ApproveScope, NeedsReason: true),
        new(S.Approved, A.HoldForAuthority, S.AuthorityHold, Permission.ApproveScope, NeedsReason: true),
        new(S.Approved, A.Queue, S.Queued, Permission.ApproveScope),
        // Before its time it takes another approver than the one who let the period begin.
        new(S.NoticePeriod, A.EndHold, S.Queued, Permission.ApproveScope, NeedsReason: true, SecondPerson: true),
        new(S.NoticePeriod, A.EndNoticePeriod, S.Queued, Permission.SendNotice, NeedsReason: true),
        // The account holder's objection is upheld: the approval is voided with it.
        new(S.NoticePeriod, A.Reject, S.Rejected, Permission.RejectRequest, NeedsReason: true),
        new(S.AuthorityHold, A.EndHold, S.Queued, Permission.ApproveScope, NeedsReason: true),
        new(S.AuthorityHold, A.EndSilentHold, S.Queued, Permission.BuildPackage),
        // The approval is voided: what was objected to must not come back under it.
        new(S.ScopeProposed, A.ReopenForObjection, S.UnderReview, Permission.RejectRequest, NeedsReason: true),
        new(S.AuthorityHold, A.ReopenForObjection, S.UnderReview, Permission.RejectRequest, NeedsReason: true),
        new(S.ScopeProposed, A.RefuseExecution, S.NonExecution, Permission.RejectRequest, NeedsReason: true),
        new(S.AuthorityHold, A.RefuseExecution, S.NonExecution, Permission.RejectRequest, NeedsReason: true),

        new(S.Queued, A.StartExtraction, S.Extracting, Permission.BuildPackage),
        new(S.Extracting, A.RestartExtraction, S.Queued, Permission.BuildPackage, NeedsReason: true),
        new(S.Extracting, A.VerifyScope, S.ScopeVerified, Permission.BuildPackage),
        new(S.ScopeVerified, A.RestartExtraction, S.Queued, Permission.BuildPackage, NeedsReason: true),
        new(S.ScopeVerified, A.Seal, S.Sealed, Permission.BuildPackage),
        new(S.Sealed, A.Release, S.Released, Permission.BuildPackage),

        new(S.Released, A.RecordDownload, S.Downloaded, Permission.DownloadPackage),
        new(S.Released, A.LetExpire, S.Expired, Permission.BuildPackage),
        new(S.Released, A.Recall, S.Recalled, Permission.RecallPackage, NeedsReason: true),
        new(S.Downloaded, A.Recall, S.Recalled, Permission.RecallPackage, NeedsReason: true),
        new(S.Downloaded, A.Close, S.Closed, Permission.CloseRequest),
        new(S.Closed, A.Recall, S.Recalled, Permission.RecallPackage, NeedsReason: true),
        new(S.Closed, A.Purge, S.Purged, Permission.BuildPackage),

        // What is proposed without the lines that were taken back has to be looked at again.
        new(S.ScopeProposed, A.WithdrawPart, S.UnderReview, Permission.WithdrawRequest, NeedsReason: true),

        // A refusal that was appealed with success goes back to where it was refused; nothing skips the identity check.
        new(S.Rejected, A.AllowAppeal, S.UnderReview, Permission.RejectRequest, NeedsReason: true, SecondPerson: true),
        new(S.NonExecution, A.AllowAppeal, S.UnderReview, Permission.RejectRequest, NeedsReason: true, SecondPerson: true),
        new(S.WrongEntity, A.AllowAppeal, S.Triage, Permission.RejectRequest, NeedsReason: true, SecondPerson: true),
        new(S.RejectedFraud, A.AllowAppeal, S.IdentityCheck, Permission.DecideFraud, NeedsReason: true, SecondPerson: true),

        .. BeforeExtraction().Select(from => new RequestTransition(from, A.Withdraw, S.Withdrawn, Permission.WithdrawRequest, NeedsReason: true)),
        .. BeforeExtraction().Select(from => new RequestTransition(from, A.Supersede, S.Superseded, Permission.CloseRequest, NeedsReason: true)),
    ];

    private static readonly FrozenDictionary<(RequestStatus From, RequestAction Action), RequestTransition> Index =
        All.ToFrozenDictionary(row => (row.From, row.Action));

    /// <summary>The row for an action in a status, or null where the table has none: the action is then impossible.</summary>
    public static RequestTransition? Find(RequestStatus from, RequestAction action) => Index.GetValueOrDefault((from, action));

    /// <summary>What this actor's permissions allow in a status. The second-person rule is asked by <see cref="LegalRequest.Allows"/>.</summary>
    public static IEnumerable<RequestTransition> From(RequestStatus status, Actor actor) =>
        All.Where(row => row.From == status && actor.Can(row.Permission));

    /// <summary>Nothing follows: the request has ended. That an appeal may open it again makes it no less ended until one does.</summary>
    public static bool IsFinal(RequestStatus status) => All.All(row => row.From != status || row.Action == A.AllowAppeal);

    private static RequestStatus[] BeforeExtraction() =>
        [S.Submitted, S.IdentityCheck, S.FraudHold, S.Triage, S.NeedsInfo, S.UnderReview, S.ScopeProposed, S.Approved, S.NoticePeriod, S.AuthorityHold];
}
