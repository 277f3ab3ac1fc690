using System.Collections.Frozen;
using System.Collections.Immutable;
using S = Portal.Core.Requests.RequestStatus;

namespace Portal.Core.Requests;

/// <summary>The queue's tabs: who has to move next.</summary>
public enum ReviewGroup
{
    ToCheck,
    ToReview,
    ToApprove,
    Waiting,
    Building,
    Done,

    /// <summary>All of the above but what is done.</summary>
    Open,

    /// <summary>Whatever has been submitted.</summary>
    All,
}

public static class ReviewGroups
{
    private static readonly FrozenDictionary<S, ReviewGroup> Groups = new Dictionary<S, ReviewGroup>
    {
        [S.Submitted] = ReviewGroup.ToCheck,
        [S.IdentityCheck] = ReviewGroup.ToCheck,
        [S.FraudHold] = ReviewGroup.ToCheck,
        [S.Triage] = ReviewGroup.ToReview,
        [S.UnderReview] = ReviewGroup.ToReview,
        [S.ScopeProposed] = ReviewGroup.ToApprove,
        [S.NeedsInfo] = ReviewGroup.Waiting,
        [S.NoticePeriod] = ReviewGroup.Waiting,
        [S.AuthorityHold] = ReviewGroup.Waiting,
        [S.Approved] = ReviewGroup.Building,
        [S.Queued] = ReviewGroup.Building,
        [S.Extracting] = ReviewGroup.Building,
        [S.ScopeVerified] = ReviewGroup.Building,
        [S.Sealed] = ReviewGroup.Building,
    }.ToFrozenDictionary();

    /// <summary>Of those a request is in exactly one; then the two that take several together.</summary>
    public static ImmutableArray<ReviewGroup> All { get; } = [.. Enum.GetValues<ReviewGroup>()];

    public static ReviewGroup Of(S status) => Groups.GetValueOrDefault(status, ReviewGroup.Done);

    /// <summary>The statuses of a group; a draft is nobody's but the officer's and in none.</summary>
    public static ImmutableArray<S> Statuses(ReviewGroup group) =>
        [.. Enum.GetValues<S>().Where(s => s != S.Draft && Takes(group, Of(s)))];

    /// <summary>Whether the requests of one group are among those of another.</summary>
    public static bool Takes(ReviewGroup group, ReviewGroup one) =>
        group == one || group == ReviewGroup.All || (group == ReviewGroup.Open && one != ReviewGroup.Done);

    public static string Name(ReviewGroup group) => group switch
    {
        ReviewGroup.ToCheck => "To check",
        ReviewGroup.ToReview => "To review",
        ReviewGroup.ToApprove => "To approve as second person",
        ReviewGroup.Waiting => "Waiting for others",
        ReviewGroup.Building => "Building",
        ReviewGroup.Done => "Done",
        ReviewGroup.Open => "All open",
        ReviewGroup.All => "Everything",
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };
}
