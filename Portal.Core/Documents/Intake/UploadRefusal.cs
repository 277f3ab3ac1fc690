using System.Globalization;
using Portal.Core.Access;

namespace Portal.Core.Documents.Intake;

/// <summary>What is wrong with an upload and how to mend it, in the sender's words.</summary>
internal static class UploadRefusal
{
    private const string Field = nameof(AttachOrder.Input.File);
    private const string SaveAsPdf = "save it as PDF (File, Save as, PDF) and upload that file";

    public static RuleViolation TooMany(string name) => new(
        "document.too-many",
        $"“{name}” was not added: a request holds at most {AttachOrder.MostDocuments} documents. Remove one, or put several into one PDF.",
        Field);

    public static RuleViolation TooManyEnclosures() => new(
        "document.too-many",
        $"A message holds at most {DocumentIntake.MostEnclosures} documents. Put several into one PDF, or send another message.",
        Field);

    public static RuleViolation TooLarge(string name) => new(
        "document.too-large",
        $"“{name}” is larger than {AttachOrder.LongestDocument / (1024 * 1024)} MiB. Scan it at 300 dpi in black and white, or split it into several files.",
        Field);

    public static RuleViolation Empty(string name) => new(
        "document.empty",
        $"“{name}” is empty: it has 0 bytes. Find the file again, see that it opens on your computer, and upload it once more.",
        Field);

    public static RuleViolation NotPdf(string name, UploadKind kind) => new(
        "document.not-a-pdf",
        kind switch
        {
            UploadKind.Word => $"“{name}” is a Word document, not a PDF. Open it in Word and {SaveAsPdf}.",
            UploadKind.OldOffice => $"“{name}” is an older Word or Office document, not a PDF. Open it in Word and {SaveAsPdf}.",
            UploadKind.Office => $"“{name}” is an office document, not a PDF. Open it in the program that made it and {SaveAsPdf}.",
            UploadKind.RichText => $"“{name}” is a rich text document, not a PDF. Open it in Word and {SaveAsPdf}.",
            UploadKind.Zip => $"“{name}” is an archive of files, not a PDF. Unpack it and upload each order as a PDF of its own.",
            UploadKind.Picture => $"“{name}” is a picture, not a PDF. Open it, print it to PDF, and upload that file.",
            UploadKind.WebPage => $"“{name}” is a web page, not a PDF. It may be the sign-in page of the court's site: open it in a browser, find the order itself and download that.",
            UploadKind.Mail => $"“{name}” is an e-mail, not a PDF. Open it, save the attached order, and upload that file.",
            UploadKind.Program => $"“{name}” is a program, not a PDF. Upload the order itself as a PDF.",
            _ => $"“{name}” is not a PDF, whatever its name ends in. Open it in the program that made it and {SaveAsPdf}.",
        },
        Field);

    public static RuleViolation Of(string name, PdfFault fault, UploadKind kind) => fault switch
    {
        PdfFault.NoHeader => NotPdf(name, kind),
        PdfFault.Truncated => new(
            "document.truncated",
            $"“{name}” ends too early: part of the PDF is missing. It was probably cut off while it was copied or downloaded. Get the file again from where it came from and upload it once more.",
            Field),
        PdfFault.Broken => new(
            "document.broken",
            $"“{name}” is a damaged PDF: its contents cannot be read. Open it in a PDF reader and print it to a new PDF, or get the file again from where it came from.",
            Field),
        PdfFault.Encrypted => new(
            "document.encrypted",
            $"“{name}” is protected by a password or against copying, so that it cannot be examined. Open it with its password, print it to a new PDF without protection, and upload that file.",
            Field),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    public static RuleViolation Malware(string name, string finding) => new(
        "document.malware",
        string.Create(CultureInfo.InvariantCulture, $"“{name}” was refused: the malware scanner found {finding} in it. Tell your own IT staff, and get the order again from the court."),
        Field);

    public static RuleViolation Unscannable(string name) => new(
        "document.not-scanned",
        $"“{name}” could not be checked for malware and was not kept. Try again in a few minutes; if it is refused again, split it or print it to a new PDF.",
        Field);
}
