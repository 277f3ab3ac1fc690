using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The officer says what a draft is to an earlier request: filed beside it and why, or in its place.</summary>
public sealed class StateEarlier(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="Replaces">The earlier one is to be superseded; otherwise both stand.</param>
    /// <param name="Words">Why; our legal staff read it.</param>
    public sealed record Input(Guid RequestId, Guid EarlierId, bool Replaces, string? Words);

    /// <exception cref="NotVisible">The earlier request does not exist for this actor.</exception>
    /// <exception cref="RuleViolation">No words, or the earlier one has ended and cannot be replaced.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "say what the request is to an earlier one",
            async () =>
            {
                actor.Demand(Permission.FileRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandFiler(actor);
                if (!request.IsEditable)
                    throw new RuleViolation("request.not-a-draft", "The request has been submitted. Write to the reviewer about the earlier one.");
                var earlier = await db.Requests.VisibleTo(actor).FirstOrDefaultAsync(r => r.Id == input.EarlierId && r.AgencyId == request.AgencyId && r.Reference != null, ct)
                    ?? throw new NotVisible("earlier request");
                if (input.Replaces && RequestTransitions.Find(earlier.Status, RequestAction.Supersede) is null)
                    throw new RuleViolation("earlier.ended", $"{earlier.Reference} can no longer be replaced: it is “{AgencyWords.Of(earlier.Status)}”. Say instead why you file beside it.", nameof(input.Replaces));
                var words = LinkWords.Read(input.Words);
                var kind = input.Replaces ? EarlierLinkKind.Replaces : EarlierLinkKind.Known;
                var said = await db.EarlierLinks
                    .Where(l => l.RequestId == request.Id && l.EarlierId == earlier.Id && (l.Kind == EarlierLinkKind.Known || l.Kind == EarlierLinkKind.Replaces))
                    .ToListAsync(ct);
                // It is one or the other: what was said before is no longer meant.
                db.EarlierLinks.RemoveRange(said.Where(l => l.Kind != kind));
                if (said.Find(l => l.Kind == kind) is { } same) same.Say(words, actor, clock.GetUtcNow());
                else db.EarlierLinks.Add(new EarlierLink(request.Id, earlier.Id, kind, words, actor, clock.GetUtcNow()));
                audit.Record(new EarlierStated(earlier.Reference!, kind, words) { RequestId = request.Id }, actor);
            },
            ct);
    }
}

/// <summary>Why a link is made: a sentence is enough, none is too little.</summary>
internal static class LinkWords
{
    private const int Longest = 1000;

    public static string Read(string? words) => words?.Trim() switch
    {
        null or "" => throw new RuleViolation("reason.missing", "Say why, in a sentence.", "Words"),
        { Length: > Longest } => throw new RuleViolation("reason.long", $"Shorten the reason to {Longest:N0} characters.", "Words"),
        var given => given,
    };
}

/// <summary>What a request is to an earlier one was said, by the agency or by the legal staff.</summary>
[AuditName("request.earlier-stated")]
public sealed record EarlierStated(string Earlier, EarlierLinkKind Kind, string Words) : AuditEvent
{
    public override string Sentence => $"{EarlierLink.Of(Kind)} {Earlier}: {Prose.Ended(Words)}";
}
