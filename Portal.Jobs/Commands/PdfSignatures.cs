using Portal.Core.Disclosures.Verification;
using Portal.Core.Pdf.Signing;

namespace Portal.Jobs.Commands;

/// <summary>The PDF library's verdict in the words of the package verifier.</summary>
internal static class PdfSignatures
{
    public static Task<PdfVerdict> CheckAsync(Stream pdf, CancellationToken ct) => Task.Run(
        () =>
        {
            var report = PdfSignatureVerifier.Verify(pdf);
            if (report.Problem.Length > 0) return new PdfVerdict(false, report.Problem);
            if (report.Signatures.Count == 0) return new PdfVerdict(false, "There is no signature.");
            var last = report.Signatures[^1];
            if (!report.IsValid) return new PdfVerdict(false, last.Problem.Length > 0 ? last.Problem : "The signature does not verify, or does not cover the whole document.");
            var stamped = last.TimestampUtc is { } at ? $", time-stamped {at:yyyy-MM-dd HH:mm:ss} UTC" : "";
            return new PdfVerdict(true, $"signed by {last.SignerSubject}, covers the whole document{stamped}; whether to trust that certificate is for the reader to decide");
        },
        ct);
}
