using System.ComponentModel.DataAnnotations;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Preservation;

internal static class PreservationLinks
{
    public const string List = "/preservation";

    public const string New = "/preservation/new";

    public static string Page(Guid id) => $"/preservation/{id}";

    public static string Withdraw(Guid id) => $"/preservation/{id}/withdraw";
}

public sealed record PreservationListView(PreservationList List, DateTimeOffset Now);

/// <param name="Order">Null until an instrument is chosen.</param>
public sealed record PreservationAskView(PreservationForm Form, AskedOrder? Order);

public sealed record WithdrawPreservationForm
{
    [Display(Name = "Reference")]
    public string? Typed { get; init; }
}

public sealed record WithdrawPreservationView(AgencyPreservation Of, WithdrawPreservationForm Form);

public sealed record PreservationForm
{
    [Display(Name = "Under which instrument?")]
    public string? Instrument { get; init; }

    [Display(Name = "What names the account?")]
    public IdentifierKind? IdentifierKind { get; init; }

    [Display(Name = "The account, or the accounts")]
    public string? Identifier { get; init; }

    [Display(Name = "What is to be kept?")]
    public DataCategory[] Categories { get; init; } = [];

    [Display(Name = "From")]
    public string? LocalStart { get; init; }

    [Display(Name = "Until")]
    public string? LocalEnd { get; init; }

    [Display(Name = "Time zone of these times")]
    public string? Zone { get; init; }

    [Display(Name = "Your case number")]
    public string? CaseNumber { get; init; }

    /// <exception cref="Portal.Core.Access.RuleViolation">The window cannot be read.</exception>
    public RequestPreservation.Input ToInput(RequestLaw law, AskedOrder? order)
    {
        ArgumentNullException.ThrowIfNull(law);
        return new RequestPreservation.Input(Instrument, IdentifierKind, Identifier, law.ReadWindow(LocalStart, LocalEnd, Zone).Window, CaseNumber)
        {
            Categories = [.. Categories],
            Fields = order?.Typed.ToFields() ?? new Dictionary<string, string?>(),
        };
    }
}

public sealed record LinkForm
{
    [Display(Name = "Which request is it for?")]
    [Required(ErrorMessage = "Choose the request that the records were kept for.")]
    public Guid? RequestId { get; init; }
}

public sealed record PreservationView(AgencyPreservation Of, LinkForm Form)
{
    public PreservationRequest Preservation => Of.Preservation;

    public IEnumerable<Choice> Requests => Of.Linkable.Select(r => new Choice(r.Id.ToString(), r.CaseNumber is null ? r.Reference : $"{r.Reference}, case {r.CaseNumber}"));
}

internal static class PreservationLook
{
    public static Meaning Of(PreservationStatus status) => status switch
    {
        PreservationStatus.Received => Meaning.Waiting,
        PreservationStatus.Active or PreservationStatus.Extended or PreservationStatus.Linked => Meaning.Good,
        _ => Meaning.Stopped,
    };

    /// <summary>What preserves, with how long.</summary>
    public static IEnumerable<Choice> Instruments(DateOnly today) => PreservationTerm.Offered(today).Select(term => new Choice(term.Instrument, term.Rule.Name, $"{TermOf(term)}. {term.Citation}"));

    public static string TermOf(PreservationTerm term) =>
        term.ExtensionDays is { } more ? $"{InWords.Count(term.Days, "day")}, and once {InWords.Count(more, "day")} more" : InWords.Count(term.Days, "day");

    public static string NameOf(PreservationRequest preservation) => PreservationTerm.Of(preservation).Rule.Name;

    public static IEnumerable<Choice> Categories => PreservationWords.CanBeKept.Select(c => new Choice(c.ToString(), DataCategories.Name(c)));

    public static Meaning Of(SnapshotStatus status) => status switch
    {
        SnapshotStatus.Kept => Meaning.Good,
        SnapshotStatus.Unresolved => Meaning.ActNow,
        SnapshotStatus.Destroyed => Meaning.Stopped,
        _ => Meaning.Waiting,
    };

    public static IEnumerable<Stage> Stages(PreservationDetails details) => details.Snapshots.Select(s => new Stage(
        $"snapshot-{s.Number}", s.IdentifierValue,
        s.Status == SnapshotStatus.Kept ? StageState.Done : s.Status == SnapshotStatus.Unresolved || s.Problem is not null ? StageState.Failed : s.SealedKey is null ? StageState.Waiting : StageState.Running,
        s.Messages, s.Status == SnapshotStatus.Kept ? s.Messages : Math.Max(s.Expected, s.Messages)));

    public static IEnumerable<TimelineEvent> Timeline(PreservationDetails details) =>
        details.History.Select(m => new TimelineEvent(m.At, m.What, m.Who is null ? null : new PersonView(m.Who), m.Why));
}
