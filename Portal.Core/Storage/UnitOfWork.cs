using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;

namespace Portal.Core.Storage;

/// <summary>
/// The one way to change anything: a transaction that holds the change, its audit events and its outbox messages together.
/// What a rule refuses is rolled back whole, and the refusal itself is recorded.
/// </summary>
public sealed class UnitOfWork(PortalDb db, AuditTrail audit)
{
    /// <summary>Code of the violation that tells of another's write between this one's reading and its commit.</summary>
    public const string ChangedMeanwhile = "changed-meanwhile";

    /// <summary>Runs <paramref name="work"/>, saves and commits.</summary>
    /// <param name="actor">Who asked.</param>
    /// <param name="requestId">The request concerned, for the record of a refusal.</param>
    /// <param name="attempted">What was tried, as a person would say it: "submit the request".</param>
    /// <exception cref="RuleViolation">A rule refused; nothing changed but the log.</exception>
    public async Task<T> RunAsync<T>(Actor actor, Guid? requestId, string attempted, Func<Task<T>> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await CommitAsync(work, ct);
        }
        catch (Exception refusal) when (refusal is RuleViolation or PermissionDenied or NotVisible)
        {
            var code = refusal switch
            {
                RuleViolation rule => rule.Code,
                PermissionDenied denied => $"permission.{denied.Permission}",
                _ => "not.visible",
            };
            await InTransactionAsync(
                () =>
                {
                    audit.Record(new ActionRefused(attempted, code, refusal.Message) { RequestId = requestId }, actor);
                    return Task.FromResult(true);
                },
                CancellationToken.None);
            throw;
        }
    }

    public Task RunAsync(Actor actor, Guid? requestId, string attempted, Func<Task> work, CancellationToken ct) =>
        RunAsync(
            actor,
            requestId,
            attempted,
            async () =>
            {
                await work();
                return true;
            },
            ct);

    /// <summary>Somebody who was quicker is a rule like any other: said in words, recorded, and nothing half done.</summary>
    private async Task<T> CommitAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await InTransactionAsync(work, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleViolation(ChangedMeanwhile, "Somebody else changed this at the same moment, so nothing of yours was done. Reload the page, look, and try again.");
        }
    }

    private Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            // A retried or refused attempt must not carry its half-made changes into the next one.
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            try
            {
                var result = await work();
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return result;
            }
            catch
            {
                db.ChangeTracker.Clear();
                throw;
            }
        });
}

/// <summary>Something was tried and refused: by a rule, for lack of a permission, or because it is not the actor's to see.</summary>
[AuditName("action.refused")]
public sealed record ActionRefused(string Attempted, string Code, string Why) : AuditEvent
{
    public override string Sentence => $"Refused to {Attempted}: {Prose.Ended(Why)}";
}
