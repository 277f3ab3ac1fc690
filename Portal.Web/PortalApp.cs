using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Signing;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Web.Demo;
using Portal.Web.Features.Shared;
using Portal.Web.Security;

namespace Portal.Web;

/// <summary>What happens between building the application and serving from it.</summary>
internal static partial class PortalApp
{
    /// <summary>Checks what must be right before anybody is served, and brings the database up to date.</summary>
    public static async Task PreparePortalAsync(this WebApplication app)
    {
        // A faulty rule book or holiday calendar stops the portal here, with everything that is wrong in it.
        _ = RuleBooks.All;
        _ = HolidayCalendars.All;
        app.Services.GetRequiredService<LocalBlobStore>().DeleteAbandoned();
        FontLibrary.System.EnsureUsable();
        // Opens the signing key: a wrong PIN or a missing file is told now, not when the first package is sealed.
        _ = app.Services.GetRequiredService<DocumentSigning>();
        await using var scope = app.Services.CreateAsyncScope();
        await PortalDbSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), CancellationToken.None);
        var options = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value;
        if (!options.Demo) return;
        LogDemo(app.Logger);
        await scope.ServiceProvider.GetRequiredService<DemoWorld>().EnsureAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<DemoSignIn>().GiveCredentialsAsync(scope.ServiceProvider.GetRequiredService<UserManager<Person>>());
        if (options.DemoData) await app.Services.GetRequiredService<DemoRequests>().EnsureAsync(CancellationToken.None);
    }

    public static void UsePortal(this WebApplication app)
    {
        app.UseSecureHeaders();
        app.UsePortalProblemPages();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseHttpsRedirection();
        }
        app.UsePortalStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo is on: invented people with public passwords. Never put real data into it.")]
    private static partial void LogDemo(ILogger logger);
}
