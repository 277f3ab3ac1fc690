using System.Collections.Immutable;

namespace Portal.Core.Correspondence.Letters;

/// <summary>A letter or certificate as it goes out, with what is needed to show later which text it was made from.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Html">A fragment of headings, paragraphs, lists and rows, every text encoded; no document around it.</param>
/// <param name="PlainText">The same in plain text, <c>\n</c> line ends.</param>
/// <param name="Blocks">The same as structure, for a PDF.</param>
/// <param name="TemplateName">Folder and name, such as <c>letters/acknowledgement</c>.</param>
/// <param name="Language">As in the file's name, such as <c>en</c>.</param>
/// <param name="TemplateSha256">SHA-256 of the template's bytes, 64 lower-case hex digits.</param>
public sealed record RenderedLetter(
    string Subject,
    string Html,
    string PlainText,
    ImmutableArray<LetterBlock> Blocks,
    string TemplateName,
    int TemplateVersion,
    string Language,
    string TemplateSha256);
