using System.Collections.Immutable;

namespace Portal.Core.Requests;

/// <summary>Statuses as an agency filters by them.</summary>
public enum RequestGroup
{
    Drafts,
    WithYou,
    WithUs,
    Ready,
    Ended,
}

public static class RequestGroups
{
    public static RequestGroup Of(RequestStatus status) => status switch
    {
        RequestStatus.Draft => RequestGroup.Drafts,
        RequestStatus.NeedsInfo => RequestGroup.WithYou,
        RequestStatus.Released or RequestStatus.Downloaded => RequestGroup.Ready,
        RequestStatus.Submitted or RequestStatus.IdentityCheck or RequestStatus.FraudHold or RequestStatus.Triage or RequestStatus.UnderReview
            or RequestStatus.ScopeProposed or RequestStatus.Approved or RequestStatus.NoticePeriod or RequestStatus.AuthorityHold
            or RequestStatus.Queued or RequestStatus.Extracting or RequestStatus.ScopeVerified or RequestStatus.Sealed => RequestGroup.WithUs,
        _ => RequestGroup.Ended,
    };

    public static ImmutableArray<RequestStatus> StatusesOf(RequestGroup group) => [.. Enum.GetValues<RequestStatus>().Where(s => Of(s) == group)];

    public static string Name(RequestGroup group) => group switch
    {
        RequestGroup.Drafts => "Drafts",
        RequestGroup.WithYou => "Waiting for your answer",
        RequestGroup.WithUs => "With us",
        RequestGroup.Ready => "Ready or downloaded",
        RequestGroup.Ended => "Ended",
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };
}
