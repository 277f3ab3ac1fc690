using Microsoft.Extensions.Options;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>What stands on every letter of a request, so that nobody types a reference.</summary>
public sealed class LetterHeads(RequestLaw law, IOptions<PortalOptions> options)
{
    internal LetterHead Of(LegalRequest request, string senderName, string senderPost, DateTimeOffset now)
    {
        var company = options.Value.Company;
        return new LetterHead
        {
            Provider = company.Name,
            Reference = request.Reference!,
            TheirReference = OrderFacts.CaseNumber(request.OrderFields),
            RecipientName = request.OfficerName,
            RecipientAgency = request.Agency.Name,
            Date = DateOnly.FromDateTime(now.UtcDateTime),
            Instrument = law.RuleOf(request).Name,
            RequestUrl = $"{options.Value.PublicAddress.TrimEnd('/')}/requests/{request.Id}",
            Contact = company.Contact,
            SenderName = senderName,
            SenderPost = senderPost,
        };
    }
}
