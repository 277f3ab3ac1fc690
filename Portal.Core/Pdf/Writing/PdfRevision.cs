namespace Portal.Core.Pdf.Writing;

/// <summary>What every trailer of a file says alike.</summary>
/// <param name="Root">Number of the catalog.</param>
/// <param name="Information">Number of the information dictionary.</param>
/// <param name="FileId">The file's permanent identifier, 32 hexadecimal digits.</param>
internal sealed record PdfTrailer(int Root, int Information, string FileId)
{
    /// <param name="revisionId">The identifier that changes with each revision, 32 hexadecimal digits; the permanent one for the first.</param>
    public string Entries(string revisionId) =>
        FormattableString.Invariant($"/Root {Root} 0 R/Info {Information} 0 R/ID[<{FileId}><{revisionId}>]");
}

/// <summary>
/// All that a later update has to know of a finished file, so that the file itself need not be read again but for its bytes. Small and plain: it
/// may be kept as JSON beside the file.
/// </summary>
/// <param name="CrossReferencesAt">Offset of the newest cross-reference stream, bytes.</param>
/// <param name="Size">One more than the highest object number given out.</param>
/// <param name="Length">Length of the file, bytes.</param>
internal sealed record PdfRevision(PdfTrailer Trailer, long CrossReferencesAt, int Size, long Length);
