using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// A date as typed in three boxes. Strings, so that whatever was typed comes back; the error belongs on the property itself
/// (<c>ModelState.AddModelError(nameof(Form.SignedOn), …)</c> or <see cref="RealDateAttribute"/>), not on day, month or year.
/// </summary>
public sealed class DateParts
{
    public string? Day { get; set; }

    public string? Month { get; set; }

    public string? Year { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Year);

    /// <summary>The date, or null when blank or no real day. Months may be numbers or English names; years have four digits.</summary>
    public DateOnly? Read()
    {
        var text = $"{Day?.Trim()} {Month?.Trim()} {Year?.Trim()}";
        return DateOnly.TryParseExact(text, ["d M yyyy", "d MMM yyyy", "d MMMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    public static DateParts Of(DateOnly? date) => date is not { } day
        ? new DateParts()
        : new DateParts
        {
            Day = day.Day.ToString(CultureInfo.InvariantCulture),
            Month = day.Month.ToString(CultureInfo.InvariantCulture),
            Year = day.Year.ToString("0000", CultureInfo.InvariantCulture),
        };
}

/// <summary>
/// <c>[RealDate("the date the order was signed")]</c> on a <see cref="DateParts"/>: blank and impossible dates are refused in words
/// that name the field and the mend.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RealDateAttribute(string what) : ValidationAttribute
{
    /// <summary>What the date is, as it reads after "Enter": "the date the order was signed".</summary>
    public string What { get; } = what;

    /// <summary>Blank is allowed.</summary>
    public bool Optional { get; set; }

    /// <inheritdoc />
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        if (value is not DateParts parts || parts.IsBlank)
            return Optional ? ValidationResult.Success : Refuse($"Enter {What}, like 27 3 2026", validationContext);
        return parts.Read() is null
            ? Refuse($"Change {What} to a real date, like 27 3 2026", validationContext)
            : ValidationResult.Success;
    }

    private static ValidationResult Refuse(string message, ValidationContext context) =>
        context.MemberName is { } member ? new ValidationResult(message, [member]) : new ValidationResult(message);
}

/// <summary><c>&lt;p-date for="SignedOn" label="When was the order signed?" /&gt;</c>: day, month, year for a <see cref="DateParts"/>.</summary>
[HtmlTargetElement("p-date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateField : Question
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Hint ??= "Like 27 3 2026";
        var parts = For.Model as DateParts;
        output.Become(Grouped(Markup.Element("div", "date-parts")
            .With(Part(nameof(DateParts.Day), parts?.Day, Id, "4"))
            .With(Part(nameof(DateParts.Month), parts?.Month, $"{Id}_Month", "4"))
            .With(Part(nameof(DateParts.Year), parts?.Year, $"{Id}_Year", "6"))));
    }

    // The day has the question's id: the error summary's link lands there.
    private TagBuilder Part(string part, string? model, string id, string width) => Markup.Element("div", "date-part")
        .With(Markup.Element("label").Attribute("for", id).With(part))
        .With(Markup.Element("input", $"input width-{width}").Attribute("id", id).Attribute("name", $"{Name}.{part}").Attribute("type", "text")
            .Attribute("inputmode", part == nameof(DateParts.Month) ? null : "numeric").Attribute("autocomplete", "off")
            .Attribute("value", ValueOf($"{Name}.{part}", model)).Attribute("aria-invalid", HasErrors ? "true" : null));
}
