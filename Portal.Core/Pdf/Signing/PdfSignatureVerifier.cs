using System.Security.Cryptography.X509Certificates;
using Portal.Core.Pdf.Signing.Verification;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// Checks the signatures of a PDF offline. Reads the file in blocks, however long it is, and never throws on what is in it: a hostile file gets a
/// failed verdict with a reason. Trust in the signer is a second question, answered only against anchors the caller gives; revocation is judged by the
/// lists the file carries, and by no others.
/// </summary>
public static class PdfSignatureVerifier
{
    private const int MostSignatures = 32;

    /// <param name="file">Seekable; left open.</param>
    /// <param name="anchors">Roots the caller trusts; null leaves trust unjudged.</param>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static PdfSignatureReport Verify(Stream file, IReadOnlyCollection<X509Certificate2>? anchors = null)
    {
        file.Position = 0;
        Span<byte> start = stackalloc byte[5];
        if (file.ReadAtLeast(start, 5, throwOnEndOfStream: false) < 5 || !start.SequenceEqual("%PDF-"u8)) return new PdfSignatureReport([], "The file is not a PDF.");
        var found = ByteRangeFinder.Find(file, MostSignatures, out var more);
        if (found.Count == 0) return new PdfSignatureReport([], "The file is not signed.");
        var judged = found.ConvertAll(ranges => JudgedSignature.Judge(file, ranges));
        var firstEnd = judged.Where(each => each.Result.IntegrityOk).Select(each => each.Ranges.End).DefaultIfEmpty(file.Length).Min();
        var stamps = judged.Where(each => each.Result is { IsDocumentTimestamp: true, IntegrityOk: true }).Select(each => each.Ranges).ToList();
        var added = AppendedRevisions.Read(file, firstEnd, stamps);
        var results = judged.ConvertAll(each => new SignatureStanding(each, added, firstEnd, judged).Result(anchors));
        return new PdfSignatureReport(results, more ? $"The file claims more than {MostSignatures} signatures; the others were not checked." : "");
    }
}
