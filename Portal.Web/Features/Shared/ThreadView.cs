using Portal.Core.Correspondence;
using Portal.Core.Documents;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared;

/// <summary>The conversation on a request, for either side, oldest first.</summary>
/// <param name="Staff">Which side reads: it decides whose words stand on which side and where the links lead.</param>
public sealed record ThreadView(Guid RequestId, IReadOnlyList<ThreadItem> Items, bool Staff)
{
    public MessageSide SideOf(ThreadItem item) => IsIncoming(item) ? MessageSide.Received : MessageSide.Sent;

    public string LetterHref(ThreadItem item) => Staff ? ReviewLinks.Letter(RequestId, item.Item.Id) : RequestLinks.Letter(RequestId, item.Item.Id);

    public string OriginalHref(OrderDocument document) => Staff ? ReviewLinks.Original(RequestId, document.Id) : RequestLinks.Original(RequestId, document.Id);

    public IReadOnlyList<OrderPage> PagesOf(OrderDocument document) => Staff
        ? [.. document.Pages.Select(p => new OrderPage(p.Number, ReviewLinks.Picture(RequestId, document.Id, p.Number), p.WidthPixels, p.HeightPixels, p.Text))]
        : DocumentPages.Of(document);

    /// <summary>Who of the other side opened it first; said to the sender's side, of letters to the agency alone.</summary>
    public bool TellsOpening(ThreadItem item) => Staff && !IsIncoming(item);

    private bool IsIncoming(ThreadItem item) => item.Item.Direction == (Staff ? CorrespondenceDirection.FromAgency : CorrespondenceDirection.ToAgency);
}

/// <summary>A letter whose PDF is still being made.</summary>
public sealed record LetterNotReadyView(string TryHref, string BackHref);
