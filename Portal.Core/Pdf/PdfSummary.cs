using Portal.Core.Pdf.Text;

namespace Portal.Core.Pdf;

/// <summary>What came out.</summary>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Of the whole file, signature included; 64 lower-case hexadecimal digits.</param>
/// <param name="Diagnostics">What could not be shown as written.</param>
public sealed record PdfSummary(int Pages, long Bytes, string Sha256, TextDiagnostics Diagnostics);
