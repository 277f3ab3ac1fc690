using Portal.Core.Disclosures.Verification;
using Portal.Core.Pdf.Signing;

namespace Portal.Jobs.Commands;

/// <summary>The PDF library's verdict in the words of the package verifier.</summary>
internal static class PdfSignatures
{
    public static Task<PdfVerdict> CheckAsync(Stream pdf, CancellationToken ct) => Task.Run(() => InWords(PdfSignatureVerifier.Verify(pdf)), ct);

    internal static PdfVerdict InWords(PdfSignatureReport report)
    {
        if (report.Problem.Length > 0) return new PdfVerdict(false, report.Problem);
        var signatures = report.Signatures.Where(signature => !signature.IsDocumentTimestamp).ToList();
        if (signatures.Count == 0) return new PdfVerdict(false, "There is no signature.");
        if (!report.IsValid)
        {
            var broken = report.Signatures.First(signature => !signature.IsValid);
            return new PdfVerdict(false, broken.Problem.Length > 0 ? broken.Problem : "The signature does not verify, or does not cover the whole document.");
        }
        var signature = signatures[^1];
        var level = signature.Level is { } reached ? $", level {reached.Name()}" : ", of no PAdES level";
        var covers = signature.CoversWholeDocument ? "covers the whole document" : "covers the whole document but for the proof added to it";
        var stamped = signature.TimestampUtc is { } at ? $", time-stamped {at:yyyy-MM-dd HH:mm:ss} UTC by {signature.TimestampAuthority?.Subject}" : ", without a time stamp";
        var archived = report.Signatures.LastOrDefault(each => each.IsDocumentTimestamp) is { TimestampUtc: { } last } archive
            ? $", archived {last:yyyy-MM-dd HH:mm:ss} UTC under a time stamp of {archive.SignerSubject}"
            : "";
        return new PdfVerdict(true, $"signed by {signature.SignerSubject}{level}, {covers}{stamped}{archived}; whether to trust these certificates is for the reader to decide");
    }
}
