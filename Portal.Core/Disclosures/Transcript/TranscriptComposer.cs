using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Portal.Core.Archive;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Signing;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>
/// Sets the transcript with the house's PDF library: for reading in court. Pages go out as they fill, so a package of a
/// million messages takes no more memory than one of a thousand.
/// </summary>
public sealed class TranscriptComposer(DocumentSigning signing) : ITranscriptComposer
{
    private const int MostTrials = 5;

    public async Task<TranscriptSummary> ComposeAsync(TranscriptContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(progress);
        var accounts = RunningRight(content.Scope);
        using var document = new PdfDocument(output, Options(content.Package, content.Scope, content.CreatedUtc) with
        {
            Running = page => new RunningLines(content.Package.PackageReference, accounts, page.Section),
        });
        TranscriptCover.Write(document, content, "", signing.Signer.Trusted);
        document.PageBreak();
        document.Heading(1, "Messages");
        if (content.RecordCount == 0) document.Paragraph("No message falls under what was authorised.");
        else document.Paragraph($"{Number(content.RecordCount)} messages in order of the time they were sent. {TranscriptMessages.WhichTimes(content.Package.OrderZone)} Handles are those held at the time.", ParagraphStyle.Caption);
        var set = await TranscriptMessages.WriteAsync(document, records, content.Package.OrderZone, firstOrdinal: 1, progress, ct);
        document.PageBreak();
        TranscriptClosing.Write(document, content, set, "above", TextOddities.None);
        return Summary(document.Finish(), set, TextOddities.None);
    }

    public async Task<VolumeDraft> DraftVolumeAsync(VolumeContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(progress);
        var span = content.Span;
        using var document = new PdfDocument(output, VolumeOptions(content.Package, content.Scope, content.CreatedUtc, span.Number, span.Of) with { StampCharacters = VolumePlace.StampCharacters });
        VolumePages.WriteHead(document, content, signing.Signer.Trusted);
        var set = await TranscriptMessages.WriteAsync(document, records, content.Package.OrderZone, span.FirstOrdinal, progress, ct);
        document.PageBreak();
        TranscriptClosing.Write(document, span, set);
        var file = document.FinishDraft();
        return new VolumeDraft(span, set, TextOddities.Of(document.Diagnostics), file);
    }

    public TranscriptFile BindVolume(TranscriptContent content, VolumeDraft volume, VolumePlace place, Stream draft, Stream output)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(place);
        var bound = PdfBinder.Bind(draft, volume.File, place.Stamp, output, VolumeOptions(content.Package, content.Scope, content.CreatedUtc, place.Number, place.Of));
        return new TranscriptFile(bound.Pages, bound.Bytes, bound.Sha256);
    }

    /// <summary>Sets it for nobody and counts. Its own number of pages stands in it, so that is done until the number agrees: mostly twice.</summary>
    public int CountFrontPages(FrontContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        // A hash is set in a face of fixed width: any other takes the same room.
        var sample = content with { Volumes = [.. content.Volumes.Select(volume => volume with { Sha256 = new string('0', SHA256.HashSizeInBytes * 2) })] };
        for (var (trial, pages) = (0, 1); trial < MostTrials; trial++)
        {
            var counted = WriteFront(sample with { Pages = pages }, Stream.Null, signed: false).File.Pages;
            if (counted == pages) return pages;
            pages = counted;
        }
        throw new InvalidOperationException("The front volume's number of pages does not settle.");
    }

    public TranscriptSummary ComposeFront(FrontContent content, Stream output)
    {
        ArgumentNullException.ThrowIfNull(content);
        return WriteFront(content, output, signed: true);
    }

    private TranscriptSummary WriteFront(FrontContent content, Stream output, bool signed)
    {
        var transcript = content.Transcript;
        var options = VolumeOptions(transcript.Package, transcript.Scope, transcript.CreatedUtc, content.Place.Number, content.Place.Of);
        var running = options.Running!;
        using var document = new PdfDocument(output, options with
        {
            Running = page => running(page) with { FooterRight = content.Place.Stamp(page.Number) },
            Signing = signed ? signing : null,
        });
        TranscriptCover.Write(document, transcript, $", in volumes 2 to {Number(content.VolumeCount)}", signing.Signer.Trusted);
        VolumePages.WriteContents(document, content);
        document.PageBreak();
        TranscriptClosing.Write(document, transcript, content.Set, $"in volumes 2 to {Number(content.VolumeCount)}", content.Oddities);
        return Summary(document.Finish(), content.Set, content.Oddities);
    }

    private static TranscriptSummary Summary(PdfSummary written, RecordsSet set, TextOddities elsewhere) =>
        new(new TranscriptFile(written.Pages, written.Bytes, written.Sha256), set, elsewhere.And(TextOddities.Of(written.Diagnostics)));

    private PdfDocumentOptions VolumeOptions(PackageFacts package, ScopeStatement scope, DateTimeOffset createdUtc, int number, int of)
    {
        var accounts = RunningRight(scope);
        var options = Options(package, scope, createdUtc);
        return options with
        {
            Title = $"{options.Title}, volume {Number(number)} of {Number(of)}",
            FileId = FileIdOf(scope.ScopeId, number),
            // The right of the foot is for the page's number across volumes.
            Running = page => new RunningLines(
                page.Section.Length == 0 || page.Section.Contains(package.PackageReference, StringComparison.Ordinal) ? package.PackageReference : $"{package.PackageReference} · {page.Section}", accounts),
        };
    }

    private PdfDocumentOptions Options(PackageFacts package, ScopeStatement scope, DateTimeOffset createdUtc) => new()
    {
        Title = $"Disclosure {package.PackageReference}",
        Author = package.Employer,
        Subject = $"Records disclosed to {package.Agency} under {package.Instrument}",
        Language = "en-US",
        Producer = package.Software,
        CreatedUtc = createdUtc,
        FileId = scope.ScopeId,
        PageSize = PageSize.Letter,
        Signing = signing,
        SigningReason = "Disclosure of records as authorised",
    };

    /// <summary>Two files are not one: each volume has an identifier of its own, the same whoever makes it.</summary>
    private static Guid FileIdOf(Guid scopeId, int volume) =>
        new(SHA256.HashData([.. scopeId.ToByteArray(bigEndian: true), (byte)(volume >> 8), (byte)volume]).AsSpan(0, 16), bigEndian: true);

    /// <summary>Stands at the right of every page's head; that a signature is worth nothing comes before all else.</summary>
    private string RunningRight(ScopeStatement scope) => signing.Signer.Trusted ? AccountsOf(scope) : $"Development signature, untrusted · {AccountsOf(scope)}";

    /// <summary>Whose records these are, short enough for the top of every page; the scope's table has all of them.</summary>
    private static string AccountsOf(ScopeStatement scope)
    {
        ImmutableArray<string> targets = [.. scope.Lines.Select(l => l.TargetLabel).Distinct(StringComparer.Ordinal)];
        return targets.Length <= 2 ? string.Join(", ", targets) : $"{targets[0]} and {Number(targets.Length - 1)} more";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
