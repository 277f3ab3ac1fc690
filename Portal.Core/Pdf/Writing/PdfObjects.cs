using System.IO.Compression;
using System.Text;

namespace Portal.Core.Pdf.Writing;

/// <summary>
/// Writes the objects of one PDF 1.7 file, each once, in whatever order they are ready. Small objects are gathered some hundreds at a time
/// into compressed object streams; a number may be reserved long before its object is written.
/// </summary>
internal sealed class PdfObjects : IDisposable
{
    private const int ObjectsPerStream = 250;
    private readonly HashingOutput output;
    private readonly CrossReferences references = new();
    private readonly PdfBuffer gathered = new(32 * 1024);
    private readonly PdfBuffer gatheredIndex = new(2048);
    private readonly PdfBuffer head = new(256);
    private readonly MemoryStream packed = new(64 * 1024);
    private int gatheredCount;
    private int gatheringStream;

    public PdfObjects(Stream stream)
    {
        output = new HashingOutput(stream);
        // Four bytes above 127 tell transfer programs that the file is binary.
        output.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>Where the bytes go. Behind a finished file an update may follow on it.</summary>
    public HashingOutput Output => output;

    public int Reserve() => references.Reserve();

    /// <summary>Writes an object into an object stream.</summary>
    public void Write(int objectNumber, PdfBuffer body) => Write(objectNumber, body.Written);

    public void Write(int objectNumber, string body) => Write(objectNumber, Encoding.Latin1.GetBytes(body));

    public void Write(int objectNumber, ReadOnlySpan<byte> body)
    {
        if (gatheredCount == 0) gatheringStream = Reserve();
        references.PlaceIn(objectNumber, gatheringStream, gatheredCount);
        gatheredIndex.Append(objectNumber).Append((byte)' ').Append(gathered.Length).Append((byte)' ');
        gathered.Append(body).Append((byte)'\n');
        if (++gatheredCount == ObjectsPerStream) FlushGathered();
    }

    /// <summary>
    /// Writes an object in the open. The catalog, the page tree and the first page are kept out of object streams so that a later
    /// incremental update (validation data, an archive time stamp) only has to append text.
    /// </summary>
    public void WritePlain(int objectNumber, ReadOnlySpan<byte> body)
    {
        references.PlaceAt(objectNumber, output.Position);
        output.Write(head.Clear().Append(objectNumber).Append(" 0 obj\n"u8).Written);
        output.Write(body);
        output.Write("\nendobj\n"u8);
    }

    /// <summary>Writes a stream object, deflated unless told otherwise. <paramref name="entries"/> are its dictionary's own.</summary>
    public void WriteStream(int objectNumber, string entries, ReadOnlySpan<byte> data, bool deflate = true)
    {
        if (deflate)
        {
            packed.SetLength(0);
            using (var compressor = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) compressor.Write(data);
            data = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        }
        references.PlaceAt(objectNumber, output.Position);
        head.Clear().Append(objectNumber).Append(" 0 obj\n<<"u8).Append(entries);
        if (deflate) head.Append("/Filter/FlateDecode"u8);
        output.Write(head.Append("/Length "u8).Append(data.Length).Append(">>stream\n"u8).Written);
        output.Write(data);
        output.Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Writes the cross-reference stream and closes the file. What is returned lets a <see cref="PdfUpdate"/> follow.</summary>
    public PdfRevision Finish(PdfTrailer trailer)
    {
        FlushGathered();
        var at = output.Position;
        output.Write(CrossReferenceTail(at, trailer));
        output.Flush();
        return new PdfRevision(trailer, at, references.Size, output.Position);
    }

    /// <summary>Closes the file with a signature dictionary as its last object, in the same pass.</summary>
    public PdfRevision FinishSigned(PdfTrailer trailer, SignedEnding ending)
    {
        FlushGathered();
        references.PlaceAt(ending.Number, output.Position);
        long at = 0;
        ending.Write(output, tableAt => CrossReferenceTail(at = tableAt, trailer));
        return new PdfRevision(trailer, at, references.Size, output.Position);
    }

    public void Dispose()
    {
        output.Dispose();
        packed.Dispose();
    }

    private byte[] CrossReferenceTail(long at, PdfTrailer trailer)
    {
        var number = Reserve();
        references.PlaceAt(number, at);
        var offsetBytes = 4;
        while (Math.Max(at, references.Size) >> (8 * offsetBytes) != 0) offsetBytes++;
        var table = references.Encode(offsetBytes);
        var width = offsetBytes + 3;
        var tail = new PdfBuffer(table.Length + 512)
            .Append(FormattableString.Invariant($"{number} 0 obj\n<</Type/XRef/Size {references.Size}/W[1 {offsetBytes} 2]{trailer.Entries(trailer.FileId)}"))
            .Append(FormattableString.Invariant($"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {width}>>/Length {table.Length}>>stream\n"))
            .Append(table)
            .Append(FormattableString.Invariant($"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n"));
        return tail.Written.ToArray();
    }

    private void FlushGathered()
    {
        if (gatheredCount == 0) return;
        var first = gatheredIndex.Length;
        gatheredIndex.Append(gathered.Written);
        WriteStream(gatheringStream, FormattableString.Invariant($"/Type/ObjStm/N {gatheredCount}/First {first}"), gatheredIndex.Written);
        gathered.Clear();
        gatheredIndex.Clear();
        gatheredCount = 0;
    }
}
