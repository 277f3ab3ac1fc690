using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>
/// The enforcing authority objects, with grounds of Art. 12. To the whole: the order is not executed. To a part: the approval is voided and the
/// scope narrowed. After the disclosure: the use of the data has to stop, and the package stands to be recalled. The issuing authority is told.
/// </summary>
public sealed class RecordObjection(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <summary>Where an approved scope has been queued or has gone out.</summary>
    private static readonly FrozenSet<RequestStatus> Afterwards = FrozenSet.ToFrozenSet(
    [
        RequestStatus.Queued, RequestStatus.Extracting, RequestStatus.ScopeVerified, RequestStatus.Sealed,
        RequestStatus.Released, RequestStatus.Downloaded, RequestStatus.Closed, RequestStatus.Expired,
    ]);

    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, ObjectionDraft Draft, string? SeenSha256);

    public static bool IsAfterwards(RequestStatus status) => Afterwards.Contains(status);

    /// <exception cref="RuleViolation">A field is missing, the letter is not the one previewed, or the objection does not fit where the request stands.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "record the enforcing authority's objection",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                var kind = input.Draft.Kind!.Value;
                var grounds = input.Draft.Grounds(request, law).ToList();
                var answer = new EnforcingAnswer(request.Id, kind, input.Draft.From!.Trim(), input.Draft.Reference!.Trim(), [.. grounds.Select(g => g.Code)], input.Draft.Words!.Trim(), actor, now);
                db.EnforcingAnswers.Add(answer);
                audit.Record(
                    new AuthorityObjected(answer.Id, kind, [.. answer.Grounds], answer.From, answer.Reference, await IsInTimeAsync(request, kind, now, ct)) { RequestId = request.Id },
                    actor);
                await FollowAsync(request, kind, $"{string.Join("; ", grounds.Select(g => g.Name))}.", actor, now, ct);
                request.Recalculate(law, now);
                request.Concerned();
                db.Send(audit, request, letter, actor, now);
            },
            ct);
    }

    private async Task FollowAsync(LegalRequest request, EnforcingAnswerKind kind, string reason, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        switch (kind)
        {
            case EnforcingAnswerKind.ObjectedWholly:
                audit.Record(request.Apply(RequestAction.RefuseExecution, actor, now, reason), actor);
                await db.VoidScopeAsync(audit, request, actor, now, ct);
                break;
            // What was proposed or approved before the objection was known is proposed anew. Earlier there is nothing to take back: the reviewer reads the objection beside the scope.
            case EnforcingAnswerKind.ObjectedPartly when request.Status is RequestStatus.ScopeProposed or RequestStatus.AuthorityHold:
                audit.Record(request.Apply(RequestAction.ReopenForObjection, actor, now, reason), actor);
                await db.VoidScopeAsync(audit, request, actor, now, ct);
                break;
            case EnforcingAnswerKind.ObjectedPartly when IsAfterwards(request.Status):
                throw new RuleViolation("objection.after", "The approved scope is being built or has gone out. Choose the objection to what was disclosed: it stops the release, or the use.", nameof(ObjectionDraft.Kind));
            case EnforcingAnswerKind.ObjectedAfterwards when !IsAfterwards(request.Status):
                throw new RuleViolation("objection.before", "Nothing has been disclosed yet. Choose whether the authority objects to the whole order or to a part.", nameof(ObjectionDraft.Kind));
        }
    }

    private async Task<bool> IsInTimeAsync(LegalRequest request, EnforcingAnswerKind kind, DateTimeOffset now, CancellationToken ct)
    {
        if (kind != EnforcingAnswerKind.ObjectedAfterwards) return AuthorityLaw.HoldEnds(request, law) is not { } end || now <= end;
        var notified = await db.AuthorityNotifications.Where(n => n.RequestId == request.Id).OrderByDescending(n => n.RecordedAt).Select(n => (DateTimeOffset?)n.NotifiedAt).FirstOrDefaultAsync(ct);
        return notified is not { } at || AuthorityLaw.LaterObjectionEnds(request, law, at) is not { } until || now <= until;
    }
}
