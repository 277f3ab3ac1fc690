using System.Globalization;
using Portal.Core;
using Portal.Jobs;
using Portal.Web;
using Portal.Web.Features.Shared;
using Portal.Web.Security;

// Pages, letters and the log say numbers and dates one way, whatever the machine's own.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddPortalCore(builder.Configuration);
builder.Services.AddPortalWorker(builder.Configuration.GetSection(WorkerOptions.Section).Get<WorkerOptions>() ?? new WorkerOptions());
builder.Services.AddPortalSecurity(builder.Configuration, builder.Environment);
builder.Services.AddPortalPages();

var app = builder.Build();
await app.PreparePortalAsync();
app.UsePortal();
await app.RunAsync();
