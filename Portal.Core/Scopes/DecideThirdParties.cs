using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Scopes;

/// <summary>A reviewer decides whether the counterparties' messages of a line are disclosed, and why. It is kept in the draft until it is proposed.</summary>
public sealed class DecideThirdParties(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <param name="ReasonCode">One of the rule book's reasons about counterparties that goes with the decision.</param>
    /// <param name="Words">Why in this case; it is signed and stands in the package.</param>
    public sealed record Input(Guid RequestId, string LineId, CounterpartyDisclosure? Disclosure, string? ReasonCode, string? Words);

    private const int LongestWords = 1000;

    /// <exception cref="RuleViolation">Something is missing, or the line's cuts let out something else than is decided.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "decide on third parties",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandScopeWork(actor);
                var draft = await db.DraftForAsync(request.Id, ct);
                var line = CountScope.Compile(request, draft.Cuts).FirstOrDefault(l => l.LineId == input.LineId)
                    ?? throw new RuleViolation("line.not-resolved", "The target of this line is not found in the archive. Look the targets up first.");
                var decision = Read(request, line, input);
                draft.Decide(decision, actor, clock.GetUtcNow());
                audit.Record(new ThirdPartiesDecided(decision) { RequestId = request.Id }, actor);
            },
            ct);
    }

    private ThirdPartyDecision Read(LegalRequest request, ScopeLine line, Input input)
    {
        var problems = new List<RuleViolation>();
        var reasons = law.CounterpartyReasons(request);
        var words = input.Words?.Trim() ?? "";
        if (input.Disclosure is not { } disclosure)
            problems.Add(new RuleViolation("third-parties.undecided", "Choose whose messages of the line are disclosed.", nameof(input.Disclosure)));
        else if (ThirdPartyRules.WhyNot(line, disclosure, input.ReasonCode, reasons) is { } why)
            problems.Add(why);
        if (words.Length == 0)
            problems.Add(new RuleViolation("third-parties.words", "Say in a sentence why; it is signed with the scope and stands in the package.", nameof(input.Words)));
        else if (words.Length > LongestWords)
            problems.Add(new RuleViolation("third-parties.words-long", $"Shorten the sentence to {LongestWords:N0} characters.", nameof(input.Words)));
        if (problems.Count > 0) throw RuleViolation.Of(problems);
        return new ThirdPartyDecision(line.LineId, input.Disclosure!.Value, input.ReasonCode!, reasons.Single(r => r.Code == input.ReasonCode).Name, words);
    }
}

[AuditName("scope.third-parties-decided")]
public sealed record ThirdPartiesDecided(ThirdPartyDecision Decision) : AuditEvent
{
    public override string Sentence => $"Decided on the counterparties of line {Decision.LineId}: {Decision.Sentence}";
}
