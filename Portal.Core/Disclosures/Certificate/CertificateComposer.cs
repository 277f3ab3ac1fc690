using System.Globalization;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Signing;

namespace Portal.Core.Disclosures.Certificate;

/// <summary>Sets the certificate of authenticity from its template in <c>templates/certificates</c>, signed like the transcript.</summary>
public sealed class CertificateComposer(LetterTemplates templates, DocumentSigning signing) : ICertificateComposer
{
    public Task<int> ComposeAsync(CertificateContent content, Stream output, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        var letter = templates.Render(Model(content));
        using var document = new PdfDocument(output, new PdfDocumentOptions
        {
            Title = $"Certificate of authenticity, {content.Package.PackageReference}",
            Author = content.Declarant.Employer,
            Subject = letter.Subject,
            Language = "en-US",
            Producer = content.Package.Software,
            CreatedUtc = content.CreatedUtc,
            PageSize = PageSize.Letter,
            Running = _ => new RunningLines(content.Package.PackageReference, signing.Signer.Trusted ? "Certificate of authenticity" : "Development signature, untrusted · Certificate of authenticity"),
            Signing = signing,
            SigningReason = "Certificate of authenticity",
            SigningLocation = content.Declarant.Place,
        });
        LetterPdf.Write(document, letter.Blocks[0]);
        if (!signing.Signer.Trusted)
            document.Callout("Development certificate", "This file is signed with certificates made for development. They are not trusted by anybody.", CalloutTone.Warning);
        LetterPdf.Write(document, letter.Blocks.Skip(1));
        document.Paragraph($"Made from template {letter.TemplateName}, version {letter.TemplateVersion}, SHA-256 {letter.TemplateSha256}.", ParagraphStyle.Caption);
        return Task.FromResult(document.Finish().Pages);
    }

    private static AuthenticityCertificateModel Model(CertificateContent content) => new()
    {
        DeclarantName = content.Declarant.Name,
        DeclarantPost = content.Declarant.Post,
        Employer = content.Declarant.Employer,
        Qualification = content.Declarant.Qualification,
        RequestReference = content.Package.RequestReference,
        Instrument = content.Package.Instrument,
        PackageNumber = content.Package.PackageReference,
        Lines =
        [
            .. content.Lines.Select(l => new CertificateLine
            {
                Account = l.Target,
                Category = DataCategories.Name(l.Category),
                StartUtc = l.Window.StartUtc,
                EndUtc = l.Window.EndUtc,
                Records = l.Authorised,
            }),
        ],
        RecordCount = content.RecordCount,
        PageCount = content.Pages,
        VolumeCount = content.Volumes,
        SystemDescription = $"The platform's servers write a record of each message when it is sent, with its sender, recipients, time and text, and keep it as {content.Package.Archive} in the ordinary course of running the service. No person writes or edits these records by hand.",
        ExtractionSteps =
        [
            $"An approved scope, signed when two people had agreed to it (SHA-256 {content.Package.ScopeSha256}), was given to the extraction program {content.Package.Software}.",
            $"The program verified that signature, fixed the archive's high-water mark at sequence {content.Package.ArchiveMark.ToString(CultureInfo.InvariantCulture)}, and read only the records that the scope's lines name, in order of time and sequence.",
            "It wrote each record once, with the line of the scope that lets it out, into the record files and into the transcript.",
        ],
        AccuracyChecks =
        [
            $"The records were counted a second time by another query than the one that read them, on {Stamp(content.RecountedUtc)}: the same numbers by line and the same set of message identifiers.",
            "For every line, records authorised and records withheld add up to the records asked for.",
            "Had any of these differed, the package could not have been sealed.",
        ],
        ExtractedUtc = content.ExtractedFromUtc,
        SoftwareVersion = content.Package.Software,
        CopyComparison = "Each text in the archive is encrypted with a key that also authenticates it; a text that differs from what was stored does not decrypt. The texts disclosed are those that decrypted, written without change to the JSON Lines file at the time of extraction.",
        Digests = [.. content.Files.Select(f => new CertificateDigest { Of = f.Path, Algorithm = "SHA-256", Value = f.Sha256 })],
        SearchedAndEmpty =
        [
            .. content.Scope.Unresolved.Select(l => $"{DataCategories.Name(l.Category)} of {l.TargetLabel}: the identifier led to no single account, so nothing was searched"),
            .. content.Lines.Where(l => l.IsEmpty || !l.Held).Select(l => $"{DataCategories.Name(l.Category)} of {l.Target}: {(l.Held ? "searched, nothing found" : "not held in this archive")}"),
        ],
        Withheld = [.. content.Withheld.Where(w => w.Count > 0).Select(w => $"{w.Count.ToString("N0", CultureInfo.InvariantCulture)} records of line {w.LineId}: {w.Reason}")],
        SignedOutsideUnitedStates = !content.Declarant.WithinUnitedStates,
        SignedOn = DateOnly.FromDateTime(content.CreatedUtc.UtcDateTime),
        SignedAt = content.Declarant.Place,
    };

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
