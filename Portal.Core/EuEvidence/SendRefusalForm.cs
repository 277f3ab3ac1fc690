using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>
/// Sends the form of Annex III. Either the request waits for what the authority answers, which brings it back to triage; or the order is not
/// executed. There is no other way to refuse one.
/// </summary>
public sealed class SendRefusalForm(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the form that was previewed.</param>
    public sealed record Input(Guid RequestId, RefusalFormDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">A reason or its words are missing, the form is not the one previewed, or the table does not allow it now.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "send the form of Annex III",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                var effect = input.Draft.Effect!.Value;
                var answerBy = effect == RefusalEffect.AwaitAnswer ? AuthorityLaw.AnswerEnds(request, law, now) : null;
                var moved = request.Apply(effect == RefusalEffect.AwaitAnswer ? RequestAction.SendRefusalForm : RequestAction.RefuseExecution, actor, now, ReasonOf(request, input.Draft));
                request.Recalculate(law, now);
                var item = db.Send(audit, request, letter, actor, now);
                var form = new RefusalForm(request.Id, item.Id, input.Draft.Picked, effect, answerBy, actor, now);
                db.RefusalForms.Add(form);
                audit.Record(
                    new RefusalFormSent(form.Id, effect, [.. form.Reasons.Select(r => r.Code)], answerBy is { } end ? LocalDay(request, end) : null) { RequestId = request.Id },
                    actor);
                audit.Record(moved, actor);
                if (effect == RefusalEffect.NonExecution) await db.VoidScopeAsync(audit, request, actor, now, ct);
            },
            ct);
    }

    private string ReasonOf(LegalRequest request, RefusalFormDraft draft)
    {
        var picked = draft.Picked.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        return $"{string.Join("; ", law.BookOf(request).AnnexIIIReasons.Where(r => picked.Contains(r.Code)).Select(r => r.Name))}.";
    }

    private static DateOnly LocalDay(LegalRequest request, DateTimeOffset end) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end, TimeZoneInfo.FindSystemTimeZoneById(request.Agency.Zone)).DateTime);
}
