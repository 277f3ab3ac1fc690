using System.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// The end of a signed file: the signature, and from level B-LT on an update with validation data, which at B-LTA ends in a document time stamp over
/// everything before it. Forward only, on a running hash.
/// </summary>
internal sealed class SignedFinish(HashingOutput output, PdfDocumentOptions options, SignaturePlan plan)
{
    private const int RoomForAttributes = 2048;
    private readonly DocumentSigning signing = options.Signing ?? throw new InvalidOperationException("No signer was given.");
    private byte[] value = [];

    /// <param name="finish">Ends the file, or the update of a draft, with this signature as its last object.</param>
    /// <exception cref="SigningException">Key, time stamp or revocation list was not to be had.</exception>
    public PdfRevision Finish(Func<SignedEnding, PdfRevision> finish)
    {
        signing.Check();
        var revision = finish(new SignedEnding(plan.Value, SignatureEntries(), SignatureCapacity, Sign));
        if (signing.Level < SignatureLevel.LT) return revision;
        var data = ValidationData.Collect(value, signing);
        var update = new PdfUpdate(output, revision);
        var store = data.Write(update);
        update.Write(revision.Trailer.Root, plan.CatalogEntries + FormattableString.Invariant($"/DSS {store} 0 R>>"));
        return signing.Level < SignatureLevel.LTA ? update.Finish() : Stamp(update);
    }

    /// <summary>Bytes of DER; the same for the same signer, so that offsets repeat.</summary>
    private int SignatureCapacity =>
        signing.Signer.Certificate.RawData.Length + signing.Signer.Chain.Sum(certificate => certificate.RawData.Length) + RoomForAttributes
        + (Timestamps?.LargestToken ?? 0);

    private ITimestampAuthority? Timestamps => signing.Level >= SignatureLevel.T ? signing.Timestamps : null;

    private byte[] Sign(byte[] sha256) => value = CadesSignature.Create(sha256, signing.Signer, Timestamps);

    private PdfRevision Stamp(PdfUpdate update)
    {
        if (plan.ArchiveField is not { } field || Timestamps is not { } authority)
            throw new InvalidOperationException("The document was begun without a field for its archive time stamp.");
        var stamp = update.Reserve();
        update.Write(field, plan.ArchiveFieldEntries + FormattableString.Invariant($"/V {stamp} 0 R>>"));
        return update.FinishSigned(new SignedEnding(
            stamp, "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161", authority.LargestToken, hash => authority.Timestamp(hash)));
    }

    private string SignatureEntries()
    {
        var entries = new PdfBuffer().Append("/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M("u8)
            .Append(DocumentMetadata.PdfDate(options.SignedUtc ?? options.CreatedUtc)).Append(")/Name"u8).AppendText(signing.Signer.Name);
        if (options.SigningReason.Length > 0) entries.Append("/Reason"u8).AppendText(options.SigningReason);
        if (options.SigningLocation.Length > 0) entries.Append("/Location"u8).AppendText(options.SigningLocation);
        return Encoding.Latin1.GetString(entries.Written);
    }
}
