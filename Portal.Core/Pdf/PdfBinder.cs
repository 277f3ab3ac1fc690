using Portal.Core.Pdf.Composition;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf;

/// <summary>What came out of binding.</summary>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Of the whole file, signature included; 64 lower-case hexadecimal digits.</param>
public sealed record BoundPdf(int Pages, long Bytes, string Sha256);

/// <summary>
/// Completes a draft: passes its bytes on and adds, in one incremental update, what each page's stamp says and the signature over the whole,
/// with whatever its level adds behind it.
/// Neither file is held in memory, and neither stream need seek.
/// </summary>
public static class PdfBinder
{
    /// <param name="draft">Read to its end; left open.</param>
    /// <param name="record">What <see cref="PdfDocument.FinishDraft"/> gave.</param>
    /// <param name="stampOfPage">What stands at the right of a page's foot; pages count from 1.</param>
    /// <param name="output">Left open.</param>
    /// <param name="options">Those of the draft: who signs, when and why are taken from them.</param>
    /// <exception cref="SigningException">Key, time stamp or revocation list was not to be had.</exception>
    /// <exception cref="InvalidDataException">The draft is not the file that the record speaks of. What was written so far must not be kept.</exception>
    /// <exception cref="ArgumentException">A stamp holds a character that the draft was not prepared for, or the draft is to be signed and nobody signs.</exception>
    public static BoundPdf Bind(Stream draft, PdfDraft record, Func<int, string> stampOfPage, Stream output, PdfDocumentOptions options)
    {
        if (record.Signature is not null != options.Signing is not null)
            throw new ArgumentException("A draft with room for a signature needs a signer, and one without takes none.", nameof(options));
        using var hashing = new HashingOutput(output);
        hashing.Copy(draft);
        if (hashing.Position != record.Bytes || Convert.ToHexStringLower(hashing.HashWith(default)) != record.Sha256)
            throw new InvalidDataException("The draft is not the file that was written.");
        var update = new PdfUpdate(hashing, record.Revision);
        var stamp = new PageStamp(record.Characters);
        for (var page = 1; page <= record.Stamps.Count; page++) stamp.Write(update, record.Stamps[page - 1], stampOfPage(page));
        if (record.Signature is { } plan) new SignedFinish(hashing, options, plan).Finish(update.FinishSigned);
        else update.Finish();
        return new BoundPdf(record.Pages, hashing.Position, Convert.ToHexStringLower(hashing.HashWith(default)));
    }
}
