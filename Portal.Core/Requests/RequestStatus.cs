namespace Portal.Core.Requests;

/// <summary>Where a request stands. What may follow is in <see cref="RequestTransitions"/>.</summary>
public enum RequestStatus
{
    Draft,
    Submitted,
    IdentityCheck,
    FraudHold,
    Triage,
    NeedsInfo,
    UnderReview,
    ScopeProposed,
    Approved,
    NoticePeriod,
    AuthorityHold,
    Queued,
    Extracting,
    ScopeVerified,
    Sealed,
    Released,
    Downloaded,
    Closed,
    Purged,

    // Ends elsewhere
    Rejected,
    RejectedFraud,
    WrongEntity,
    NonExecution,
    ClosedNoReply,
    Withdrawn,
    Superseded,
    Expired,
    Recalled,
}
