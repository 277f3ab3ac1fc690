using System.Collections.Immutable;
using System.Globalization;

namespace Portal.Core.Documents;

public enum ScanState
{
    /// <summary>No malware scanner is configured: shown as unscanned, never as clean.</summary>
    Unscanned,
    Clean,
    Refused,
}

public enum DocumentPurpose
{
    /// <summary>The order, or what belongs to it: what the request rests on.</summary>
    Order,

    /// <summary>Came or went with a letter or a message, and belongs to that alone.</summary>
    Enclosure,
}

/// <summary>A document on a request: the order, or an enclosure of the correspondence. The original is kept encrypted; people look at pictures of its pages.</summary>
public sealed class OrderDocument
{
    private OrderDocument()
    {
    }

    internal OrderDocument(Guid id, Guid requestId, DocumentPurpose purpose, string fileName, long length, string sha256, string blobKey, ImmutableArray<DocumentPage> pages, string? pagesProblem, ScanState scan, Guid byId, string byName, DateTimeOffset at)
    {
        Id = id;
        RequestId = requestId;
        FileName = fileName;
        Length = length;
        Sha256 = sha256;
        BlobKey = blobKey;
        Pages = pages;
        PagesProblem = pagesProblem;
        Scan = scan;
        Purpose = purpose;
        UploadedById = byId;
        UploadedByName = byName;
        UploadedAt = at;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public DocumentPurpose Purpose { get; private set; }

    /// <summary>The letter or message it came or went with; null for an order, and for an enclosure whose letter is not sent yet.</summary>
    public Guid? CorrespondenceId { get; private set; }

    /// <summary>As the sender called it, without its path; shown, never used to open anything.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Of the original, lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    public string BlobKey { get; private set; } = "";

    public ImmutableArray<DocumentPage> Pages { get; private set; } = [];

    /// <summary>Why pictures are missing, all or some, in words for the reviewer; null where none is.</summary>
    public string? PagesProblem { get; private set; }

    public ScanState Scan { get; private set; }

    public Guid UploadedById { get; private set; }

    public string UploadedByName { get; private set; } = "";

    public DateTimeOffset UploadedAt { get; private set; }

    internal void EncloseIn(Guid correspondenceId) => CorrespondenceId = correspondenceId;

    /// <summary>Under what the original is encrypted: its key opens for nothing else.</summary>
    public static string BlobContext(Guid documentId) => $"document:{documentId}";

    /// <summary>Under what a page's picture is encrypted.</summary>
    public static string PageBlobContext(Guid documentId, int page) => string.Create(CultureInfo.InvariantCulture, $"document-page:{documentId}:{page}");
}

/// <summary>A page as a picture (PNG, kept encrypted) and the text found on it.</summary>
public sealed record DocumentPage(int Number, string BlobKey, int WidthPixels, int HeightPixels, string Text);
