using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Web.Security;

/// <summary>Writes who came in, who could not, and who left.</summary>
public sealed class AccessLog(UnitOfWork unit, AuditTrail audit, SignedInActor actor)
{
    public Task SignedInAsync(Person person, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        // The cookie is only being made: this HTTP request still belongs to nobody.
        return WriteAsync(new SignedIn(person.Id, person.Name), person.ActingFrom(actor.Current.Origin), ct);
    }

    /// <param name="email">As it was typed; cut where somebody types a novel.</param>
    public Task FailedAsync(string email, string why, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(email);
        return WriteAsync(new SignInFailed(email.Length > 100 ? email[..100] : email, why), actor.Current, ct);
    }

    public Task SignedOutAsync(CancellationToken ct) => WriteAsync(new SignedOut(actor.Current.PersonId, actor.Current.Name), actor.Current, ct);

    public Task StepUpFailedAsync(string action, Guid objectId, CancellationToken ct) => WriteAsync(new StepUpFailed(action, objectId), actor.Current, ct);

    private Task WriteAsync(AuditEvent happened, Actor who, CancellationToken ct) => unit.RunAsync(
        who,
        null,
        "record access",
        () =>
        {
            audit.Record(happened, who);
            return Task.CompletedTask;
        },
        ct);
}
