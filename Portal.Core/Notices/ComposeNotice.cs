using Microsoft.Extensions.Options;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;

namespace Portal.Core.Notices;

/// <summary>Writes a notice from its template: who asked, with what, for what and when; never content.</summary>
public sealed class ComposeNotice(LetterTemplates templates, RequestLaw law, IOptions<PortalOptions> options)
{
    private static readonly string[] NumberKeys = ["orderNumber", "docketNumber", "epocReference", "firNumber"];

    /// <param name="order">The one that delayed it, or null.</param>
    /// <param name="releasedAt">UTC; null while nothing has been released.</param>
    internal RenderedLetter Render(UserNotice notice, LegalRequest request, ScopeProposal proposal, NoticeDecision decision, NonDisclosureOrder? order, DateTimeOffset? releasedAt, DateTimeOffset now)
    {
        var head = Head(notice, request, proposal, decision, now);
        if (order is null && decision.Outcome != NoticeOutcome.Barred)
            return templates.Render(new UserNoticeLetter { Head = head, NotBeforeUtc = decision.PeriodEndsAt, DisclosedUtc = releasedAt });
        return templates.Render(new DelayedUserNoticeLetter
        {
            Head = head,
            ByOrder = order is not null,
            Court = decision.Unnamed ? null : order?.Court,
            DisclosedUtc = releasedAt,
        });
    }

    private NoticeHead Head(UserNotice notice, LegalRequest request, ScopeProposal proposal, NoticeDecision decision, DateTimeOffset now) => new()
    {
        Provider = options.Value.Company.Name,
        Contact = options.Value.Company.Contact,
        Reference = request.Reference!,
        Date = DateOnly.FromDateTime(now.UtcDateTime),
        Account = notice.Who,
        Agency = decision.Unnamed ? null : request.Agency.Name,
        Instrument = law.RuleOf(request).Name,
        OrderReference = decision.Unnamed ? null : NumberKeys.Select(key => request.OrderFields.GetValueOrDefault(key)).FirstOrDefault(n => n is not null),
        Lines =
        [
            .. proposal.Lines.Select(l => l.Authorised()).OfType<RecordSelector>()
                .Where(s => s.AccountId == notice.AccountId)
                .Select(s => (s.Category, s.Window))
                .Distinct()
                .OrderBy(s => s.Category).ThenBy(s => s.Window.StartUtc)
                .Select(s => new NoticeLine { Category = DataCategories.Name(s.Category), StartUtc = s.Window.StartUtc, EndUtc = s.Window.EndUtc }),
        ],
    };
}
