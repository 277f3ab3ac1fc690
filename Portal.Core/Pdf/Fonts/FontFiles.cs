using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using HarfBuzzSharp;

namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// Font files, mapped into memory once a process however many faces are opened of them: what is never drawn is never read, and the system may
/// drop what it has read. Maps live as long as the process. Package managers put a new file in the place of an old one, which a map outlives.
/// </summary>
internal static class FontFiles
{
    private static readonly ConcurrentDictionary<string, Lazy<Blob?>> Mapped = new(StringComparer.Ordinal);

    /// <summary>Null where the file cannot be read or is empty.</summary>
    public static Blob? Open(string path) => Mapped.GetOrAdd(path, key => new Lazy<Blob?>(() => Map(key))).Value;

    private static unsafe Blob? Map(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length is 0 or > int.MaxValue) return null;
            var view = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read)
                .CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            var blob = new Blob((nint)start, (int)length, MemoryMode.ReadOnly);
            blob.MakeImmutable();
            return blob;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
