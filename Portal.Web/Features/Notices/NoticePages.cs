using Portal.Core.Documents;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Notices;

/// <summary>Pictures of a document beside the form in which it is copied.</summary>
internal static class NoticePages
{
    public static IReadOnlyList<OrderPage> Of(Guid requestId, OrderDocument document) =>
        [.. document.Pages.Select(p => new OrderPage(p.Number, ReviewLinks.Picture(requestId, document.Id, p.Number), p.WidthPixels, p.HeightPixels, p.Text))];
}
