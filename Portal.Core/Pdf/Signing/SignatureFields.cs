using System.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// What must be fixed before a document is signed and is needed while it is: plain enough to be kept as JSON beside a draft that is signed later, in an update.
/// </summary>
/// <param name="Value">Reserved number of the signature dictionary.</param>
/// <param name="ArchiveField">Number of the field that waits for the document time stamp; null below level B-LTA.</param>
/// <param name="ArchiveFieldEntries">Its dictionary without the closing brackets, or "".</param>
/// <param name="CatalogEntries">The newest catalog without the closing brackets; Latin-1 syntax.</param>
internal sealed record SignaturePlan(int Value, int? ArchiveField, string ArchiveFieldEntries, string CatalogEntries);

/// <summary>
/// The form with its fields. The one for the document time stamp is there from the start, empty: filling it later is all that an update has to
/// do, and page, form and tagged structure stay as they were signed.
/// </summary>
internal sealed class SignatureFields
{
    private readonly int value;
    private readonly int signatureField;
    private readonly int? archiveField;
    private string archiveEntries = "";

    private SignatureFields(PdfObjects objects, bool archive)
    {
        value = objects.Reserve();
        signatureField = objects.Reserve();
        Form = objects.Reserve();
        archiveField = archive ? objects.Reserve() : null;
    }

    /// <summary>Number of the interactive form.</summary>
    public int Form { get; }

    /// <summary>The fields' widgets, which belong on the first page.</summary>
    public IReadOnlyList<int> Annotations => archiveField is { } number ? [signatureField, number] : [signatureField];

    /// <exception cref="InvalidOperationException">The level asks for a part that is not there.</exception>
    public static SignatureFields Reserve(PdfObjects objects, DocumentSigning signing)
    {
        signing.Check();
        return new SignatureFields(objects, signing.Level == SignatureLevel.LTA);
    }

    public void Write(PdfObjects objects, StructureTree structure, int page)
    {
        Put(signatureField, Widget("Signature1", "Digital signature", page, structure.AddAnnotation(signatureField, page)) + FormattableString.Invariant($"/V {value} 0 R"));
        if (archiveField is { } number)
        {
            archiveEntries = Widget("Timestamp1", "Archive time stamp", page, structure.AddAnnotation(number, page));
            Put(number, archiveEntries);
        }
        objects.Write(Form, $"<</Fields[{string.Join(' ', Annotations.Select(each => FormattableString.Invariant($"{each} 0 R")))}]/SigFlags 3>>");

        void Put(int at, string entries) => objects.WritePlain(at, Encoding.Latin1.GetBytes(entries + ">>"));
    }

    public SignaturePlan Plan(string catalogEntries) => new(value, archiveField, archiveEntries, catalogEntries);

    /// <summary>No size and no look: a signature covers the file, and the reader's own panel shows it better than a picture could. 132: printed, locked.</summary>
    private static string Widget(string name, string says, int page, int key) => FormattableString.Invariant(
        $"<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/TU({says})/Contents({says})/P {page} 0 R/Rect[0 0 0 0]/F 132/StructParent {key}");
}
