using System.ComponentModel.DataAnnotations;
using Portal.Core.Audit;
using Portal.Core.Disclosures;

namespace Portal.Web.Features.Audit;

/// <summary>The search form; it lives in the address, so that a search can be kept and shared.</summary>
public record AuditSearchForm
{
    [Display(Name = "Words")]
    public string? Text { get; init; }

    [Display(Name = "Person")]
    public string? Person { get; init; }

    [Display(Name = "Event")]
    public string? Event { get; init; }

    [Display(Name = "Request")]
    public string? Reference { get; init; }

    [Display(Name = "From")]
    public DateOnly? From { get; init; }

    [Display(Name = "To")]
    public DateOnly? To { get; init; }

    /// <summary>Where the next page goes on.</summary>
    public long? After { get; init; }

    public AuditQuestion ToQuestion() => new(Text, Person, Event, Reference, From, To, After);
}

/// <summary>The form with what it found.</summary>
public sealed record AuditSearchView : AuditSearchForm
{
    public AuditSearchView(AuditSearchForm form, IReadOnlyList<AuditLine> lines, long? next)
        : base(form)
    {
        Lines = lines;
        Next = next;
    }

    public IReadOnlyList<AuditLine> Lines { get; }

    public long? Next { get; }
}

/// <param name="Left">Packages released in the last seven days.</param>
/// <param name="Stopped">Builds that something stopped.</param>
/// <param name="Refused">Refusals and denials of the last seven days, newest first.</param>
/// <param name="Sensitive">Reads of sensitive data in the last seven days: events by name.</param>
public sealed record AuditTodayView(IReadOnlyList<DisclosureLine> Left, IReadOnlyList<DisclosureLine> Stopped, IReadOnlyList<AuditLine> Refused, long EntryCount, IReadOnlyList<EventCount> Sensitive);

public sealed record EventCount(string Name, int Count);

/// <param name="Readers">Who saw what of it: one line per person and thing seen.</param>
public sealed record AuditRecordView(Guid Id, string Reference, string Agency, string OfficerName, string Instrument, string Status, DisclosureRecord Disclosure, IReadOnlyList<AuditLine> Life, IReadOnlyList<ReaderLine> Readers);

public sealed record ReaderLine(string Person, string Saw, int Times, DateTimeOffset Last);
