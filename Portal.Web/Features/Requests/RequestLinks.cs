namespace Portal.Web.Features.Requests;

/// <summary>Addresses of a request's pages.</summary>
internal static class RequestLinks
{
    public const string List = "/requests";

    public const string New = "/requests/new";

    public static string Page(Guid id) => $"/requests/{id}";

    public static string Instrument(Guid id) => $"/requests/{id}/instrument";

    public static string Order(Guid id) => $"/requests/{id}/order";

    public static string Documents(Guid id) => $"/requests/{id}/documents";

    public static string DocumentPage(Guid id, Guid documentId, int page) => $"/requests/{id}/documents/{documentId}/pages/{page}";

    public static string Targets(Guid id) => $"/requests/{id}/targets";

    public static string Records(Guid id) => $"/requests/{id}/records";

    public static string Check(Guid id) => $"/requests/{id}/check";

    public static string Discard(Guid id) => $"/requests/{id}/discard";

    public static string Submitted(Guid id) => $"/requests/{id}/submitted";

    public static string Answer(Guid id) => $"/requests/{id}/answer";

    public static string Write(Guid id) => $"/requests/{id}/write";

    public static string Original(Guid id, Guid documentId) => $"/requests/{id}/enclosures/{documentId}/original";

    public static string Withdraw(Guid id) => $"/requests/{id}/withdraw";

    public static string CoSign(Guid id) => $"/requests/{id}/co-sign";

    public static string Clocks(Guid id) => $"/requests/{id}/clocks";

    public static string Judged(Guid id) => $"/requests/{id}/law";

    public static string Letter(Guid id, Guid letterId) => $"/requests/{id}/letters/{letterId}/letter.pdf";

    public static string Earlier(Guid id, Guid earlierId) => $"/requests/{id}/earlier/{earlierId}";

    public static string TargetFile(Guid id) => $"/requests/{id}/targets/file";

    public static string TargetFileTemplate(Guid id) => $"/requests/{id}/targets/file/template.csv";

    public static string Appeal(Guid id) => $"/requests/{id}/appeal";

    public static string WithdrawPart(Guid id) => $"/requests/{id}/withdraw-part";

    public static string FollowUp(Guid id) => $"/requests/{id}/follow-up";

    public static string Progress(Guid id) => $"/requests/{id}/progress";

    public static string Package(Guid disclosureId) => $"/packages/{disclosureId}";
}
