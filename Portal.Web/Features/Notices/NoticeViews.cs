using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Notices;

public sealed record DecideView(ReviewRequest Of, DecideForm Form)
{
    public Guid Id => Of.Request.Id;

    public ReviewNotice Notice => Of.Notice;

    public IEnumerable<Choice> Choices => Notice.Choices.Offered.Select(o => new Choice(
        o.ToString(), NoticeWords.Of(o), o == Notice.Choices.Suggested ? $"{NoticeWords.Consequence(o)} This follows from the rule book and the orders in force." : NoticeWords.Consequence(o)));
}

/// <param name="Stated">The order that the agency stated; null where staff enter one themselves.</param>
public sealed record RecordOrderView(ReviewRequest Of, NonDisclosureOrder? Stated, RecordOrderForm Form)
{
    public Guid Id => Of.Request.Id;

    public IReadOnlyList<Choice> Documents => [.. Of.Documents.Select(d => new Choice(d.Id.ToString(), d.FileName))];

    public IReadOnlyList<Choice> InForce => [.. Of.Notice.Orders.Where(o => o.Order.Bars).Select(o => new Choice(o.Order.Id.ToString(), $"{o.Order.Docket} of {o.Order.Court}, until {o.Order.EndsOn:d MMMM yyyy}"))];

    /// <exception cref="NotVisible">The request has no such order.</exception>
    public static RecordOrderView For(ReviewRequest of, Guid? orderId, RecordOrderForm? form = null)
    {
        ArgumentNullException.ThrowIfNull(of);
        var stated = orderId is { } id ? of.Notice.Orders.FirstOrDefault(o => o.Order.Id == id && o.Order.AwaitsConfirmation)?.Order ?? throw new NotVisible("stated order") : null;
        return new RecordOrderView(of, stated, form ?? RecordOrderForm.For(stated));
    }
}

public sealed record CloseOrderView(ReviewRequest Of, NonDisclosureOrder Order, NonDisclosureAction Closing, CloseOrderForm Form)
{
    public Guid Id => Of.Request.Id;

    public string Title => Closing == NonDisclosureAction.Decline ? "Do not accept this order" : "The court has ended this order";

    public string Consequence => Closing == NonDisclosureAction.Decline
        ? "The order does not bar notice. The agency reads your reason and can upload a better one."
        : "The order no longer bars notice. The notices that waited for it are sent at once, unless another order is in force.";

    public bool IsOpen => NonDisclosureTransitions.Find(Order.Status, Closing) is not null;

    /// <exception cref="NotVisible">The request has no such order, or there is no such step.</exception>
    public static CloseOrderView For(ReviewRequest of, Guid orderId, NonDisclosureAction closing, CloseOrderForm form)
    {
        ArgumentNullException.ThrowIfNull(of);
        var order = of.Notice.Orders.FirstOrDefault(o => o.Order.Id == orderId)?.Order;
        return order is null || !CloseNonDisclosureOrder.Handles(closing) ? throw new NotVisible("order") : new CloseOrderView(of, order, closing, form);
    }
}

public sealed record ObjectionView(ReviewRequest Of, WordsForm Form)
{
    public Guid Id => Of.Request.Id;

    public ReviewNotice Notice => Of.Notice;
}

public sealed record BarView(ReviewRequest Of, BarForm Form)
{
    public Guid Id => Of.Request.Id;
}

public sealed record UploadOrderView(AgencyRequest Of, UploadOrderForm Form);
