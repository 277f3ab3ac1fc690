using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;
using Portal.Web.Security;

namespace Portal.Web.Features.Shared;

/// <summary>What <c>Program.cs</c> calls to have pages.</summary>
public static class PortalPages
{
    /// <summary>
    /// MVC with views in feature folders and antiforgery on every unsafe verb. Register your <see cref="INavigationSource"/> as well
    /// (scoped or singleton, before or after).
    /// </summary>
    public static IMvcBuilder AddPortalPages(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INavigationSource, AnonymousNavigation>();
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViewLocations()));
        return services.AddControllersWithViews(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
    }

    /// <summary>Plain pages for 400, 403, 404, 500 and the like; <c>/api</c> keeps its bare answers. Place right after <c>UseSecureHeaders()</c>.</summary>
    public static IApplicationBuilder UsePortalProblemPages(this IApplicationBuilder app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments("/api"),
        pages => pages.UseExceptionHandler("/problem/500").UseStatusCodePagesWithReExecute("/problem/{0}"));

    /// <summary>Style sheets, scripts and icons: public, for a year when the address carries a version, else asked again each time.</summary>
    public static IApplicationBuilder UsePortalStaticFiles(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file =>
        {
            SecureHeaders.AllowCaching(file.Context);
            file.Context.Response.Headers[HeaderNames.CacheControl] = file.Context.Request.Query.ContainsKey("v")
                ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={TimeSpan.FromDays(365).TotalSeconds:0}, immutable")
                : "public, no-cache";
        },
    });
}
