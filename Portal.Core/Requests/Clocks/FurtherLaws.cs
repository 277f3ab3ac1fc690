using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

/// <summary>Several laws on one request: a further one of the same family may add its clocks where it grants nothing that the first does not.</summary>
public static class FurtherLaws
{
    /// <summary>Whether a row adds nothing to another but clocks: what it reaches, who issues and approves it and what it asks for are the same.</summary>
    public static bool AddsOnlyClocks(LegalRule to, LegalRule further)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(further);
        return further.Code != to.Code
            && further.Family == to.Family
            && DataCategories.All.All(c => further.Cells[c].Kind == to.Cells[c].Kind)
            && further.Issuers.Order().SequenceEqual(to.Issuers.Order())
            && further.Approvers with { Statement = to.Approvers.Statement } == to.Approvers
            && (further.Hold is null) == (to.Hold is null)
            && further.Fields.Select(f => f.Key).All(key => to.Fields.Any(f => f.Key == key));
    }

    /// <summary>The rows a request is judged by, its own instrument first.</summary>
    public static ImmutableArray<LegalRule> LawsOf(this RequestLaw law, LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(request);
        var own = law.RuleOf(request);
        var book = law.BookOf(request);
        var day = law.ReceivedOn(request);
        return [own, .. request.FurtherLaws.Where(f => f.Instrument != own.Code).Select(f => book.FindRule(f.Instrument, day)).OfType<LegalRule>()];
    }

    /// <summary>What may still be added to a request.</summary>
    public static IEnumerable<LegalRule> Addable(this RequestLaw law, LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(law);
        var judged = law.LawsOf(request);
        return law.BookOf(request).RulesInEffect(law.ReceivedOn(request))
            .Where(r => r.EnabledByDefault && AddsOnlyClocks(judged[0], r) && judged.All(j => j.Code != r.Code));
    }

    /// <summary>What the intake form offers to tick: every instrument that may stand beside another one.</summary>
    public static IEnumerable<LegalRule> OfferedBeside(this RequestLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        var offered = law.Offered().ToList();
        return offered.Where(further => offered.Any(to => AddsOnlyClocks(to, further)));
    }

    /// <summary>Reads what was ticked beside an instrument; the instrument itself is no further law.</summary>
    /// <exception cref="RuleViolation">One of them is not offered, or does more than add clocks.</exception>
    public static ImmutableArray<string> DemandBeside(this RequestLaw law, string instrument, IEnumerable<string>? ticked)
    {
        ArgumentNullException.ThrowIfNull(law);
        var offered = law.Offered().ToDictionary(r => r.Code, StringComparer.Ordinal);
        var codes = (ticked ?? []).Where(c => !string.IsNullOrWhiteSpace(c) && c != instrument).Distinct(StringComparer.Ordinal).ToImmutableArray();
        foreach (var code in codes)
        {
            if (!offered.TryGetValue(code, out var further))
                throw new RuleViolation("law.unknown", "Choose further laws from the list.", "AlsoUnder");
            if (!AddsOnlyClocks(offered[instrument], further))
                throw new RuleViolation("law.not-beside", $"{further.Name} cannot stand beside {offered[instrument].Name}. Take the tick away, or file a request of its own.", "AlsoUnder");
        }
        return codes;
    }

    /// <summary>What is raised about a whole request, to the officer before sending and to the reviewer after: an order served too late.</summary>
    public static IEnumerable<string> Raised(this RequestLaw law, LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(law);
        foreach (var clock in law.Clocks(request).All.Where(c => c.Kind == ClockKind.Service && c.Due.Instant is not null))
        {
            var served = clock.MetAt ?? request.SubmittedAt ?? law.Now;
            if (served <= clock.Due.Instant) continue;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The order had to be served by {TimeZoneInfo.ConvertTime(clock.Due.Instant!.Value, TimeZoneInfo.FindSystemTimeZoneById(request.Agency.Zone)):d MMMM yyyy} and came later: {clock.Due.Clock.Statement.Words} ({clock.Due.Clock.Statement.Citation}).");
        }
    }
}
