using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

/// <summary>The very rows a request is judged by.</summary>
/// <param name="Book">The edition that it was submitted under; of a draft, the one in effect.</param>
/// <param name="Laws">Its instrument's row first, then those of further laws.</param>
/// <param name="Verdicts">Of the categories that are asked for, each once.</param>
/// <param name="Calendar">The holidays that its business days leave out.</param>
public sealed record JudgedBy(LegalRequest Request, RuleBook Book, DateOnly Received, ImmutableArray<LegalRule> Laws, ImmutableArray<RuleVerdict> Verdicts, HolidayCalendar Calendar)
{
    internal static JudgedBy Of(LegalRequest request, RequestLaw law) => new(
        request,
        law.BookOf(request),
        law.ReceivedOn(request),
        law.LawsOf(request),
        [.. request.Lines.Select(l => l.Category).Distinct().Order().Select(c => law.Verdict(request, c))],
        RequestClockwork.CalendarOf(request));
}
