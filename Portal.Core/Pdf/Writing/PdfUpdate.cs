using System.IO.Compression;
using System.Text;

namespace Portal.Core.Pdf.Writing;

/// <summary>
/// An incremental update (ISO 32000-1, 7.5.6): objects behind the end of a finished file, and a cross-reference stream that names them and leads
/// back to the earlier one. No earlier byte changes, so a signature over them goes on holding. It may define objects that the earlier
/// revision reserved and left open, replace existing ones and add new ones. Not for two threads at once.
/// </summary>
internal sealed class PdfUpdate
{
    private readonly HashingOutput output;
    private readonly PdfRevision earlier;
    private readonly SortedDictionary<int, long> places = [];
    private readonly string revisionId;
    private int size;

    /// <param name="output">Has been given every byte of the earlier revision and no more: see <see cref="HashingOutput.Copy"/>.</param>
    /// <exception cref="ArgumentException">It has been given another number of bytes.</exception>
    public PdfUpdate(HashingOutput output, PdfRevision earlier)
    {
        if (output.Position != earlier.Length)
            throw new ArgumentException($"The file to update has {earlier.Length} bytes; {output.Position} were passed on.", nameof(earlier));
        this.output = output;
        this.earlier = earlier;
        size = earlier.Size;
        revisionId = Convert.ToHexString(output.HashWith(default).AsSpan(0, 16));
    }

    /// <summary>A new number; one that the earlier revision gave out and left open needs none.</summary>
    public int Reserve() => size++;

    /// <summary>Writes an object in the open.</summary>
    /// <exception cref="ArgumentException">The number was never given out, or was written in this update already.</exception>
    public void Write(int objectNumber, ReadOnlySpan<byte> body)
    {
        Place(objectNumber);
        output.Write(Encoding.Latin1.GetBytes(FormattableString.Invariant($"{objectNumber} 0 obj\n")));
        output.Write(body);
        output.Write("\nendobj\n"u8);
    }

    public void Write(int objectNumber, PdfBuffer body) => Write(objectNumber, body.Written);

    /// <inheritdoc cref="Write(int, ReadOnlySpan{byte})"/>
    /// <param name="body">Latin-1 syntax, never text a person wrote.</param>
    public void Write(int objectNumber, string body) => Write(objectNumber, Encoding.Latin1.GetBytes(body));

    /// <summary>Writes a stream object, deflated unless told otherwise. <paramref name="entries"/> are its dictionary's own.</summary>
    public void WriteStream(int objectNumber, string entries, ReadOnlySpan<byte> data, bool deflate = true)
    {
        if (deflate)
        {
            using var packed = new MemoryStream();
            using (var compressor = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) compressor.Write(data);
            data = packed.GetBuffer().AsSpan(0, (int)packed.Length);
            entries += "/Filter/FlateDecode";
        }
        Place(objectNumber);
        output.Write(Encoding.Latin1.GetBytes(FormattableString.Invariant($"{objectNumber} 0 obj\n<<{entries}/Length {data.Length}>>stream\n")));
        output.Write(data);
        output.Write("\nendstream\nendobj\n"u8);
    }

    /// <summary>Closes the update. Another may follow behind what is returned.</summary>
    public PdfRevision Finish()
    {
        var at = output.Position;
        output.Write(CrossReferences(at));
        output.Flush();
        return Revision(at);
    }

    /// <summary>Closes the update with a signature dictionary as its last object, whose value covers the whole file, the earlier revisions included.</summary>
    public PdfRevision FinishSigned(SignedEnding ending)
    {
        Place(ending.Number);
        long at = 0;
        ending.Write(output, tableAt => CrossReferences(at = tableAt));
        return Revision(at);
    }

    private PdfRevision Revision(long crossReferencesAt) => new(earlier.Trailer, crossReferencesAt, size, output.Position);

    private void Place(int objectNumber)
    {
        if (objectNumber <= 0 || objectNumber >= size) throw new ArgumentException($"Object {objectNumber} was never reserved.", nameof(objectNumber));
        if (!places.TryAdd(objectNumber, output.Position)) throw new ArgumentException($"Object {objectNumber} is in this update already.", nameof(objectNumber));
    }

    /// <summary>Names this update's objects only. Left undeflated: it is a few rows, and whoever judges the update can read it as it stands.</summary>
    private byte[] CrossReferences(long at)
    {
        var number = Reserve();
        places.Add(number, at);
        var offsetBytes = 4;
        while (at >> (8 * offsetBytes) != 0) offsetBytes++;
        var (index, table) = (new PdfBuffer(), new PdfBuffer());
        foreach (var (first, count) in Runs()) index.Append(first).Append((byte)' ').Append(count).Append((byte)' ');
        foreach (var place in places.Values)
        {
            table.Append((byte)1);
            for (var i = offsetBytes - 1; i >= 0; i--) table.Append((byte)(place >> (8 * i)));
            table.Append((byte)0);
        }
        return new PdfBuffer(table.Length + 512)
            .Append(FormattableString.Invariant($"{number} 0 obj\n<</Type/XRef/Size {size}/W[1 {offsetBytes} 1]/Index["))
            .Append(index.Written)
            .Append(FormattableString.Invariant($"]{earlier.Trailer.Entries(revisionId)}/Prev {earlier.CrossReferencesAt}/Length {table.Length}>>stream\n"))
            .Append(table.Written)
            .Append(FormattableString.Invariant($"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n"))
            .Written.ToArray();
    }

    private IEnumerable<(int First, int Count)> Runs()
    {
        var (first, next) = (0, 0);
        foreach (var number in places.Keys)
        {
            if (number != next)
            {
                if (next > first) yield return (first, next - first);
                first = number;
            }
            next = number + 1;
        }
        yield return (first, next - first);
    }
}
