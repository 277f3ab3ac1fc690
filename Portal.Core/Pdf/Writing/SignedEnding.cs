using System.Text;

namespace Portal.Core.Pdf.Writing;

/// <summary>
/// Ends a file, or an update, with a signature dictionary as its last object. The tail behind the signature's value is composed in memory first, so
/// its length is known, the byte range can be filled in, and one pass over a stream that need not seek suffices.
/// </summary>
/// <param name="Number">The reserved number of the signature dictionary.</param>
/// <param name="Entries">Its entries but for ByteRange and Contents.</param>
/// <param name="Capacity">Bytes set aside for the DER of the value; a longer one throws.</param>
/// <param name="Sign">Takes the SHA-256 of everything but the value, gives the DER of a detached CMS signature or of a time-stamp token.</param>
internal sealed record SignedEnding(int Number, string Entries, int Capacity, Func<byte[], byte[]> Sign)
{
    private const int ByteRangeWidth = 60;
    private const string ContentsKey = "/Contents ";

    /// <param name="crossReferences">Composes the cross-reference section as it reads when it lies at the given offset, up to the end of the file.</param>
    /// <exception cref="InvalidOperationException">The value does not fit.</exception>
    public void Write(HashingOutput output, Func<long, byte[]> crossReferences)
    {
        var hexLength = (Capacity * 2) + 2;
        var opening = FormattableString.Invariant($"{Number} 0 obj\n<<{Entries}");
        var contentsAt = output.Position + opening.Length + ByteRangeWidth + ContentsKey.Length;
        var tailAt = contentsAt + hexLength;
        var closing = ">>\nendobj\n"u8;
        byte[] tail = [.. closing, .. crossReferences(tailAt + closing.Length)];
        var byteRange = FormattableString.Invariant($"/ByteRange[0 {contentsAt} {tailAt} {tail.Length}]").PadRight(ByteRangeWidth);
        output.Write(Encoding.Latin1.GetBytes(opening + byteRange + ContentsKey));

        var signature = Sign(output.HashWith(tail));
        if (signature.Length > Capacity)
            throw new InvalidOperationException(
                $"The signature takes {signature.Length} bytes where {Capacity} were set aside. Allow more for its certificates and time stamp.");
        var value = new PdfBuffer(hexLength).Append((byte)'<').AppendHex(signature);
        while (value.Length < hexLength - 1) value.Append((byte)'0');
        output.Write(value.Append((byte)'>').Written);
        output.Write(tail);
        output.Flush();
    }
}
