using Microsoft.AspNetCore.Mvc;
using Portal.Core.Correspondence;

namespace Portal.Web.Features.Shared;

/// <summary>A letter as the file that was made of it, or a page that says that it is still being made.</summary>
internal static class LetterFile
{
    private const string SecondsToWait = "5";

    /// <param name="tryHref">Of the file itself.</param>
    /// <param name="backHref">Of the request's page.</param>
    public static IActionResult LetterPdf(this Controller controller, OpenLetter.Result letter, string tryHref, string backHref)
    {
        if (letter.Pdf is not null) return controller.File(letter.Pdf, "application/pdf", letter.FileName);
        controller.Response.Headers.RetryAfter = SecondsToWait;
        controller.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return controller.View("LetterNotReady", new LetterNotReadyView(tryHref, backHref));
    }
}
