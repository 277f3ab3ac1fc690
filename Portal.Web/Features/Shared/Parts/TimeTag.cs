using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>How <c>p-time</c> shows an instant.</summary>
public enum TimeShow
{
    /// <summary>"27 Mar 2026, 14:05 UTC", and the reader's zone beside it where script runs.</summary>
    Exact,

    /// <summary>"3 hours ago"; the exact time appears on focus and hover and is always read aloud.</summary>
    Relative,

    /// <summary>"3 hours ago" with the exact UTC time always beside it: where law depends on the moment.</summary>
    Both,

    /// <summary>"27 Mar 2026".</summary>
    Day,
}

/// <summary><c>&lt;p-time value="Model.FiledAt" show="Relative" /&gt;</c>; a null value shows <c>none</c> ("Not yet").</summary>
[HtmlTargetElement("p-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeTag(TimeProvider clock) : TagHelper
{
    public DateTimeOffset? Value { get; set; }

    public TimeShow Show { get; set; }

    /// <summary>What to say when there is no value.</summary>
    public string None { get; set; } = "Not yet";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Become(Value is { } at ? Build(at, Show, clock.GetUtcNow()) : Markup.Element("span", "muted").With(None));

    internal static TagBuilder Build(DateTimeOffset at, TimeShow show, DateTimeOffset now)
    {
        var time = Markup.Element("time", "time").Attribute("datetime", InWords.Machine(at));
        if (show == TimeShow.Day) return time.With(InWords.Day(at));
        var exact = Markup.Element("span", "time-exact").Attribute("data-local-time", InWords.Machine(at)).With(InWords.Exact(at));
        if (show == TimeShow.Exact) return time.With(exact);
        time.With(Markup.Element("span", "time-relative").With(InWords.Relative(at, now))).With(" ").With(exact);
        if (show == TimeShow.Both) return time.Attribute("class", "time is-both");
        // A tab stop, because hover alone shuts out the keyboard.
        return time.Attribute("class", "time is-relative").Attribute("tabindex", "0");
    }
}

/// <summary><c>&lt;p-duration value="span" /&gt;</c>: "2 days 4 hours".</summary>
[HtmlTargetElement("p-duration", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DurationTag : TagHelper
{
    public TimeSpan Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Become(Markup.Element("span", "time").With(InWords.Duration(Value)));
}
