using Microsoft.Net.Http.Headers;

namespace Portal.Web.Security;

/// <summary>
/// Sets the security headers when the answer starts, not before: <c>UseExceptionHandler</c> clears headers, and an error page
/// needs them as much as any other.
/// </summary>
internal static class SecureHeaders
{
    private static readonly object s_mayBeCached = new();

    /// <summary>No inline code or style, nothing from elsewhere, never in a frame. Loosen nowhere: write a module instead.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), " +
        "usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self)";

    /// <summary>Place first in the pipeline.</summary>
    public static IApplicationBuilder UseSecureHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Apply, context);
        return next(context);
    });

    /// <summary>Lets this answer keep the Cache-Control it sets: for public files only.</summary>
    public static void AllowCaching(HttpContext context) => context.Items[s_mayBeCached] = true;

    private static Task Apply(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = ContentSecurityPolicy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Everything else may show somebody's case, or depend on who asked.
        if (!context.Items.ContainsKey(s_mayBeCached)) headers[HeaderNames.CacheControl] = "no-store";
        return Task.CompletedTask;
    }
}
