using Portal.Core.Access;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>The pages of the guided form, in order.</summary>
public enum DraftStep
{
    Instrument,
    Order,
    Documents,
    Targets,
    Records,
    Check,
}

/// <summary>What stands around every page of a draft: the steps, where each problem is mended, and the way on.</summary>
public sealed record DraftPage(Draft Draft, DraftStep At)
{
    public Guid Id => Draft.Request.Id;

    public string Title => Draft.Request.Title;

    public IReadOnlyList<Step> Steps => [.. Pages.Select(step => new Step(NameOf(step), StateOf(step), HrefOf(step)))];

    public string NextHref => HrefOf(Pages.First(step => step > At));

    /// <summary>The order names accounts and records; one that goes to moderation names content, and nothing is asked for.</summary>
    public bool AsksForRecords => !AuthorityLaw.IsRoutedToModeration(Draft.Rule) || Draft.Request.Targets.Count > 0;

    private IEnumerable<DraftStep> Pages => Enum.GetValues<DraftStep>().Where(step => AsksForRecords || step is not (DraftStep.Targets or DraftStep.Records));

    /// <summary>What still stands in the way, with where it is mended; null where no page of the form can mend it.</summary>
    public IEnumerable<(RuleViolation Problem, string? Href)> Problems =>
        Draft.Problems.Select(p => (p, StepOf(p.Field) is { } step ? $"{HrefOf(step)}#{p.Field}" : null));

    public string HrefOf(DraftStep step) => step switch
    {
        DraftStep.Instrument => RequestLinks.Instrument(Id),
        DraftStep.Order => RequestLinks.Order(Id),
        DraftStep.Documents => RequestLinks.Documents(Id),
        DraftStep.Targets => RequestLinks.Targets(Id),
        DraftStep.Records => RequestLinks.Records(Id),
        DraftStep.Check => RequestLinks.Check(Id),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>Where no paper is demanded, the form itself is the statement.</summary>
    public string NameOf(DraftStep step) => step switch
    {
        DraftStep.Instrument => "Legal instrument",
        DraftStep.Order => Draft.Rule.DocumentRequired ? "What the order says" : "Your sworn statement",
        DraftStep.Documents => Draft.Rule.DocumentRequired ? "The order as PDF" : "Papers, if you have any",
        DraftStep.Targets => "Accounts",
        DraftStep.Records => "Records",
        DraftStep.Check => "Check and submit",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private StepState StateOf(DraftStep step) =>
        step == At ? StepState.Current
        : step == DraftStep.Check || Draft.Problems.Any(p => StepOf(p.Field) == step) || (step == DraftStep.Records && Draft.Request.Lines.Count == 0) ? StepState.ToDo
        : StepState.Done;

    private static DraftStep? StepOf(string? field) => field switch
    {
        null => null,
        "document" => DraftStep.Documents,
        "targets" => DraftStep.Targets,
        "records" => DraftStep.Records,
        _ => DraftStep.Order,
    };
}
