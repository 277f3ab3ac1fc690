using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>Whose side a piece of correspondence comes from.</summary>
public enum MessageSide
{
    /// <summary>The agency to us.</summary>
    Received,

    /// <summary>We to the agency.</summary>
    Sent,

    /// <summary>A note only staff see; marked as such.</summary>
    Internal,
}

/// <summary><c>&lt;p-message by="Model.Author" at="Model.At" side="Internal" text="@Model.Text" /&gt;</c>: one letter, answer or note of a request.</summary>
[HtmlTargetElement("p-message")]
public sealed class Message(TimeProvider clock) : TagHelper
{
    public PersonView By { get; set; } = new("Portal");

    public DateTimeOffset At { get; set; }

    public MessageSide Side { get; set; }

    public string? Subject { get; set; }

    /// <summary>Plain text; content between the tags follows it (attachments, links).</summary>
    public string? Text { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var head = Markup.Element("div", "message-head").With(PersonChip.Build(By));
        if (Side == MessageSide.Internal)
            head.With(Markup.Element("span", "status is-neutral").With(Markup.Icon("lock")).With(Markup.Element("span").With("Staff only")));
        head.With(TimeTag.Build(At, TimeShow.Relative, clock.GetUtcNow()));
        var message = Markup.Element("article", Side switch
        {
            MessageSide.Sent => "message is-sent",
            MessageSide.Internal => "message is-internal",
            _ => "message",
        }).With(head);
        if (Subject is not null) message.With(Markup.Element("p", "message-subject").With(Subject));
        output.Become(message.With(Markup.Element("div", "message-body").With(Markup.Paragraphs(Text)).With(await output.ChildOrNullAsync())));
    }
}
