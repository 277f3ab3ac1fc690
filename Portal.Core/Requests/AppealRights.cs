using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Whether and until when an agency may appeal what was decided on a request.</summary>
/// <param name="Until">UTC, the last moment excluded; null where there is nothing to appeal.</param>
/// <param name="WhyNot">In words for the agency; null where it may.</param>
/// <param name="Withheld">The decision is a narrowed release: the appeal is a request of its own for what was withheld.</param>
public sealed record AppealRight(DateTimeOffset? Until, string? WhyNot, bool Withheld)
{
    public bool IsOpen => WhyNot is null;
}

/// <summary>Reads the right to appeal off the transition table, the rule book and what has happened.</summary>
public sealed class AppealRights(PortalDb db, RequestLaw law, TimeProvider clock)
{
    /// <summary>What counts as part in a decision, by the pinned names of its events.</summary>
    internal static readonly string[] Deciding =
        ["request.turned-down", "scope.cut", "scope.third-parties-decided", "scope.proposed", "scope.returned", "scope.approved"];

    public async Task<AppealRight> OfAsync(LegalRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var package = await db.Disclosures.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
        var narrowed = request.Status is RequestStatus.Released or RequestStatus.Downloaded or RequestStatus.Closed
            && (await WithheldLinesAsync(request, ct)).Count > 0;
        var decided = narrowed ? package?.ReleasedAt : RequestTransitions.Find(request.Status, RequestAction.AllowAppeal) is not null ? request.StatusSince : null;
        if (decided is not { } from || law.Appeals is not { } rule)
            return new AppealRight(null, "There is no decision on this request that can be appealed.", narrowed);
        var until = from.AddDays(rule.Days);
        var already = await db.Appeals.AnyAsync(a => a.RequestId == request.Id, ct);
        return new AppealRight(
            until,
            already ? "This request was appealed once, which is all that can be done. Write to us if something new has come up."
            : clock.GetUtcNow() >= until ? $"The {rule.Days} days in which the decision could be appealed are over. File a new request instead."
            : null,
            narrowed);
    }

    /// <summary>Lines of the order of which the approved scope withholds something.</summary>
    internal async Task<IReadOnlyCollection<string>> WithheldLinesAsync(LegalRequest request, CancellationToken ct)
    {
        var approved = await db.ScopeProposals.AsNoTracking().FirstOrDefaultAsync(p => p.RequestId == request.Id && p.Outcome == ProposalOutcome.Approved, ct);
        if (approved is null) return [];
        var proposed = approved.Lines.Select(l => l.LineId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. approved.Lines.Where(l => !l.Cuts.IsEmpty).Select(l => l.LineId),
            .. request.Lines.Select(l => l.LineId).Where(id => !proposed.Contains(id)),
        ];
    }

    /// <summary>Whether somebody took part in what was decided on the request.</summary>
    public async Task<bool> TookPartAsync(LegalRequest request, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        return request.StatusById == actor.PersonId
            || await db.AuditEntries.AnyAsync(a => a.RequestId == request.Id && a.ActorId == actor.PersonId && Deciding.Contains(a.Name), ct);
    }
}
