namespace Portal.Web.Features.Shared.Problems;

/// <summary>What a problem page says. What went wrong inside is never on it; the reference finds it in the log.</summary>
public sealed record ProblemView(string Title, string Text, string? Reference = null)
{
    internal static ProblemView For(int status, string reference) => status switch
    {
        400 => new("We could not read that",
            "What your browser sent was incomplete, or the page had been open too long. Go back, load the page again and repeat the last step. Nothing was changed."),
        401 or 403 => new("This is not yours to do",
            "Your role does not allow this step. If you think it should, ask your supervisor or administrator. Nothing was changed, and the attempt was recorded."),
        // One page for what does not exist and what the reader may not see: the difference is itself information.
        404 => new("There is nothing here for you",
            "The address may be mistyped, the page may have moved, or it belongs to somebody else. Check the reference you were given, or start from the first page."),
        405 => new("That address cannot be used this way", "Go back and use the buttons on the page. Nothing was changed."),
        413 => new("That file is too large", "Nothing was stored. Check the size named beside the upload field, make the file smaller or split it, and send it again."),
        429 => new("Too many tries in a short time", "Wait a minute, then try again. Nothing was changed."),
        >= 500 => new("Something failed on our side",
            "Your last step was not completed. Try it again in a minute. If it fails again, tell us this reference.", reference),
        _ => new("That did not work", "Go back and try again. Nothing was changed."),
    };
}
