using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Access;

/// <summary>
/// A fresh proof of who is there, before what cannot be undone. A grant is for one person, one action and one object, lives
/// five minutes, and is spent by the use case that needs it.
/// </summary>
public sealed class StepUp(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public const string Approve = "scope.approve";
    public const string Download = "disclosure.download";

    /// <summary>What is confirmed, as it goes into a sentence.</summary>
    internal static string WordsOf(string action) => action switch
    {
        Approve => "approving a scope",
        Download => "downloading a package",
        _ => "an act that asks for it",
    };

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Records that the person has just proved who they are; the edge calls it after checking the code.</summary>
    public Task GrantAsync(Actor actor, string action, Guid objectId, CancellationToken ct) => unit.RunAsync(
        actor,
        null,
        "confirm who you are",
        () =>
        {
            var now = clock.GetUtcNow();
            db.StepUpGrants.Add(new StepUpGrant { PersonId = actor.PersonId, Action = action, ObjectId = objectId, GrantedAt = now, ExpiresAt = now + Lifetime });
            audit.Record(new StepUpPassed(action, objectId), actor);
            return Task.CompletedTask;
        },
        ct);

    public Task<bool> IsGrantedAsync(Actor actor, string action, Guid objectId, CancellationToken ct) => Valid(actor, action, objectId).AnyAsync(ct);

    /// <summary>Inside a use case's transaction: demands a grant that is still good.</summary>
    /// <param name="spend">Whether it is used up. A download is resumed within the five minutes and does not spend it.</param>
    /// <exception cref="StepUpRequired">There is none; the edge asks for a code and comes back.</exception>
    internal async Task DemandAsync(Actor actor, string action, Guid objectId, bool spend, CancellationToken ct)
    {
        var grant = await Valid(actor, action, objectId).OrderByDescending(g => g.ExpiresAt).FirstOrDefaultAsync(ct)
            ?? throw new StepUpRequired(action, objectId);
        if (!spend) return;
        grant.ConsumedAt = clock.GetUtcNow();
    }

    private IQueryable<StepUpGrant> Valid(Actor actor, string action, Guid objectId)
    {
        var now = clock.GetUtcNow();
        return db.StepUpGrants.Where(g => g.PersonId == actor.PersonId && g.Action == action && g.ObjectId == objectId && g.ConsumedAt == null && g.ExpiresAt > now);
    }
}

/// <summary>The action needs a fresh proof of who is there. Nothing was changed.</summary>
public sealed class StepUpRequired(string action, Guid objectId) : Exception($"{action} needs a fresh proof of who is there.")
{
    public string Action { get; } = action;

    public Guid ObjectId { get; } = objectId;
}

[AuditName("access.step-up-passed")]
public sealed record StepUpPassed(string Action, Guid ObjectId) : AuditEvent
{
    public override string Sentence => $"Confirmed who they are for {StepUp.WordsOf(Action)}.";
}

[AuditName("access.step-up-failed")]
public sealed record StepUpFailed(string Action, Guid ObjectId) : AuditEvent
{
    public override string Sentence => $"Failed to confirm who they are for {StepUp.WordsOf(Action)}.";
}
