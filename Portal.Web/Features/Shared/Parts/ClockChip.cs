using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>Whether a clock runs.</summary>
public enum ClockState
{
    Running,
    Paused,

    /// <summary>What it measured was done; <c>at</c> or <c>due</c> say when.</summary>
    Met,
}

/// <summary>
/// <c>&lt;p-clock name="Respond" due="Model.Due" href="/requests/7/clocks/respond" /&gt;</c>: time left in words and which clock,
/// linked to its calculation. Turns to "act now" within <c>warn-within</c> (24 hours) and to "overdue" after.
/// </summary>
[HtmlTargetElement("p-clock", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ClockChip(TimeProvider clock) : TagHelper
{
    /// <summary>What must be done by then, in the imperative: "Respond", "Acknowledge".</summary>
    public string Name { get; set; } = "";

    /// <summary>UTC; null means that no clock runs.</summary>
    public DateTimeOffset? Due { get; set; }

    public ClockState State { get; set; }

    /// <summary>The page that shows the calculation step by step.</summary>
    public string? Href { get; set; }

    public TimeSpan WarnWithin { get; set; } = TimeSpan.FromHours(24);

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (css, icon, words) = Look();
        var href = Markup.Link(Href);
        var text = Markup.Element("span", "clock-text");
        if (Name.Length > 0) text.With(Markup.Element("span", "clock-name").With(Name)).With(" ");
        var chip = Markup.Element(href is null ? "span" : "a", $"clock {css}").Attribute("href", href).With(Markup.Icon(icon))
            .With(text.With(Markup.Element("span", "clock-left").With(words)));
        if (Due is { } due && State != ClockState.Met)
            chip.With(" ").With(Markup.Element("span", "spoken").With($", due {InWords.Exact(due)}")).Attribute("title", $"Due {InWords.Exact(due)}");
        output.Become(chip);
    }

    private (string Css, string Icon, string Words) Look()
    {
        if (Due is not { } due) return ("is-neutral", "clock", "no clock runs");
        var left = due - clock.GetUtcNow();
        return State switch
        {
            ClockState.Met => ("is-good", "tick", "done"),
            ClockState.Paused => ("is-waiting", "pause", $"paused, {InWords.Duration(left)} left"),
            _ when left <= TimeSpan.Zero => ("is-overdue", "bell", $"overdue by {InWords.Duration(left)}"),
            _ when left <= WarnWithin => ("is-act", "bell", $"{InWords.Duration(left)} left"),
            _ => ("is-neutral", "clock", $"{InWords.Duration(left)} left"),
        };
    }
}
