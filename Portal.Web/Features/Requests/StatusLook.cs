using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>What a status means to the agency: who is waited for, and whether it went well.</summary>
internal static class StatusLook
{
    public static Meaning Of(RequestStatus status) => status switch
    {
        RequestStatus.Draft => Meaning.Neutral,
        RequestStatus.NeedsInfo or RequestStatus.Released or RequestStatus.Recalled => Meaning.ActNow,
        RequestStatus.Downloaded or RequestStatus.Closed => Meaning.Good,
        RequestStatus.Purged or RequestStatus.Withdrawn or RequestStatus.Superseded => Meaning.Neutral,
        _ => RequestGroups.Of(status) == RequestGroup.Ended ? Meaning.Stopped : Meaning.Waiting,
    };
}
