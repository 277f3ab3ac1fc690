using System.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Signing;

/// <summary>The signature of one document: its dictionary, the room its value may take, and the act itself.</summary>
/// <param name="Value">Reserved number of the signature dictionary.</param>
/// <param name="Form">Reserved number of the interactive form that names the field.</param>
internal sealed record SignatureParts(PdfDocumentOptions Options, int Value, int Form)
{
    private const int RoomForAttributes = 2048;
    private const int RoomForTimestamp = 10 * 1024;

    private IDocumentSigner Signer => Options.Signer ?? throw new InvalidOperationException("No signer was given.");

    /// <summary>Bytes of DER; the same for the same signer, so that offsets repeat.</summary>
    public int Capacity =>
        Signer.Certificate.RawData.Length + Signer.Chain.Sum(certificate => certificate.RawData.Length) + RoomForAttributes
        + (Options.Timestamps is null ? 0 : RoomForTimestamp);

    public string Entries
    {
        get
        {
            var entries = new PdfBuffer().Append("/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M("u8)
                .Append(DocumentMetadata.PdfDate(Options.CreatedUtc)).Append(")/Name"u8).AppendText(Signer.Name);
            if (Options.SigningReason.Length > 0) entries.Append("/Reason"u8).AppendText(Options.SigningReason);
            if (Options.SigningLocation.Length > 0) entries.Append("/Location"u8).AppendText(Options.SigningLocation);
            return Encoding.Latin1.GetString(entries.Written);
        }
    }

    public SignedEnding Ending => new(Value, Entries, Capacity, Sign);

    public byte[] Sign(byte[] sha256) => CadesSignature.Create(sha256, Signer, Options.Timestamps);
}
