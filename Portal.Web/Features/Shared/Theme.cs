namespace Portal.Web.Features.Shared;

internal static class Theme
{
    /// <summary>Also written by <c>wwwroot/js/theme.js</c>; holds "light" or "dark". Not secret, so script may set it.</summary>
    public const string Cookie = "portal-theme";

    /// <summary>"light" or "dark" as chosen, or null to follow the system.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;
}
