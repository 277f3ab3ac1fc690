using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

/// <summary>Addresses of the legal staff's pages.</summary>
internal static class ReviewLinks
{
    public const string Desk = "/desk";

    public const string Queue = "/review";

    /// <summary>The queue with all that is open, whatever view the reader's own opens on.</summary>
    public const string WholeQueue = "/review?tab=Open";

    public const string Views = "/review/views";

    public static string EditView(Guid id) => $"{Views}?edit={id}";

    public static string RenameView(Guid id) => $"{Views}/{id}/rename";

    public static string DeleteView(Guid id) => $"{Views}/{id}/delete";

    public static string OpensQueue(Guid id) => $"{Views}/{id}/opens-queue";

    public static string PutAway(Guid reminderId) => $"{Desk}/reminders/{reminderId}/seen";

    /// <summary>The field of a new note.</summary>
    public static string Notes(Guid id) => $"/review/{id}#Text";

    public static string Timeline(Guid id) => $"/review/{id}/timeline";

    public const string Preservations = "/review/preservation";

    public static string Page(Guid id) => $"/review/{id}";

    public static string Assign(Guid id) => $"/review/{id}/assign";

    public static string Note(Guid id) => $"/review/{id}/note";

    public static string Targets(Guid id) => $"/review/{id}/targets";

    public static string CallBack(Guid id) => $"/review/{id}/call-back";

    public static string Step(Guid id, RequestAction action) => $"/review/{id}/steps/{action}";

    public static string Cut(Guid id, string lineId) => $"/review/{id}/lines/{lineId}/cut";

    public static string RemoveCut(Guid id, string lineId, int index) => $"/review/{id}/lines/{lineId}/cuts/{index}/remove";

    public static string ThirdParties(Guid id, string lineId) => $"/review/{id}/lines/{lineId}/third-parties";

    public static string NoDuplicate(Guid id, Guid earlierId) => $"/review/{id}/earlier/{earlierId}/no-duplicate";

    /// <param name="by">The reference of the request that takes its place, where it is known.</param>
    public static string Supersede(Guid id, string? by = null) => by is null ? $"/review/{id}/supersede" : $"/review/{id}/supersede?by={Uri.EscapeDataString(by)}";

    public static string AppealDecision(Guid id) => $"/review/{id}/appeal";

    public const string Appeals = "/review/appeals";

    public static string Count(Guid id) => $"/review/{id}/count";

    public static string Propose(Guid id) => $"/review/{id}/propose";

    public static string Approve(Guid id) => $"/review/{id}/approve";

    public static string ConfirmApproval(Guid id, Guid proposalId) => $"/review/{id}/approve/{proposalId}";

    public static string Return(Guid id) => $"/review/{id}/return";

    public static string Reject(Guid id, RequestAction action) => $"/review/{id}/turn-down/{action}";

    public static string Ask(Guid id) => $"/review/{id}/ask";

    public static string Acknowledge(Guid id) => $"/review/{id}/acknowledge";

    public static string Write(Guid id) => $"/review/{id}/write";

    public static string Clocks(Guid id) => $"/review/{id}/clocks";

    public static string Extend(Guid id) => $"/review/{id}/clocks/extend";

    public static string AddLaw(Guid id) => $"/review/{id}/clocks/law";

    public static string Judged(Guid id) => $"/review/{id}/law";

    public static string TakeAway(Guid id, Guid documentId) => $"/review/{id}/write/enclosures/{documentId}/remove";

    public static string CloseWithoutReply(Guid id) => $"/review/{id}/close-without-reply";

    public static string Letter(Guid id, Guid letterId) => $"/review/{id}/letters/{letterId}/letter.pdf";

    public static string Recall(Guid id) => $"/review/{id}/recall";

    public static string Authority(Guid id) => $"/review/{id}/authority";

    public static string Notified(Guid id) => $"/review/{id}/authority/notified";

    public static string Clearance(Guid id) => $"/review/{id}/authority/clearance";

    public static string Objection(Guid id) => $"/review/{id}/objection";

    public static string AnnexIII(Guid id) => $"/review/{id}/annex-iii";

    public static string Moderation(Guid id) => $"/review/{id}/moderation";

    public static string Effect(Guid id) => $"/review/{id}/effect";

    public static string Progress(Guid id) => $"/review/{id}/progress";

    public static string Picture(Guid id, Guid documentId, int page) => $"/review/{id}/documents/{documentId}/pages/{page}";

    public static string Original(Guid id, Guid documentId) => $"/review/{id}/documents/{documentId}/original";

    public static string AcceptPreservation(Guid id) => $"/review/preservation/{id}/accept";

    public static string Preservation(Guid id) => $"/review/preservation/{id}";

    public static string DeclinePreservation(Guid id) => $"/review/preservation/{id}/decline";
}
