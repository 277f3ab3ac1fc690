namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>One object of an update: a dictionary, or a stream with its dictionary. Ours appends no others.</summary>
/// <param name="At">Offset in the file.</param>
internal sealed record AppendedObject(int Number, long At, Dictionary<string, string> Entries, ReadOnlyMemory<byte>? Stream)
{
    /// <param name="at">Where it begins in <paramref name="bytes"/>; moved to behind it.</param>
    /// <param name="offset">Of the first byte, in the file.</param>
    /// <exception cref="UnexpectedSyntaxException">It is not in the form our writer gives.</exception>
    public static AppendedObject Read(ReadOnlyMemory<byte> bytes, ref int at, long offset)
    {
        var span = bytes.Span;
        var start = at;
        var number = PdfDictionary.Number(span, ref at);
        if (number is 0 or > int.MaxValue) throw new UnexpectedSyntaxException("An object has an impossible number.");
        at = PdfDictionary.Expect(span, at, " 0 obj\n"u8);
        var entries = PdfDictionary.Read(span[at..], out var used);
        at += used;
        ReadOnlyMemory<byte>? stream = null;
        if (span[at..].StartsWith("stream\n"u8))
        {
            at += "stream\n"u8.Length;
            var length = entries.Integer("Length");
            if (length > span.Length - at) throw new UnexpectedSyntaxException("A stream does not end.");
            stream = bytes.Slice(at, length);
            at = PdfDictionary.Expect(span, at + length, "\nendstream"u8);
        }
        at = PdfDictionary.Expect(span, at, "\nendobj\n"u8);
        return new AppendedObject((int)number, offset + start, entries, stream);
    }
}
