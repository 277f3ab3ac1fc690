using System.Text.Json.Serialization;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf;

/// <summary>
/// What <see cref="PdfBinder"/> must know of a draft: a whole PDF but for the stamp of each page and the signature's value, whose objects are
/// numbered and not written. Small and plain, to be kept as JSON beside the file.
/// </summary>
/// <param name="Bytes">Length of the draft.</param>
/// <param name="Sha256">Of the draft; 64 lower-case hexadecimal digits.</param>
/// <param name="Stamps">Object number of each page's stamp, in order of the pages.</param>
/// <param name="Characters">All that a stamp may hold.</param>
/// <param name="CrossReferencesAt">Offset of the draft's table of objects, bytes.</param>
/// <param name="Objects">One more than the highest object number given out.</param>
/// <param name="FileId">32 hexadecimal digits.</param>
public sealed record PdfDraft(
    int Pages,
    long Bytes,
    string Sha256,
    IReadOnlyList<int> Stamps,
    IReadOnlyList<StampCharacter> Characters,
    long CrossReferencesAt,
    int Objects,
    int Catalog,
    int Information,
    string FileId)
{
    /// <summary>What the signature needs; null where the document is not to be signed.</summary>
    [JsonInclude]
    internal SignaturePlan? Signature { get; init; }

    [JsonIgnore]
    internal PdfRevision Revision => new(new PdfTrailer(Catalog, Information, FileId), CrossReferencesAt, Objects, Bytes);
}

/// <summary>A character as the draft's own font draws it: stamps are set without looking at a font again, on whatever machine.</summary>
/// <param name="Font">Object number of the font.</param>
/// <param name="Resource">What pages call the font.</param>
/// <param name="Glyphs">The inside of a TJ array.</param>
/// <param name="Width">In ems.</param>
public sealed record StampCharacter(char Character, int Font, string Resource, ReadOnlyMemory<byte> Glyphs, double Width);
