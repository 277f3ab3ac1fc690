using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

/// <summary>What a status means to the legal staff, who has to move, and in whose words: "your answer" is the agency's here.</summary>
internal static class StaffLook
{
    public static string Words(RequestStatus status) =>
        status == RequestStatus.NeedsInfo ? "Waiting for the agency's answer" : RequestWords.Of(status);

    public static Meaning Of(RequestStatus status) => (ReviewGroups.Of(status), status) switch
    {
        (_, RequestStatus.FraudHold) => Meaning.Stopped,
        (ReviewGroup.ToCheck or ReviewGroup.ToReview or ReviewGroup.ToApprove, _) => Meaning.ActNow,
        (ReviewGroup.Waiting or ReviewGroup.Building, _) => Meaning.Waiting,
        (_, RequestStatus.Released or RequestStatus.Downloaded or RequestStatus.Closed) => Meaning.Good,
        (_, RequestStatus.Withdrawn or RequestStatus.Superseded or RequestStatus.Purged) => Meaning.Neutral,
        _ => Meaning.Stopped,
    };

    public static Meaning OfEvent(string name) => name switch
    {
        "action.refused" => Meaning.Stopped,
        "scope.approved" or "package.released" => Meaning.Good,
        _ => Meaning.Neutral,
    };
}
