using System.Globalization;
using Portal.Core.Notices;

namespace Portal.Web.Features.Notices;

/// <summary>Addresses of the pages about notice.</summary>
internal static class NoticeLinks
{
    public const string Desk = "/review/notices";

    /// <summary>Where an officer names the request that a non-disclosure order belongs to.</summary>
    public const string Find = "/requests/non-disclosure";

    public static string Decide(Guid id) => $"/review/{id}/notice";

    public static string Preview(Guid id, string? account = null) =>
        account is null ? $"/review/{id}/notice/preview" : string.Create(CultureInfo.InvariantCulture, $"/review/{id}/notice/preview?account={Uri.EscapeDataString(account)}");

    public static string Objection(Guid id) => $"/review/{id}/notice/objection";

    public static string ObjectionAnswer(Guid id) => $"/review/{id}/notice/objection/answer";

    public static string Bar(Guid id) => $"/review/{id}/notice/bar";

    public static string Record(Guid id, Guid? orderId = null) => orderId is null ? $"/review/{id}/non-disclosure" : $"/review/{id}/non-disclosure?order={orderId}";

    public static string Close(Guid id, Guid orderId, NonDisclosureAction closing) => $"/review/{id}/non-disclosure/{orderId}/{closing}";

    /// <summary>The agency's own page.</summary>
    public static string Upload(Guid id) => $"/requests/{id}/non-disclosure";
}
