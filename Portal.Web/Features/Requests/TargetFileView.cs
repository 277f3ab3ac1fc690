using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;

namespace Portal.Web.Features.Requests;

public sealed record TargetFileForm
{
    [Display(Name = "The file")]
    [Required(ErrorMessage = "Choose a CSV file.")]
    public IFormFile? File { get; init; }

    /// <summary>No more than the limit and a byte, by which the core knows that it is too long.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken ct)
    {
        if (File is not { } file) return [];
        await using var stream = file.OpenReadStream();
        var bytes = new byte[(int)Math.Min(file.Length, PreviewTargetFile.LongestFile + 1)];
        return bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct)];
    }
}

/// <summary>The file again, as it was previewed: it travels with the page, so that nothing is kept of a file that is never applied.</summary>
public sealed record SeenFileForm
{
    /// <summary>Base64.</summary>
    public string? Seen { get; init; }

    public int Good { get; init; }

    public bool OnlyGood { get; init; }

    public byte[] Read()
    {
        var bytes = new byte[(Seen?.Length ?? 0) * 3 / 4 + 3];
        return Convert.TryFromBase64String(Seen ?? "", bytes, out var length) ? bytes[..length] : [];
    }
}

/// <param name="Review">Null before a file was read, and where it could not be.</param>
/// <param name="Seen">The file that was reviewed, base64.</param>
public sealed record TargetFileView(DraftPage Page, TargetFileForm Form, TargetFileReview? Review, string Seen);
