using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Core;
using Portal.Core.Access;
using Portal.Web.Demo;
using Portal.Web.Features;
using Portal.Web.Features.Admin;
using Portal.Web.Features.Audit;
using Portal.Web.Features.Shared;

namespace Portal.Web.Security;

/// <summary>Sign-in, sessions, policies and what every answer carries.</summary>
internal static class SecurityServices
{
    public static IServiceCollection AddPortalSecurity(this IServiceCollection services, IConfiguration configuration, IWebHostEnvironment environment)
    {
        var portal = configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new PortalOptions();
        // The demo is served on http://localhost; anything else by https alone.
        var secure = portal.Demo ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddHttpContextAccessor();
        services.AddScoped<SignedInActor>();
        services.AddScoped<AccessLog>();
        services.AddScoped<Denials>();
        services.AddScoped<DemoSignIn>();
        services.AddSingleton<INavigationSource, PortalNavigation>();
        services.AddScoped<AuditDesk>();
        services.AddScoped<HealthQuery>();

        services.AddIdentityCore<Person>(identity =>
            {
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.Password.RequiredLength = 12;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<PersonStore>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddSignInManager()
            .AddTokenProvider<TotpProvider>(TotpProvider.Name);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/not-permitted";
            cookie.ReturnUrlParameter = "returnTo";
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(30);
            cookie.SlidingExpiration = true;
            cookie.Cookie.Name = "portal";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = secure;
            // A refused page is 403 where it stands, not a redirect to somewhere else.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        // The half-way cookie between password and code, and the one that carries a message over a redirect, are guarded like the session.
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => cookie.Cookie.SecurePolicy = secure);
        services.Configure<CookieTempDataProviderOptions>(message =>
        {
            message.Cookie.Name = "portal-said";
            message.Cookie.SecurePolicy = secure;
        });
        // A suspended person, or one whose roles changed, is out within seconds.
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromSeconds(5));

        services.AddAuthorization(options => options.AddPortalPolicies());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RecordedDenials>();
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.Filters.Add<EdgeFilter>();
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "portal-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = secure;
        });
        services.AddDataProtection()
            .SetApplicationName("Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(environment.ContentRootPath, portal.KeyFolder.Length > 0 ? portal.KeyFolder : Path.Combine(portal.DataFolder, "keys"), "sessions")));
        return services;
    }
}
