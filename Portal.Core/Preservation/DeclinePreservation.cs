using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Preservation.Letters;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>Legal staff do not take a preservation on, and say why: nothing is kept for it, and the agency has it in a letter.</summary>
public sealed class DeclinePreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, PreservationLetters letters, TimeProvider clock)
{
    private const int LongestReason = 1000;

    /// <exception cref="RuleViolation">No reason is given, or it has been decided already.</exception>
    public Task ExecuteAsync(Guid preservationId, string? reason, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "decline a preservation",
        async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, actor, ct);
            var why = Reason(reason);
            preservation.Apply(PreservationAction.Decline, actor, clock.GetUtcNow(), reason: why);
            audit.Record(new PreservationDeclined(preservation.Id, preservation.Reference, why), actor);
            letters.Decline(preservation, why, actor);
        },
        ct);

    /// <exception cref="RuleViolation">None is given, or it is too long.</exception>
    internal static string Reason(string? typed) => typed?.Trim() switch
    {
        null or "" => throw new RuleViolation("reason.missing", "Say why, in a sentence that the agency may read.", "Reason"),
        { Length: > LongestReason } => throw new RuleViolation("reason.long", $"Shorten the reason to {LongestReason:N0} characters.", "Reason"),
        var why => why,
    };
}
