using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>After an objection to a part, the same scope cannot come back: what is proposed next differs from what was voided.</summary>
internal static class NarrowedScope
{
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new JsonStringEnumConverter() } };

    /// <exception cref="RuleViolation">The lines are those of the voided approval.</exception>
    public static async Task DemandNarrowedAsync(this PortalDb db, LegalRequest request, ImmutableArray<ScopeLine> lines, CancellationToken ct)
    {
        var voided = await db.ScopeProposals.AsNoTracking().Where(p => p.RequestId == request.Id && p.Outcome == ProposalOutcome.Voided).OrderByDescending(p => p.Number).FirstOrDefaultAsync(ct);
        if (voided is not null && AuthorisedBy(voided.Lines) == AuthorisedBy(lines))
            throw new RuleViolation("scope.not-narrowed", "The enforcing authority objects to a part of what was approved. Cut that part before you propose again.");
    }

    private static string AuthorisedBy(ImmutableArray<ScopeLine> lines) =>
        JsonSerializer.Serialize(lines.OrderBy(l => l.LineId, StringComparer.Ordinal).Select(l => new { l.LineId, Authorised = l.Authorised() }), Plain);
}
