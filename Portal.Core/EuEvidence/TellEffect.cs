using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>What effect was given to an order to provide information.</summary>
public enum EffectGiven
{
    InFull,
    InPart,
    NotGiven,
}

/// <summary>The words of <see cref="EffectGiven"/>, and which of them fit where a request stands.</summary>
public static class EffectWords
{
    public static string Of(EffectGiven effect) => effect switch
    {
        EffectGiven.InFull => "Given in full",
        EffectGiven.InPart => "Given in part",
        EffectGiven.NotGiven => "Not given",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    /// <summary>Effects that can be told of a request in a status; none while nothing is decided.</summary>
    public static IEnumerable<EffectGiven> Possible(RequestStatus status) => status switch
    {
        RequestStatus.Released or RequestStatus.Downloaded or RequestStatus.Closed or RequestStatus.Expired => [EffectGiven.InFull, EffectGiven.InPart],
        RequestStatus.Rejected or RequestStatus.WrongEntity => [EffectGiven.NotGiven],
        _ => [],
    };
}

/// <summary>The letter that tells the authority of receipt and effect.</summary>
public sealed record EffectDraft(EffectGiven? Effect, string? Words) : LetterDraft
{
    private const int Longest = 4000;

    internal override Permission Permission => Permission.CorrespondWithAgency;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (!AuthorityLaw.AsksForEffect(law.RuleOf(request)))
            yield return new RuleViolation("effect.not-asked", "Only an order to provide information under the Digital Services Act is answered by this letter.");
        else if (!EffectWords.Possible(request.Status).Any())
            yield return new RuleViolation("effect.too-early", "Nothing is decided yet. The letter is sent once the information is released or the order refused.");
        else if (Effect is not { } effect || !EffectWords.Possible(request.Status).Contains(effect))
            yield return new RuleViolation("effect.missing", "Choose the effect that fits what was decided.", nameof(Effect));
        if (string.IsNullOrWhiteSpace(Words) || Words.Length > Longest)
            yield return new RuleViolation("effect.words", $"Say what was provided, or why nothing was, in at most {Longest:N0} characters.", nameof(Words));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new DsaInformationLetter
        {
            Head = head,
            ReceivedUtc = request.SubmittedAt!.Value,
            IssuingAuthority = request.OrderFields["issuingAuthority"],
            LegalBasis = request.OrderFields["legalProvision"],
            Effect = EffectWords.Of(Effect!.Value),
            Given = Effect != EffectGiven.NotGiven,
            EffectUtc = request.StatusSince,
            Words = Words!.Trim(),
        });
}

/// <summary>Tells the authority, without undue delay and once, that its order was received and what effect was given to it.</summary>
public sealed class TellEffect(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, EffectDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">Nothing is decided yet, it was told before, or the letter is not the one previewed.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "tell the authority of the effect given",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                if (await db.Correspondence.AnyAsync(c => c.RequestId == request.Id && c.TemplateName == DsaInformationLetter.TemplateName, ct))
                    throw new RuleViolation("effect.told", "The authority has been told of the effect already. Write to it instead.");
                var now = clock.GetUtcNow();
                var item = db.Send(audit, request, letter, actor, now);
                request.Acknowledged(now);
                request.Recalculate(law, now);
                audit.Record(new EffectTold(item.Id, input.Draft.Effect!.Value) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
