using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>How every letter is written: previewed exactly as it goes, then sent; what differs by then is shown again.</summary>
internal static class LetterPages
{
    /// <summary>Shows the form with the letter, or with what the letter still lacks.</summary>
    public static async Task<IActionResult> PreviewAsync(this Controller controller, Func<Task<LetterPreview>> preview, Func<LetterPreview?, Task<IActionResult>> page)
    {
        IActionResult? shown = null;
        return await controller.AttemptAsync(
            async () => shown = await page(await preview()),
            () => shown!,
            () => page(null));
    }

    /// <summary>Sends, or shows the letter as it would go now with what stood in the way.</summary>
    public static Task<IActionResult> SendAsync(this Controller controller, Func<Task> send, Func<Task<LetterPreview>> preview, Func<IActionResult> then, Func<LetterPreview?, Task<IActionResult>> page) =>
        controller.AttemptAsync(send, then, async () => await page(await AsItWouldGoAsync(preview)));

    private static async Task<LetterPreview?> AsItWouldGoAsync(Func<Task<LetterPreview>> preview)
    {
        try
        {
            return await preview();
        }
        catch (RuleViolation)
        {
            // What the letter lacks is among the errors already.
            return null;
        }
    }
}
