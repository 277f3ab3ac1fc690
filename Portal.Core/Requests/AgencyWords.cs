using System.Collections.Frozen;

namespace Portal.Core.Requests;

/// <summary>
/// A request's status and steps as its agency is told them. A hold for possible fraud reads as the identity check that it is
/// part of: whoever impersonates an officer must not learn from a page that they were noticed.
/// </summary>
public static class AgencyWords
{
    private static readonly FrozenSet<RequestAction> Untold = FrozenSet.ToFrozenSet(
    [
        RequestAction.HoldForFraud, RequestAction.ClearFraudHold, RequestAction.ReturnScope, RequestAction.RestartExtraction, RequestAction.VerifyScope,
    ]);

    public static string Of(RequestStatus status) => status switch
    {
        RequestStatus.FraudHold => RequestWords.Of(RequestStatus.IdentityCheck),
        RequestStatus.RejectedFraud => RequestWords.Of(RequestStatus.Rejected),
        RequestStatus.ScopeVerified or RequestStatus.Sealed => RequestWords.Of(RequestStatus.Extracting),
        _ => RequestWords.Of(status),
    };

    /// <summary>What the timeline says of a step, or null where it is the staff's own affair.</summary>
    /// <param name="reason">The reason that was given with it; the form that takes it says that the agency may read it.</param>
    public static string? Of(RequestAction action, string? reason) =>
        Untold.Contains(action) ? null
        : action == RequestAction.RejectAsFraud ? RequestWords.Done(RequestAction.Reject)
        : reason is null ? RequestWords.Done(action)
        : $"{RequestWords.Done(action)}: {reason}";
}
