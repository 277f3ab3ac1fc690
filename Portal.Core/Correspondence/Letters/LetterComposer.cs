using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Signing;

namespace Portal.Core.Correspondence.Letters;

/// <summary>
/// Sets a letter on paper as it was sent, from what was kept of it: no template is rendered again. The same letter gives the same pages; the
/// signature is made anew each time and claims the time at which it was made.
/// </summary>
public sealed class LetterComposer(LetterTemplates templates, DocumentSigning signing, IOptions<PortalOptions> options, TimeProvider clock)
{
    // A letter closes with whom to ask, the greeting and the name. The greeting, the name and the lines below them never stand apart.
    private const int BlocksOfTheClose = 3;
    private const double RoomForTheClose = 124;
    private const double RoomForTheGreeting = 86;

    /// <param name="letter">One that went to the agency.</param>
    /// <param name="reference">Of the request.</param>
    /// <param name="output">Append-only; left open.</param>
    /// <exception cref="FormatException">What is kept is not as letters are written.</exception>
    /// <exception cref="SigningException">Key, time stamp or revocation list was not to be had.</exception>
    public void Compose(CorrespondenceItem letter, string reference, Stream output)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var blocks = LetterHtmlReader.Read(letter.Html ?? throw new ArgumentException("What the agency wrote is no letter of ours.", nameof(letter)));
        var company = options.Value.Company;
        using var document = new PdfDocument(output, new PdfDocumentOptions
        {
            Title = letter.Subject,
            Author = company.Name,
            Subject = $"Letter on request {reference}",
            Language = templates.LanguageOf(letter.TemplateSha256),
            Producer = options.Value.Disclosures.Software,
            CreatedUtc = letter.At,
            SignedUtc = clock.GetUtcNow(),
            FileId = letter.Id,
            PageSize = PageSize.Letter,
            // The first page has its letterhead.
            Running = page => page.Number == 1 ? new RunningLines(FooterRight: reference) : new RunningLines(reference, signing.Signer.Trusted ? company.Name : $"Development signature, untrusted · {company.Name}"),
            Signing = signing,
            SigningReason = "Letter to the agency, as it was sent",
        });
        WriteHead(document, company);
        WriteBody(document, letter.Subject, blocks);
        document.Rule();
        document.Paragraph($"Sent by {letter.ByName} on {Stamp(letter.At)}. Set as it was sent, and signed when this file was made. Template {letter.TemplateName}, version {letter.TemplateVersion}, SHA-256 {letter.TemplateSha256}.", ParagraphStyle.Caption);
        document.Finish();
    }

    private void WriteHead(PdfDocument document, CompanyOptions company)
    {
        document.Paragraph(company.Name, ParagraphStyle.Masthead);
        document.Paragraph($"{company.Address}\n{company.Contact}", ParagraphStyle.Caption);
        document.Rule();
        if (!signing.Signer.Trusted)
            document.Callout("Development certificate", "This file is signed with certificates made for development. They are not trusted by anybody.", CalloutTone.Warning);
        document.Space(6);
    }

    /// <summary>
    /// On a screen a letter begins with its heading, its references and its addressee; on paper the addressee stands first and the heading above the text.
    /// A letter of another form is set in its own order.
    /// </summary>
    private static void WriteBody(PdfDocument document, string subject, ImmutableArray<LetterBlock> blocks)
    {
        var row = new KeyValue("Subject", subject);
        if (blocks is [HeadingBlock { Level: 1 } heading, RowsBlock references, ParagraphBlock addressee, ..])
        {
            LetterPdf.Write(document, addressee, asLetter: true);
            document.Space(6);
            document.KeyValues([.. references.Rows.Select(r => new KeyValue(r.Key, r.Value)), row]);
            blocks = [heading, .. blocks.Skip(3)];
        }
        else
        {
            document.KeyValues([row]);
        }
        var close = Math.Max(0, blocks.Length - BlocksOfTheClose);
        LetterPdf.Write(document, blocks.Take(close), asLetter: true);
        document.Keep(RoomForTheClose);
        LetterPdf.Write(document, blocks.Skip(close).Take(1), asLetter: true);
        document.Keep(RoomForTheGreeting);
        LetterPdf.Write(document, blocks.Skip(close + 1), asLetter: true);
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
