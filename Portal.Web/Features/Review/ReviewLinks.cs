using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

/// <summary>Addresses of the legal staff's pages.</summary>
internal static class ReviewLinks
{
    public const string Queue = "/review";

    public const string Preservations = "/review/preservation";

    public static string Page(Guid id) => $"/review/{id}";

    public static string Assign(Guid id) => $"/review/{id}/assign";

    public static string Note(Guid id) => $"/review/{id}/note";

    public static string Targets(Guid id) => $"/review/{id}/targets";

    public static string CallBack(Guid id) => $"/review/{id}/call-back";

    public static string Step(Guid id, RequestAction action) => $"/review/{id}/steps/{action}";

    public static string Cut(Guid id, string lineId) => $"/review/{id}/lines/{lineId}/cut";

    public static string RemoveCut(Guid id, string lineId, int index) => $"/review/{id}/lines/{lineId}/cuts/{index}/remove";

    public static string Count(Guid id) => $"/review/{id}/count";

    public static string Propose(Guid id) => $"/review/{id}/propose";

    public static string Approve(Guid id) => $"/review/{id}/approve";

    public static string ConfirmApproval(Guid id, Guid proposalId) => $"/review/{id}/approve/{proposalId}";

    public static string Return(Guid id) => $"/review/{id}/return";

    public static string Reject(Guid id, RequestAction action) => $"/review/{id}/turn-down/{action}";

    public static string Ask(Guid id) => $"/review/{id}/ask";

    public static string Acknowledge(Guid id) => $"/review/{id}/acknowledge";

    public static string Write(Guid id) => $"/review/{id}/write";

    public static string Letter(Guid id, Guid letterId) => $"/review/{id}/letters/{letterId}/letter.pdf";

    public static string Recall(Guid id) => $"/review/{id}/recall";

    public static string Progress(Guid id) => $"/review/{id}/progress";

    public static string Picture(Guid id, Guid documentId, int page) => $"/review/{id}/documents/{documentId}/pages/{page}";

    public static string Original(Guid id, Guid documentId) => $"/review/{id}/documents/{documentId}/original";

    public static string AcceptPreservation(Guid id) => $"/review/preservation/{id}/accept";

    public static string Preservation(Guid id) => $"/review/preservation/{id}";

    public static string DeclinePreservation(Guid id) => $"/review/preservation/{id}/decline";
}
