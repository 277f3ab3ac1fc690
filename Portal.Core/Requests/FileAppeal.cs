using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// The agency appeals, once and within the rule book's time. A refusal is read again by a person who took no part in it; of a
/// narrowed release, what was withheld is asked for again in a draft of its own.
/// </summary>
public sealed class FileAppeal(PortalDb db, UnitOfWork unit, AuditTrail audit, AppealRights rights, FileFollowUp followUps, TimeProvider clock)
{
    public sealed record Input(Guid RequestId, string? Grounds);

    private const int LongestGrounds = 8000;

    /// <returns>The draft that asks for what was withheld; null where a refusal is appealed.</returns>
    /// <exception cref="RuleViolation">There is nothing to appeal, it was appealed before, it is too late, or no grounds are given.</exception>
    public Task<Guid?> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "appeal the decision",
            async () =>
            {
                actor.Demand(Permission.FileRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var right = await rights.OfAsync(request, ct);
                if (!right.IsOpen) throw new RuleViolation("appeal.not-open", right.WhyNot!);
                var grounds = input.Grounds?.Trim() ?? "";
                if (grounds.Length == 0)
                    throw new RuleViolation("appeal.grounds", "Say why you think that the decision is mistaken.", nameof(input.Grounds));
                if (grounds.Length > LongestGrounds)
                    throw new RuleViolation("appeal.grounds-long", $"Shorten the grounds to {LongestGrounds:N0} characters, and attach the rest as a document.", nameof(input.Grounds));

                var now = clock.GetUtcNow();
                db.Appeals.Add(new Appeal(request.Id, grounds, right.Withheld ? AppealOutcome.FollowedUp : AppealOutcome.Pending, actor, now));
                db.Correspondence.Add(CorrespondenceItem.Reply(request.Id, $"{request.Reference}: appeal", grounds, actor, now));
                audit.Record(new RequestAppealed(grounds) { RequestId = request.Id }, actor);
                return right.Withheld
                    ? (Guid?)await followUps.CopyAsync(request, EarlierLinkKind.Appeals, grounds, await rights.WithheldLinesAsync(request, ct), actor, ct)
                    : null;
            },
            ct);
    }
}

[AuditName("request.appealed")]
public sealed record RequestAppealed(string Grounds) : AuditEvent
{
    public override string Sentence => $"Appealed the decision: {Prose.Ended(Grounds)}";
}

/// <param name="Allowed">The request is looked at again; otherwise the decision stands.</param>
[AuditName("appeal.decided")]
public sealed record AppealDecided(bool Allowed, string Words) : AuditEvent
{
    public override string Sentence => $"{(Allowed ? "Allowed the appeal" : "Upheld the decision that was appealed")}: {Prose.Ended(Words)}";
}
