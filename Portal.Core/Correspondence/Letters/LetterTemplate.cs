using System.Security.Cryptography;
using System.Text;
using Fluid;

namespace Portal.Core.Correspondence.Letters;

/// <summary>One template file: front matter with the subject, then the body.</summary>
internal sealed class LetterTemplate
{
    private const string Fence = "---\n";
    private const string SubjectKey = "subject:";

    private readonly IFluidTemplate _subject;
    private readonly IFluidTemplate _body;

    private LetterTemplate(string name, int version, string language, string sha256, IFluidTemplate subject, IFluidTemplate body)
    {
        Name = name;
        Version = version;
        Language = language;
        Sha256 = sha256;
        _subject = subject;
        _body = body;
    }

    public string Name { get; }

    public int Version { get; }

    public string Language { get; }

    public string Sha256 { get; }

    /// <exception cref="LetterTemplateException">The file is not a template of this model.</exception>
    public static LetterTemplate Read(string name, int version, string language, byte[] file, Type model)
    {
        var place = $"templates/{name}/v{version}/{language}.liquid";
        var text = Encoding.UTF8.GetString(file).ReplaceLineEndings("\n");
        var end = text.StartsWith(Fence, StringComparison.Ordinal) ? text.IndexOf($"\n{Fence}", Fence.Length, StringComparison.Ordinal) : -1;
        if (end < 0)
            throw new LetterTemplateException($"{place} does not begin with front matter between two lines of ---.");

        var front = text[Fence.Length..end].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (front is not [var line] || !line.StartsWith(SubjectKey, StringComparison.Ordinal) || line.Length == SubjectKey.Length)
            throw new LetterTemplateException($"{place} must have “subject: …” as its only front matter.");

        var subject = Parse(line[SubjectKey.Length..].Trim(), place, model);
        var body = Parse(text[(end + Fence.Length + 1)..], place, model);
        return new LetterTemplate(name, version, language, Convert.ToHexStringLower(SHA256.HashData(file)), subject, body);
    }

    public RenderedLetter Render(ILetter model)
    {
        var subject = LetterText.Unescape(Render(_subject, model)).ReplaceLineEndings(" ").Trim();
        var blocks = LetterText.Parse(Render(_body, model));
        return new RenderedLetter(subject, LetterHtml.Write(blocks), LetterPlainText.Write(blocks), blocks, Name, Version, Language, Sha256);
    }

    private string Render(IFluidTemplate template, ILetter model)
    {
        try
        {
            return template.Render(new TemplateContext(model, LetterLiquid.Options, allowModelMembers: true), LetterTextEncoder.Instance, isolateContext: true);
        }
        catch (FluidException e)
        {
            throw new LetterTemplateException($"templates/{Name}/v{Version}/{Language}.liquid cannot be rendered: {e.Message}", e);
        }
    }

    private static IFluidTemplate Parse(string source, string place, Type model)
    {
        if (!LetterLiquid.Parser.TryParse(source, out var template, out var error))
            throw new LetterTemplateException($"{place} is no Liquid: {error}");
        var problems = LetterNameCheck.Problems(template, model);
        return problems.Count == 0
            ? template
            : throw new LetterTemplateException($"{place}: {string.Join("; ", problems)}.");
    }
}
