using System.ComponentModel.DataAnnotations;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Preservation;

internal static class PreservationLinks
{
    public const string List = "/preservation";

    public const string New = "/preservation/new";

    public static string Page(Guid id) => $"/preservation/{id}";
}

public sealed record PreservationListView(PreservationList List);

public sealed record PreservationForm
{
    [Display(Name = "Under which instrument?")]
    public string? Instrument { get; init; }

    [Display(Name = "What names the account?")]
    public IdentifierKind? IdentifierKind { get; init; }

    [Display(Name = "The identifier")]
    public string? Identifier { get; init; }

    [Display(Name = "From")]
    public string? LocalStart { get; init; }

    [Display(Name = "Until")]
    public string? LocalEnd { get; init; }

    [Display(Name = "Time zone of these times")]
    public string? Zone { get; init; }

    [Display(Name = "Your case number")]
    public string? CaseNumber { get; init; }

    /// <exception cref="Portal.Core.Access.RuleViolation">The window cannot be read.</exception>
    public RequestPreservation.Input ToInput(RequestLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        return new RequestPreservation.Input(Instrument, IdentifierKind, Identifier, law.ReadWindow(LocalStart, LocalEnd, Zone).Window, CaseNumber);
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
    public static IEnumerable<Choice> Instruments(DateOnly today) => PreservationTerm.All.Select(term => new Choice(
        term.Instrument,
        NameOf(term.Instrument, today),
        $"{InWords.Count(term.Days, "day")}, and once {InWords.Count(term.ExtensionDays, "day")} more. {term.Citation}"));

    public static string NameOf(string instrument, DateOnly on) => RuleBooks.Current(on).FindRule(instrument, on)?.Name ?? instrument;

    public static string NameOf(PreservationRequest preservation) => NameOf(preservation.Instrument, DateOnly.FromDateTime(preservation.ReceivedAt.UtcDateTime));
}
