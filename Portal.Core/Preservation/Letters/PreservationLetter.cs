using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Preservation.Letters;

/// <summary>A letter about a preservation, kept as it was sent.</summary>
public sealed class PreservationLetter
{
    private PreservationLetter()
    {
    }

    public Guid Id { get; private set; }

    public Guid PreservationId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string ByName { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>HTML of our own making: encoded, without script or style.</summary>
    public string Html { get; private set; } = "";

    public string PlainText { get; private set; } = "";

    public string TemplateName { get; private set; } = "";

    public int TemplateVersion { get; private set; }

    public string TemplateSha256 { get; private set; } = "";

    internal static PreservationLetter Of(Guid preservationId, RenderedLetter letter, Actor by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        PreservationId = preservationId,
        At = at,
        ByName = by.Name,
        Subject = letter.Subject,
        Html = letter.Html,
        PlainText = letter.PlainText,
        TemplateName = letter.TemplateName,
        TemplateVersion = letter.TemplateVersion,
        TemplateSha256 = letter.TemplateSha256,
    };
}
