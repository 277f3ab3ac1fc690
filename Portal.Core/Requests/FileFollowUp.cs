using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// Asks for more under the same order, or for a longer time: the request is copied into a new draft with its instrument, its
/// details and its targets, tied to it. Records, and the order as it now reads, are the officer's to add.
/// </summary>
public sealed class FileFollowUp(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <returns>The new draft.</returns>
    /// <exception cref="RuleViolation">The request is still a draft, or its instrument is no longer offered.</exception>
    public Task<Guid> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "file a follow-up",
        async () => await CopyAsync(await db.Requests.LoadAsync(requestId, actor, ct), EarlierLinkKind.FollowsUp, "More under the same order.", [], actor, ct),
        ct);

    /// <param name="lines">Lines that are copied too; the officer adds the others.</param>
    internal async Task<Guid> CopyAsync(LegalRequest request, EarlierLinkKind kind, string words, IReadOnlyCollection<string> lines, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.FileRequest);
        if (request.Reference is null)
            throw new RuleViolation("follow-up.draft", "This is still a draft: add what else you need to it.");
        var agency = await db.Agencies.FirstOrDefaultAsync(a => a.Id == actor.AgencyId && a.Id == request.AgencyId, ct) ?? throw new NotVisible("request");
        if (agency.Status != AgencyStatus.Active)
            throw new RuleViolation("agency.not-active", $"{agency.Name} is not active in our register, so it cannot file requests. Ask your supervisor to write to us.");
        var now = clock.GetUtcNow();
        var draft = new LegalRequest(agency, actor, law.DemandInstrument(request.Instrument), now);
        draft.SetOrderFields(law.ReadFields(draft.Instrument, request.OrderFields.ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal)));
        foreach (var target in request.Targets.OrderBy(t => t.Number))
        {
            var asked = request.Lines.Where(l => l.TargetId == target.Id && lines.Contains(l.LineId)).OrderBy(l => l.Number).ToList();
            if (kind == EarlierLinkKind.Appeals && asked.Count == 0) continue;
            var copy = new RequestTarget(draft.NextTargetNumber(), target.Identifier, target.Second, target.Role);
            draft.AddTarget(copy);
            foreach (var line in asked)
                draft.AddLine(new RequestedLine(draft.NextLineNumber(), copy.Id, line.Category, line.LocalStart, line.LocalEnd, line.Zone, line.Window, line.Direction, line.ConversationId));
        }
        db.Requests.Add(draft);
        db.EarlierLinks.Add(new EarlierLink(draft.Id, request.Id, kind, words, actor, now));
        audit.Record(new RequestDrafted(draft.Instrument) { RequestId = draft.Id }, actor);
        audit.Record(new EarlierStated(request.Reference, kind, words) { RequestId = draft.Id }, actor);
        return draft.Id;
    }
}
