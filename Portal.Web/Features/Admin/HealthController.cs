using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Disclosures;
using Portal.Core.Notifications;
using Portal.Core.Storage;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Admin;

/// <summary>How the machinery is. It names packages by reference and says nothing of what is in them.</summary>
[Needs(Permission.ViewHealth)]
[Route("admin")]
public sealed class HealthController(HealthQuery health, MailHealthQuery mail, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await health.AskAsync(await mail.ExecuteAsync(actor.Current, ct), ct));
}

public sealed record HealthView(string Database, bool DatabaseAnswers, int WorkWaiting, DateTimeOffset? OldestWaiting, IReadOnlyList<BuildLine> Builds, long AuditEntries, int LettersUnprinted, MailHealth Mail)
{
    public static Meaning LookOf(MailState state) => state switch
    {
        MailState.Sent => Meaning.Good,
        MailState.GivenUp => Meaning.Stopped,
        _ => Meaning.Waiting,
    };

    public static string WordsOf(MailState state) => state switch
    {
        MailState.Sent => "Sent",
        MailState.GivenUp => "Given up",
        _ => "Waiting",
    };
}

public sealed record BuildLine(string PackageReference, BuildStage Stage, long Done, long Total, string? Problem, DateTimeOffset? ProblemAt);

public sealed class HealthQuery(PortalDb db)
{
    public async Task<HealthView> AskAsync(MailHealth mail, CancellationToken ct)
    {
        var waiting = await db.Outbox.AsNoTracking().Where(o => o.DispatchedAt == null).OrderBy(o => o.Id).Select(o => o.CreatedAt).ToListAsync(ct);
        var builds = await db.Disclosures.AsNoTracking().Where(d => d.Stage != BuildStage.Done).OrderBy(d => d.CreatedAt)
            .Select(d => new BuildLine(d.PackageReference, d.Stage, d.StageDone, d.StageTotal, d.Problem, d.ProblemAt)).ToListAsync(ct);
        return new HealthView(
            db.Database.IsSqlite() ? "SQLite, embedded" : "SQL Server",
            await db.Database.CanConnectAsync(ct),
            waiting.Count,
            waiting.Count > 0 ? waiting[0] : null,
            builds,
            await db.AuditEntries.LongCountAsync(ct),
            await db.Correspondence.CountAsync(c => c.Html != null && c.PrintedAt == null, ct),
            mail);
    }
}
