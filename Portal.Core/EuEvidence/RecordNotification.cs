using System.Globalization;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>Records that the enforcing authority was notified of a certificate: who it is, how it is reached, and when it was told.</summary>
public sealed class RecordNotification(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    private const int Longest = 300;

    /// <param name="NotifiedAt">UTC, like <c>2026-11-24T09:30</c>.</param>
    public sealed record Input(Guid RequestId, string? Authority, string? Contact, string? NotifiedAt);

    /// <exception cref="RuleViolation">A field is missing, or the order has no enforcing authority.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "record the notification of the enforcing authority",
            async () =>
            {
                actor.Demand(Permission.CorrespondWithAgency);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                if (!AuthorityLaw.HasEnforcingAuthority(law.RuleOf(request), request))
                    throw new RuleViolation("authority.none", "This order needs no enforcing authority: nothing is recorded.");
                if (RequestTransitions.IsFinal(request.Status))
                    throw new RuleViolation("request.ended", "The request has ended: nothing more is recorded of its authority.");
                if (Problems(input, now).ToList() is { Count: > 0 } problems) throw RuleViolation.Of(problems);
                var notification = new AuthorityNotification(request.Id, input.Authority!.Trim(), input.Contact!.Trim(), Read(input.NotifiedAt)!.Value, actor, now);
                db.AuthorityNotifications.Add(notification);
                audit.Record(new AuthorityNotified(notification.Id, notification.Authority, notification.NotifiedAt) { RequestId = request.Id }, actor);
            },
            ct);
    }

    private static IEnumerable<RuleViolation> Problems(Input input, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(input.Authority) || input.Authority.Length > Longest)
            yield return new RuleViolation("authority.name", $"Enter the enforcing authority and its State, in at most {Longest} characters.", nameof(input.Authority));
        if (string.IsNullOrWhiteSpace(input.Contact) || input.Contact.Length > Longest)
            yield return new RuleViolation("authority.contact", $"Enter how the authority is reached, in at most {Longest} characters.", nameof(input.Contact));
        if (Read(input.NotifiedAt) is not { } at)
            yield return new RuleViolation("authority.when", "Enter when the authority was notified, in UTC, like 2026-11-24T09:30.", nameof(input.NotifiedAt));
        else if (at > now)
            yield return new RuleViolation("authority.future", "The notification cannot lie in the future. Correct its time, in UTC.", nameof(input.NotifiedAt));
    }

    private static DateTimeOffset? Read(string? typed) =>
        DateTimeOffset.TryParseExact(typed?.Trim(), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year > 2000
            ? at
            : null;
}
