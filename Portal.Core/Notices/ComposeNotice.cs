using Microsoft.Extensions.Options;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;

namespace Portal.Core.Notices;

/// <summary>What a notice says beside the request and its lines.</summary>
/// <param name="Unnamed">Neither the agency nor the order may be named.</param>
/// <param name="Barred">A danger or a statute barred it.</param>
/// <param name="NotBefore">The end of the notice period, UTC; null where nothing waits.</param>
/// <param name="Order">The one that delayed it, or null.</param>
/// <param name="ReleasedAt">UTC; null while nothing has been released.</param>
internal sealed record NoticeFacts(bool Unnamed, bool Barred, DateTimeOffset? NotBefore, NonDisclosureOrder? Order, DateTimeOffset? ReleasedAt);

/// <summary>Writes a notice from its template: who asked, with what, for what and when; never content.</summary>
public sealed class ComposeNotice(LetterTemplates templates, RequestLaw law, IOptions<PortalOptions> options)
{
    private static readonly string[] NumberKeys = ["orderNumber", "docketNumber", "epocReference", "firNumber"];

    internal RenderedLetter Render(UserNotice notice, LegalRequest request, IEnumerable<ScopeLine> lines, NoticeFacts facts, DateTimeOffset now)
    {
        var head = Head(notice, request, lines, facts.Unnamed, now);
        if (facts.Order is null && !facts.Barred)
            return templates.Render(new UserNoticeLetter { Head = head, NotBeforeUtc = facts.NotBefore, DisclosedUtc = facts.ReleasedAt });
        return templates.Render(new DelayedUserNoticeLetter
        {
            Head = head,
            ByOrder = facts.Order is not null,
            Court = facts.Unnamed ? null : facts.Order?.Court,
            DisclosedUtc = facts.ReleasedAt,
        });
    }

    private NoticeHead Head(UserNotice notice, LegalRequest request, IEnumerable<ScopeLine> lines, bool unnamed, DateTimeOffset now) => new()
    {
        Provider = options.Value.Company.Name,
        Contact = options.Value.Company.Contact,
        Reference = request.Reference!,
        Date = DateOnly.FromDateTime(now.UtcDateTime),
        Account = notice.Who,
        Agency = unnamed ? null : request.Agency.Name,
        Instrument = law.RuleOf(request).Name,
        OrderReference = unnamed ? null : NumberKeys.Select(key => request.OrderFields.GetValueOrDefault(key)).FirstOrDefault(n => n is not null),
        Lines =
        [
            .. lines.Select(l => l.Authorised()).OfType<RecordSelector>()
                .Where(s => s.AccountId == notice.AccountId)
                .Select(s => (s.Category, s.Window))
                .Distinct()
                .OrderBy(s => s.Category).ThenBy(s => s.Window.StartUtc)
                .Select(s => new NoticeLine { Category = DataCategories.Name(s.Category), StartUtc = s.Window.StartUtc, EndUtc = s.Window.EndUtc }),
        ],
    };
}
