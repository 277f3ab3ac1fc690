using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Notifications;

/// <param name="Reference">Of the request or the preservation.</param>
/// <param name="Recipient">The person's name.</param>
/// <param name="NextTryAt">UTC; null unless it waits after a failed attempt.</param>
public sealed record MailLine(MailKind Kind, string Reference, string Recipient, string? Address, MailState State, DateTimeOffset At, int Attempts, string? Problem, DateTimeOffset? NextTryAt);

/// <summary>How mail is going, for an administrator: never a text.</summary>
/// <param name="Where">The server or the folder.</param>
/// <param name="Stuck">Mails that wait after a failed attempt.</param>
/// <param name="GivenUp">In the last thirty days.</param>
public sealed record MailHealth(MailWay Way, string Where, int Waiting, int Stuck, int GivenUp, IReadOnlyList<MailLine> Last);

public sealed class MailHealthQuery(PortalDb db, MailOptions options, MailFolder folder, TimeProvider clock)
{
    private const int Shown = 25;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <exception cref="PermissionDenied">The actor does not look after the machinery.</exception>
    public async Task<MailHealth> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewHealth);
        var since = clock.GetUtcNow() - Remembered;
        var waiting = db.Mails.Where(m => m.SentAt == null && m.GivenUpAt == null);
        // Those that failed stand first: they are why somebody looks here.
        var last = await db.Mails.AsNoTracking()
            .OrderByDescending(m => m.GivenUpAt != null && m.GivenUpAt > since)
            .ThenByDescending(m => m.SentAt == null && m.Problem != null)
            .ThenByDescending(m => m.CreatedAt)
            .Take(Shown)
            .Select(m => new { Mail = m, Name = db.People.Where(p => p.Id == m.PersonId).Select(p => p.Name).FirstOrDefault() })
            .ToListAsync(ct);
        return new MailHealth(
            options.EffectiveWay,
            options.EffectiveWay == MailWay.Smtp ? $"{options.Smtp.Host}:{options.Smtp.EffectivePort}" : folder.Path,
            await waiting.CountAsync(ct),
            await waiting.CountAsync(m => m.Problem != null, ct),
            await db.Mails.CountAsync(m => m.GivenUpAt != null && m.GivenUpAt > since, ct),
            [.. last.Select(row => LineOf(row.Mail, row.Name ?? "Nobody"))]);
    }

    private static MailLine LineOf(OutgoingMail mail, string name) => new(
        mail.Kind, mail.Reference, name, mail.Address, mail.State, mail.SentAt ?? mail.GivenUpAt ?? mail.CreatedAt, mail.Attempts, mail.Problem,
        mail.State == MailState.Waiting && mail.Problem is not null ? mail.NextTryAt : null);
}
