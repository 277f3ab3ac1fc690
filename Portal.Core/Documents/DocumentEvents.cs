using Portal.Core.Audit;

namespace Portal.Core.Documents;

/// <param name="Sha256">Of the original, lower-case hex.</param>
/// <param name="Pictures">How many pages could be drawn.</param>
[AuditName("document.attached")]
public sealed record DocumentAttached(Guid DocumentId, string FileName, long Length, string Sha256, int Pictures, string? PagesProblem, ScanState Scan) : AuditEvent
{
    public override string Sentence => $"Attached “{FileName}” ({Prose.Count(Length, "byte")}, {Scanned}).";

    internal static DocumentAttached Of(OrderDocument document) =>
        new(document.Id, document.FileName, document.Length, document.Sha256, document.Pages.Length, document.PagesProblem, document.Scan) { RequestId = document.RequestId };

    private string Scanned => Scan == ScanState.Clean ? "no malware found" : "not scanned for malware";
}

[AuditName("document.removed")]
public sealed record DocumentRemoved(Guid DocumentId, string FileName, string Sha256) : AuditEvent
{
    public override string Sentence => $"Removed “{FileName}” from the draft.";
}

public enum DocumentView
{
    /// <summary>Pictures of its pages.</summary>
    Pages,

    /// <summary>The file as it was uploaded.</summary>
    Original,
}

[AuditName("document.viewed")]
public sealed record DocumentViewed(Guid DocumentId, string FileName, DocumentView View) : AuditEvent
{
    public override string Sentence => View == DocumentView.Original ? $"Downloaded the original of “{FileName}”." : $"Looked at the pages of “{FileName}”.";
}
