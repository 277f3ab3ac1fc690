using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Signing;

namespace Portal.Core.Pdf;

/// <summary>What a document is, before its first block. The same options, blocks and fonts give the same bytes, a signature's value apart.</summary>
public sealed record PdfDocumentOptions
{
    public required string Title { get; init; }

    public string Author { get; init; } = "";

    public string Subject { get; init; } = "";

    /// <summary>BCP 47 tag of the document's own words, such as "en-US".</summary>
    public string Language { get; init; } = "en";

    /// <summary>The program that wrote it.</summary>
    public string Producer { get; init; } = "Portal";

    /// <summary>Creation time, UTC; also the time a signature claims unless <see cref="SignedUtc"/> says another. Take it from a <see cref="TimeProvider"/>.</summary>
    public required DateTimeOffset CreatedUtc { get; init; }

    /// <summary>The time a signature claims, UTC, where what is signed was written earlier; null for <see cref="CreatedUtc"/>.</summary>
    public DateTimeOffset? SignedUtc { get; init; }

    /// <summary>Identifies this very document; best from whatever it shows. Where null it is drawn from title, author and time.</summary>
    public Guid? FileId { get; init; }

    public PageSize PageSize { get; init; } = PageSize.A4;

    /// <summary>Number of the first page, for the later volumes of a set.</summary>
    public int FirstPageNumber { get; init; } = 1;

    public FontLibrary Fonts { get; init; } = FontLibrary.System;

    /// <summary>Gives each page's running lines when the page begins.</summary>
    public Func<PageContext, RunningLines>? Running { get; init; }

    /// <summary>
    /// What stands before the total in the footer, from the page's number. The total is always last: it is drawn once, at the end, by a
    /// form that every page refers to, so its width must move nothing.
    /// </summary>
    public Func<int, string> PageNumberText { get; init; } = number => FormattableString.Invariant($"Page {number:N0} of ");

    /// <summary>
    /// Every character that a stamp at the right of each page's foot may hold, all of the text face's own. A stamp says what is known only when
    /// other documents are done, such as page numbers across volumes; it takes the place of <see cref="RunningLines.FooterRight"/>. A document with
    /// stamps is ended by <see cref="PdfDocument.FinishDraft"/> and completed by <see cref="PdfBinder"/>. Empty: no stamps.
    /// </summary>
    public string StampCharacters { get; init; } = "";

    /// <summary>Signs the finished file, at the level it names; null leaves it unsigned.</summary>
    public DocumentSigning? Signing { get; init; }

    public string SigningReason { get; init; } = "";

    public string SigningLocation { get; init; } = "";
}

/// <summary>The page that begins.</summary>
/// <param name="Number">As printed, from <see cref="PdfDocumentOptions.FirstPageNumber"/>.</param>
/// <param name="Section">The latest heading of level 1 or 2, or "".</param>
public readonly record struct PageContext(int Number, string Section);

/// <summary>One line each; what does not fit its half of the page is cut. Artifacts: no screen reader reads them out on every page.</summary>
public sealed record RunningLines(string HeaderLeft = "", string HeaderRight = "", string FooterRight = "");
