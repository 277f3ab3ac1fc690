using System.ComponentModel.DataAnnotations;
using Portal.Core.Notices;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Notices;

public sealed record DecideForm
{
    [Display(Name = "What happens with the notice")]
    public NoticeOutcome? Outcome { get; init; }

    [Display(Name = "Why, in a sentence or two")]
    public string? Words { get; init; }

    [Display(Name = "Look again on")]
    [RealDate("the day by which we look again", Optional = true)]
    public DateParts ReviewOn { get; init; } = new();

    [Display(Name = "The notice must name neither the agency nor the order")]
    public bool Unnamed { get; init; }

    public static DecideForm For(ReviewNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return new DecideForm
        {
            Outcome = notice.Outcome,
            Words = notice.Decision?.Words == notice.Rule.Statement.Words ? null : notice.Decision?.Words,
            ReviewOn = DateParts.Of(notice.Decision?.ReviewOn),
            Unnamed = notice.Decision?.Unnamed == true,
        };
    }

    public DecideNotice.Input ToInput(Guid requestId) => new(requestId, Outcome, Words, ReviewOn.Read(), Unnamed);
}

/// <summary>A non-disclosure order as it is typed, by staff or by the agency.</summary>
public abstract record NonDisclosureForm
{
    [Display(Name = "Court")]
    public string? Court { get; init; }

    [Display(Name = "Judge")]
    public string? Judge { get; init; }

    [Display(Name = "Law it rests on")]
    public string? Law { get; init; }

    [Display(Name = "Docket number")]
    public string? Docket { get; init; }

    [Display(Name = "Signed on")]
    [RealDate("the day on which it was signed", Optional = true)]
    public DateParts SignedOn { get; init; } = new();

    [Display(Name = "Last day of the order")]
    [RealDate("the last day of the order", Optional = true)]
    public DateParts EndsOn { get; init; } = new();

    [Display(Name = "The order names no last day, or says “until further order”")]
    public bool UntilFurtherOrder { get; init; }

    protected NonDisclosureParticulars Particulars => new(Court, Judge, Law, Docket, SignedOn.Read(), EndsOn.Read(), UntilFurtherOrder);
}

public sealed record RecordOrderForm : NonDisclosureForm
{
    [Display(Name = "Document that states it")]
    public Guid? DocumentId { get; init; }

    [Display(Name = "It prolongs")]
    public Guid? RenewsId { get; init; }

    public RecordNonDisclosureOrder.Input ToInput(Guid requestId, Guid? orderId) => new(requestId, orderId, Particulars, DocumentId, RenewsId);

    public static RecordOrderForm For(NonDisclosureOrder? stated) => stated is null ? new RecordOrderForm() : new RecordOrderForm
    {
        Court = stated.Court,
        Judge = stated.Judge,
        Law = stated.Law,
        Docket = stated.Docket,
        SignedOn = DateParts.Of(stated.SignedOn),
        EndsOn = DateParts.Of(stated.EndsOn),
        DocumentId = stated.DocumentId,
        RenewsId = stated.RenewsId,
    };
}

public sealed record UploadOrderForm : NonDisclosureForm
{
    [Display(Name = "The non-disclosure order")]
    public IFormFile? File { get; init; }

    public StateNonDisclosureOrder.Input ToInput(Guid requestId, Stream? file) => new(requestId, Particulars, File?.FileName, file);
}

public sealed record CloseOrderForm
{
    [Display(Name = "Why?")]
    public string? Reason { get; init; }
}

public sealed record WordsForm
{
    [Display(Name = "In a sentence or two")]
    public string? Words { get; init; }
}

public sealed record BarForm
{
    [Display(Name = "Is the notice still barred?")]
    public bool? Lifted { get; init; }

    [Display(Name = "Look again on")]
    [RealDate("the day by which we look again", Optional = true)]
    public DateParts ReviewOn { get; init; } = new();

    [Display(Name = "What you found")]
    public string? Words { get; init; }

    public static IReadOnlyList<Choice> Choices { get; } =
    [
        new("true", "No: tell the account holder now", "Where a court order is in force, the notice waits for its end"),
        new("false", "Yes: look again later", "Takes another person than the one who barred it last"),
    ];

    public ReviewBar.Input ToInput(Guid requestId) => new(requestId, Lifted, ReviewOn.Read(), Words);
}

public sealed record FindRequestForm
{
    [Display(Name = "Our reference of the request")]
    public string? Reference { get; init; }
}
