using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Correspondence;

public enum CorrespondenceDirection
{
    ToAgency,
    FromAgency,
}

/// <summary>A letter to the agency, or what the agency wrote. Kept as it was sent.</summary>
public sealed class CorrespondenceItem
{
    private CorrespondenceItem()
    {
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public CorrespondenceDirection Direction { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ById { get; private set; }

    public string ByName { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>The letter as HTML of our own making: encoded, without script or style. Null for what the agency wrote.</summary>
    public string? Html { get; private set; }

    public string PlainText { get; private set; } = "";

    /// <summary>Which letter it was made from, in which version: name, version, language and SHA-256 of the template.</summary>
    public string? TemplateName { get; private set; }

    public int? TemplateVersion { get; private set; }

    public string? TemplateSha256 { get; private set; }

    /// <summary>When the other side first opened it, and who did. UTC; null while nobody has.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    public string? OpenedByName { get; private set; }

    /// <summary>The letter as a signed PDF, made once after it was sent: the blob, its bytes and their SHA-256 (lower-case hex). Null until then.</summary>
    public string? PdfBlobKey { get; private set; }

    public long? PdfLength { get; private set; }

    public string? PdfSha256 { get; private set; }

    public DateTimeOffset? PrintedAt { get; private set; }

    public bool IsPrinted => PrintedAt is not null;

    /// <summary>A letter of ours, which can be had on paper; the agency's answers are its own papers.</summary>
    public bool IsLetter => Html is not null;

    /// <summary>Under what the PDF is encrypted.</summary>
    internal static string BlobContext(Guid letterId) => $"letter:{letterId}";

    internal void Opened(Actor by, DateTimeOffset at)
    {
        OpenedAt = at;
        OpenedByName = by.Name;
    }

    internal void Printed(string blobKey, long length, string sha256, DateTimeOffset at)
    {
        PdfBlobKey = blobKey;
        PdfLength = length;
        PdfSha256 = sha256;
        PrintedAt = at;
    }

    internal static CorrespondenceItem Letter(Guid requestId, RenderedLetter letter, Actor by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        RequestId = requestId,
        Direction = CorrespondenceDirection.ToAgency,
        At = at,
        ById = by.PersonId,
        ByName = by.Name,
        Subject = letter.Subject,
        Html = letter.Html,
        PlainText = letter.PlainText,
        TemplateName = letter.TemplateName,
        TemplateVersion = letter.TemplateVersion,
        TemplateSha256 = letter.TemplateSha256,
    };

    internal static CorrespondenceItem Reply(Guid requestId, string subject, string text, Actor by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        RequestId = requestId,
        Direction = CorrespondenceDirection.FromAgency,
        At = at,
        ById = by.PersonId,
        ByName = by.Name,
        Subject = subject,
        PlainText = text,
    };
}
