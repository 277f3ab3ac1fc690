namespace Portal.Web.Features.Shared.Parts;

/// <summary>What a colour says. Each has its own icon and always stands beside a word, so colour never speaks alone.</summary>
public enum Meaning
{
    /// <summary>A plain fact: draft, closed, for information.</summary>
    Neutral,

    /// <summary>Somebody else or a clock has to move first.</summary>
    Waiting,

    /// <summary>Done, approved, verified.</summary>
    Good,

    /// <summary>The reader has to do something.</summary>
    ActNow,

    /// <summary>Refused, recalled, failed; nothing more happens by itself.</summary>
    Stopped,
}

internal static class MeaningLook
{
    /// <summary>The suffix of the CSS classes in <c>parts.css</c>.</summary>
    public static string Css(this Meaning meaning) => meaning switch
    {
        Meaning.Waiting => "is-waiting",
        Meaning.Good => "is-good",
        Meaning.ActNow => "is-act",
        Meaning.Stopped => "is-stopped",
        _ => "is-neutral",
    };

    public static string Icon(this Meaning meaning) => meaning switch
    {
        Meaning.Waiting => "hourglass",
        Meaning.Good => "tick",
        Meaning.ActNow => "bell",
        Meaning.Stopped => "stop",
        _ => "dot",
    };

    public static string Word(this Meaning meaning) => meaning switch
    {
        Meaning.Waiting => "Waiting",
        Meaning.Good => "Done",
        Meaning.ActNow => "Act now",
        Meaning.Stopped => "Stopped",
        _ => "Note",
    };
}
