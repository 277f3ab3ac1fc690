using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>
/// <c>&lt;p-file for="Order" label="The signed order" accept=".pdf" max-megabytes="20" /&gt;</c> in a form with
/// <c>enctype="multipart/form-data"</c>; a plain file input that also takes drops where script runs.
/// </summary>
[HtmlTargetElement("p-file", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FileDrop : Question
{
    /// <summary>As in HTML: ".pdf,.png".</summary>
    public string? Accept { get; set; }

    public int? MaxMegabytes { get; set; }

    public bool Multiple { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Hint is null && (Accept is not null || MaxMegabytes is not null))
        {
            var kinds = Accept?.Replace(".", "", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal).ToUpperInvariant();
            Hint = string.Join(", ", new[] { kinds, MaxMegabytes is { } max ? $"up to {InWords.Number(max)} MB" : null }.OfType<string>());
        }

        var input = Markup.Element("input", "file-input").Attribute("id", Id).Attribute("name", Name).Attribute("type", "file")
            .Attribute("accept", Accept).Flag("multiple", Multiple).Attribute("aria-describedby", DescribedBy())
            .Attribute("aria-invalid", HasErrors ? "true" : null);
        if (MaxMegabytes is { } limit) input.Attribute("data-max-bytes", limit * 1_000_000L);
        output.Become(Labelled(Markup.Element("div", "file-drop").Attribute("data-file-drop", "").With(Markup.Icon("upload"))
            .With(Markup.Element("div").With(input).With(Markup.Element("p", "file-drop-words").Attribute("role", "status")))));
    }
}

/// <summary>What the safe pipeline says of an upload.</summary>
public enum ScanState
{
    /// <summary>Stored, not yet looked at.</summary>
    Waiting,

    Clean,

    /// <summary>Stored; nobody looked for malware in it.</summary>
    Unscanned,

    /// <summary>Refused; the note says why and what to do.</summary>
    Refused,
}

/// <summary><c>&lt;p-upload name="warrant.pdf" bytes="81234" scan="Clean" sha256="…" href="…"&gt;a remove button&lt;/p-upload&gt;</c>: a file already sent.</summary>
[HtmlTargetElement("p-upload")]
public sealed class UploadedFile : TagHelper
{
    public string Name { get; set; } = "";

    public long Bytes { get; set; }

    public ScanState Scan { get; set; }

    /// <summary>Replaces the usual words for the state.</summary>
    public string? Note { get; set; }

    public string? Sha256 { get; set; }

    public string? Href { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var (meaning, words) = Scan switch
        {
            ScanState.Clean => (Meaning.Good, "Checked"),
            ScanState.Refused => (Meaning.Stopped, "Refused"),
            ScanState.Unscanned => (Meaning.Neutral, "Not scanned"),
            _ => (Meaning.Waiting, "Being checked"),
        };
        var name = Markup.Element(Markup.Link(Href) is null ? "bdi" : "a", "upload-name").Attribute("href", Markup.Link(Href)).With(Name);
        var text = Markup.Element("div", "upload-text").With(name).With(" ").With(Markup.Element("span", "muted").With(InWords.Bytes(Bytes)));
        if (Note is not null) text.With(Markup.Element("p", "hint").With(Note));
        if (Sha256 is not null) text.With(Markup.Element("div").With(HashLine.Build(Sha256, "SHA-256")));
        var status = Markup.Element("span", $"status {meaning.Css()}").With(Markup.Icon(meaning.Icon())).With(Markup.Element("span").With(words));
        output.Become(Markup.Element("div", "upload").With(Markup.Icon("file")).With(text).With(status).With(await output.ChildOrNullAsync()));
    }
}
