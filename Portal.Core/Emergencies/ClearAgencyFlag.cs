using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>A senior approver takes an agency's flag back, once nothing of it is outstanding.</summary>
public sealed class ClearAgencyFlag(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    public sealed record Input(Guid AgencyId, string? Reason);

    /// <exception cref="RuleViolation">It carries no flag, legal process is still owed, or no reason is given.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            requestId: null,
            "clear an agency's flag",
            async () =>
            {
                actor.Demand(Permission.ApproveScope);
                if (!actor.Roles.Contains(Role.LegalApprover))
                    throw new RuleViolation("flag.not-senior", "A flag is cleared by a legal approver. Ask one of them.");
                var agency = await db.Agencies.FirstOrDefaultAsync(a => a.Id == input.AgencyId, ct) ?? throw new NotVisible("agency");
                if (agency.FlaggedSince is not { } since)
                    throw new RuleViolation("flag.none", $"{agency.Name} carries no flag. Reload the page.");
                var owed = await db.FollowUps.Where(f => f.AgencyId == agency.Id && f.Status == FollowUpStatus.AgencyFlagged).Select(f => f.Reference).ToListAsync(ct);
                if (owed.Count > 0)
                    throw new RuleViolation("flag.process-owed", $"Legal process is still owed for {string.Join(", ", owed)}. Confirm it first.");
                if (string.IsNullOrWhiteSpace(input.Reason))
                    throw new RuleViolation("reason.missing", "Say why the flag is cleared, in a sentence that an auditor may read.", nameof(input.Reason));
                agency.ClearFlag();
                audit.Record(new AgencyFlagCleared(agency.Id, agency.Name, since, input.Reason.Trim()), actor);
            },
            ct);
    }
}
