using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Law;

/// <summary>The editions of the rule book, newest first, with the rows of each.</summary>
public sealed record LawView(ImmutableArray<RuleBook> Books, RuleBook Current)
{
    /// <summary>The edition before one, or null for the first.</summary>
    public RuleBook? Before(RuleBook book) => Books.SkipWhile(b => b != book).Skip(1).FirstOrDefault();

    /// <param name="until">The first day no longer.</param>
    public static string Days(DateOnly from, DateOnly? until) =>
        until is { } end ? $"{InWords.Day(from)} to {InWords.Day(end.AddDays(-1))}" : $"From {InWords.Day(from)}, no end known";

    public static string PolicyOf(NoticeRule notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.Policy switch
        {
            NoticePolicy.Unstated => "This edition leaves the time to people.",
            NoticePolicy.BeforeDisclosure => $"{InWords.Count(notice.Days ?? 0, "day")} before anything is disclosed.",
            NoticePolicy.AfterDanger => "After the danger has passed.",
            NoticePolicy.OnExpiry => "When the non-disclosure order ends.",
            NoticePolicy.WithEffect => "At the latest when we give effect to the order.",
            NoticePolicy.AsOrdered => "As the order says.",
            NoticePolicy.ByAuthority => "The authority informs.",
            NoticePolicy.ByModeration => "The moderation desk informs.",
            NoticePolicy.None => "Nobody is told.",
            _ => throw new ArgumentOutOfRangeException(nameof(notice)),
        };
    }

    public static string ApproversOf(ApproverRule approvers)
    {
        ArgumentNullException.ThrowIfNull(approvers);
        return $"{approvers.Count} without content, {approvers.CountForContent} with content, {approvers.CountForEmergency} in an emergency{(approvers.OneSenior ? "; one of them senior" : "")}";
    }

    public static string DemandOf(RuleField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var demand = field.Demand switch
        {
            FieldDemand.Required => "required",
            FieldDemand.Optional => "optional",
            FieldDemand.WhenEmergency => "required in an emergency",
            FieldDemand.WhenValidated => "required where an authority was validated",
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
        return field.Section is { } section ? $"{demand}, {section}" : demand;
    }
}

/// <summary>Every row of one instrument in one edition.</summary>
public sealed record InstrumentRowsView(RuleBook Book, string Code, ImmutableArray<LegalRule> Rows, ImmutableArray<RuleBook> Others);

public sealed record ComparisonView(RuleBook Before, RuleBook After, ImmutableArray<RowChanges> Rows);

/// <summary>Every calendar, and the year whose days are shown.</summary>
public sealed record HolidaysView(ImmutableArray<HolidayCalendar> Calendars, int Year);
