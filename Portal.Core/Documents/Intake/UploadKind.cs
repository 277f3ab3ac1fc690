namespace Portal.Core.Documents.Intake;

internal enum UploadKind
{
    Unknown,
    Word,
    OldOffice,
    Office,
    RichText,
    Zip,
    Picture,
    WebPage,
    Mail,
    Program,
}

/// <summary>
/// What a file that is no PDF is, by its first bytes: so that its sender can be told how to make a PDF of it. A file that begins as
/// one of these is refused even where a PDF follows: it would be two things to two programs.
/// </summary>
internal static class UploadKinds
{
    private const int Looked = 64 * 1024;

    public static UploadKind Of(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, Looked)];
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8)) return OfZip(file);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return UploadKind.OldOffice;
        if (start.StartsWith("{\\rtf"u8)) return UploadKind.RichText;
        if (IsPicture(start)) return UploadKind.Picture;
        if (start.StartsWith("MZ"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x7F, 0x45, 0x4C, 0x46])) return UploadKind.Program;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]) || start.StartsWith("Rar!"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return UploadKind.Zip;
        return OfText(start);
    }

    private static UploadKind OfZip(ReadOnlySpan<byte> file)
    {
        // Office files name their parts in clear, in the local headers and again in the directory at the end.
        if (file.IndexOf("word/document.xml"u8) >= 0) return UploadKind.Word;
        return file.IndexOf("[Content_Types].xml"u8) >= 0 || file.IndexOf("application/vnd.oasis.opendocument"u8) >= 0 ? UploadKind.Office : UploadKind.Zip;
    }

    private static bool IsPicture(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
        || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || start.StartsWith("GIF8"u8)
        || start.StartsWith("II*\0"u8)
        || start.StartsWith("MM\0*"u8)
        || start.StartsWith("BM"u8)
        || (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..12].SequenceEqual("WEBP"u8))
        || (start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8));

    private static UploadKind OfText(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (Begins(start, "<!doctype"u8) || Begins(start, "<html"u8) || Begins(start, "<head"u8) || Begins(start, "<script"u8) || Begins(start, "<?xml"u8) || Begins(start, "<svg"u8))
            return UploadKind.WebPage;
        return Begins(start, "received:"u8) || Begins(start, "return-path:"u8) || Begins(start, "from:"u8) || Begins(start, "mime-version:"u8) ? UploadKind.Mail : UploadKind.Unknown;
    }

    private static bool Begins(ReadOnlySpan<byte> start, ReadOnlySpan<byte> lowerCase) =>
        start.Length >= lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(start[..lowerCase.Length], lowerCase);
}
