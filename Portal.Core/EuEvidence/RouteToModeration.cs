using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.EuEvidence;

/// <summary>The letter that says where an order to act against content has gone.</summary>
/// <param name="Remark">What the writer adds; may be empty.</param>
public sealed record ReferralDraft(string? Remark) : LetterDraft
{
    private const int Longest = 2000;

    internal override Permission Permission => Permission.TriageRequest;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        InstrumentSteps.Demand(law.RuleOf(request), RequestAction.RouteToModeration);
        if (Remark?.Length > Longest)
            yield return new RuleViolation("remark.long", $"Shorten the remark to {Longest:N0} characters.", nameof(Remark));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new ModerationReferralLetter
        {
            Head = head,
            ReceivedUtc = request.SubmittedAt!.Value,
            IssuingAuthority = request.OrderFields["issuingAuthority"],
            Url = request.OrderFields["exactUrl"],
            LegalBasis = request.OrderFields["legalProvision"],
            Remark = string.IsNullOrWhiteSpace(Remark) ? null : Remark.Trim(),
        });
}

/// <summary>Passes an order to act against content to the moderation desk, tells the authority, and closes the request. Nothing is disclosed.</summary>
public sealed class RouteToModeration(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, ReferralDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">The order is of another kind, the letter is not the one previewed, or the table does not allow it now.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "pass the order to moderation",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                var moved = request.Apply(RequestAction.RouteToModeration, actor, now);
                var referral = new ModerationReferral(request, now);
                db.ModerationReferrals.Add(referral);
                db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.DeliverReferral, SubjectId = referral.Id, CreatedAt = now });
                audit.Record(new ModerationReferred(referral.Id, referral.Reference, referral.Url) { RequestId = request.Id }, actor);
                audit.Record(moved, actor);
                request.Acknowledged(now);
                db.Send(audit, request, letter, actor, now);
            },
            ct);
    }
}
