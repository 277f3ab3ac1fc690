using Portal.Core.Pdf;
using Portal.Core.Pdf.Fonts;

namespace Portal.Tests.Core.Pdf;

/// <summary>A folder of its own for one test, and short ways to write documents into it.</summary>
public abstract class PdfTrial : IDisposable
{
    protected static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    protected PdfTrial()
    {
        Folder = Directory.CreateTempSubdirectory("portal-pdf-").FullName;
    }

    protected string Folder { get; }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static PdfDocumentOptions Options() => new() { Title = "Trial", Author = "Tests", CreatedUtc = Noon };

    /// <summary>Writes a document to a file through a stream that can do nothing but write.</summary>
    protected (string Path, PdfSummary Summary) Write(Action<PdfDocument> compose, PdfDocumentOptions? options = null, string name = "trial.pdf")
    {
        RequireFonts();
        var path = Path.Combine(Folder, name);
        using var file = new ForwardOnly(File.Create(path));
        using var pdf = new PdfDocument(file, options ?? Options());
        compose(pdf);
        return (path, pdf.Finish());
    }

    protected (string Path, PdfSummary Summary) WriteMessages(IEnumerable<string> bodies, PdfDocumentOptions? options = null) => Write(
        pdf =>
        {
            using var messages = pdf.BeginMessages();
            foreach (var body in bodies) messages.Row(new MessageRow("12:00:00", "alice", ["bob"], body));
        },
        options);

    protected internal static void RequireFonts()
    {
        try
        {
            FontLibrary.System.EnsureUsable();
        }
        catch (FontsMissingException e)
        {
            Assert.Skip(e.Message);
        }
    }

    protected static void RequireFont(string fileName)
    {
        if (FindFont(fileName) is null) Assert.Skip($"The font {fileName} is not installed.");
    }

    protected internal static string? FindFont(string fileName) => Directory.Exists("/usr/share/fonts")
        ? Directory.EnumerateFiles("/usr/share/fonts", fileName, SearchOption.AllDirectories).FirstOrDefault()
        : null;

    /// <summary>Neither seeks nor tells its position, like a stream that encrypts.</summary>
    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
