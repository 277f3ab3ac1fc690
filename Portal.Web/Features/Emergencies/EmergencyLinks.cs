namespace Portal.Web.Features.Emergencies;

/// <summary>Addresses of the pages about emergencies.</summary>
internal static class EmergencyLinks
{
    public const string New = "/requests/new/emergency";

    public const string Desk = "/review/emergencies";

    public static string Minimum(Guid id) => $"/review/{id}/minimum";

    public static string Confirm(Guid id) => $"/review/emergencies/{id}/confirm";

    public static string ClearFlag(Guid agencyId) => $"/review/emergencies/agencies/{agencyId}/clear-flag";

    public static string FollowUp(Guid id) => $"/requests/{id}/legal-process";
}
