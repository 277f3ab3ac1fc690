using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary><c>&lt;p-banner meaning="ActNow" title="Confirm your call-back number"&gt;…&lt;/p-banner&gt;</c></summary>
[HtmlTargetElement("p-banner")]
public sealed class Banner : TagHelper
{
    public Meaning Meaning { get; set; }

    public string Title { get; set; } = "";

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        output.Become(Build(Meaning, Title, await output.ChildOrNullAsync()));

    internal static TagBuilder Build(Meaning meaning, string title, IHtmlContent? body)
    {
        var text = Markup.Element("div", "banner-text")
            .With(Markup.Element("p", "banner-title").With(Markup.Spoken(meaning.Word() + ": ")).With(title));
        if (body is not null) text.With(Markup.Element("div", "banner-body").With(body));
        var icon = meaning == Meaning.Neutral ? "info" : meaning.Icon();
        return Markup.Element("div", $"banner {meaning.Css()}").With(Markup.Icon(icon)).With(text);
    }
}

/// <summary>A sentence carried over one redirect: what an action did, shown on the page that follows it.</summary>
public static class Notices
{
    private const string MeaningKey = "notice.meaning";
    private const string TextKey = "notice.text";

    /// <summary>In a controller: <c>TempData.Say(Meaning.Good, "Letter sent to …")</c>. Plain text, one sentence.</summary>
    public static void Say(this ITempDataDictionary tempData, Meaning meaning, string text)
    {
        tempData[MeaningKey] = meaning.ToString();
        tempData[TextKey] = text;
    }

    internal static (Meaning Meaning, string Text)? Take(ITempDataDictionary tempData) =>
        tempData[TextKey] is string text && Enum.TryParse<Meaning>(tempData[MeaningKey] as string, out var meaning)
            ? (meaning, text)
            : null;
}

/// <summary><c>&lt;p-notice /&gt;</c>: shows what <see cref="Notices.Say"/> left. Stands in the layout; pages need not repeat it.</summary>
[HtmlTargetElement("p-notice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class NoticeTag : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Notices.Take(ViewContext.TempData) is { } notice)
            output.Become(Banner.Build(notice.Meaning, notice.Text, null).Attribute("role", "status"));
        else output.SuppressOutput();
    }
}
