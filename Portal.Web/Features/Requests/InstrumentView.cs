using System.ComponentModel.DataAnnotations;
using Portal.Core.Legal;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record InstrumentForm
{
    [Display(Name = "Which legal instrument do you hold?")]
    public string? Instrument { get; init; }

    [Display(Name = "Is it also under one of these?")]
    public IReadOnlyCollection<string>? AlsoUnder { get; init; }
}

public sealed record InstrumentView(InstrumentForm Form, IReadOnlyList<LegalRule> Offered, IReadOnlyList<LegalRule> Beside)
{
    /// <summary>Null for a request that is not started yet.</summary>
    public DraftPage? Page { get; init; }

    public IEnumerable<Choice> Choices => Offered.GroupBy(r => r.Family).SelectMany(family => family.Select(r => new Choice(r.Code, r.Name, Hint(r), FamilyName(family.Key))));

    /// <summary>Laws that only add clocks, to be ticked beside the instrument.</summary>
    public IEnumerable<Choice> BesideChoices => Beside.Select(r => new Choice(r.Code, $"{r.Name}, as well", string.Join(" ", r.Clocks.Select(c => c.Statement.Words))));

    private static string Hint(LegalRule rule)
    {
        var caution =
            ConfidenceMarks.MustBeShown(rule.Reach.Mark) ? $" {ConfidenceMarks.Label(rule.Reach.Mark)}."
            : rule.WaitsForCounsel ? " Parts of our rules for it are to be confirmed by counsel."
            : "";
        return $"{rule.Reach.Words} {rule.IssuerStatement.Words} {rule.Reach.Citation}.{caution}";
    }

    private static string FamilyName(string family) => family switch
    {
        "US" => "United States",
        "EU" => "European Union",
        "UK" => "United Kingdom",
        "IN" => "India",
        _ => family,
    };
}
