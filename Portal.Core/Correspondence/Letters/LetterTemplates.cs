using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Portal.Core.EuEvidence;
using Portal.Core.Notices;
using Portal.Core.Notifications;

namespace Portal.Core.Correspondence.Letters;

/// <summary>
/// Every template beside the program, read and checked at once. A published version is never edited: the file
/// <c>published.sha256</c> (as <c>sha256sum</c> writes it) names each with its hash, and a difference stops the program.
/// </summary>
public sealed class LetterTemplates
{
    private const string PublishedFile = "published.sha256";

    private static readonly ImmutableDictionary<string, Type> Models = new (string Name, Type Model)[]
    {
        Kind<AcknowledgementLetter>(),
        Kind<QuestionLetter>(),
        Kind<RejectionLetter>(),
        Kind<SupersededLetter>(),
        Kind<AppealDecisionLetter>(),
        Kind<NarrowedApprovalLetter>(),
        Kind<ReleaseNoticeLetter>(),
        Kind<RecallNoticeLetter>(),
        Kind<PreservationAcknowledgementLetter>(),
        Kind<PreservationDeclinedLetter>(),
        Kind<PreservationLapsedLetter>(),
        Kind<WithdrawalConfirmationLetter>(),
        Kind<ClosedWithoutReplyLetter>(),
        Kind<MessageLetter>(),
        Kind<ExtensionLetter>(),
        Kind<AnnexIIIForm>(),
        Kind<EnforcingObjectionLetter>(),
        Kind<ModerationReferralLetter>(),
        Kind<DsaInformationLetter>(),
        Kind<AuthenticityCertificateModel>(),
        Kind<UserNoticeLetter>(),
        Kind<DelayedUserNoticeLetter>(),
    }.Concat(MailServices.Templates).ToImmutableDictionary(k => k.Name, k => k.Model, StringComparer.Ordinal);

    private readonly ImmutableArray<LetterTemplate> _templates;

    private LetterTemplates(ImmutableArray<LetterTemplate> templates) => _templates = templates;

    /// <summary>The names of all kinds of letters, mails, certificates and notices, sorted.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Models.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads the <c>templates</c> folder beside the program.</summary>
    /// <exception cref="LetterTemplateException">As <see cref="Load(string)"/>.</exception>
    public static LetterTemplates Load() => Load(Path.Combine(AppContext.BaseDirectory, "templates"));

    /// <summary>Reads a folder that holds <c>letters/{name}/v{n}/{language}.liquid</c>, <c>emails/…</c>, <c>certificates/…</c>, <c>notices/…</c> and <c>published.sha256</c>.</summary>
    /// <exception cref="LetterTemplateException">
    /// A file is missing or changed, is no Liquid, or names what its model lacks; or a kind of letter has no English template.
    /// </exception>
    public static LetterTemplates Load(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var list = Path.Combine(directory, PublishedFile);
        if (!File.Exists(list))
            throw new LetterTemplateException($"{list} is missing: it lists the published templates.");

        var templates = ImmutableArray.CreateBuilder<LetterTemplate>();
        var published = ReadPublished(list);
        foreach (var (path, sha256) in published)
            templates.Add(ReadTemplate(directory, path, sha256));

        foreach (var file in Directory.EnumerateFiles(directory, "*.liquid", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(directory, file).Replace(Path.DirectorySeparatorChar, '/');
            if (IsOurs(path) && !published.ContainsKey(path))
                throw new LetterTemplateException($"templates/{path} is not listed in {PublishedFile}: add its line when it is published.");
        }

        foreach (var name in Names.Where(n => !templates.Any(t => t.Name == n && t.Language == "en")))
            throw new LetterTemplateException($"templates/{name} has no English template.");
        return new LetterTemplates(templates.ToImmutable());
    }

    /// <summary>Renders a letter.</summary>
    /// <param name="language">As in the file's name.</param>
    /// <param name="version">The newest if null.</param>
    /// <exception cref="LetterTemplateException">There is no such template.</exception>
    public RenderedLetter Render<T>(T letter, string language = "en", int? version = null)
        where T : ILetter
    {
        ArgumentNullException.ThrowIfNull(letter);
        var template = _templates
            .Where(t => t.Name == T.TemplateName && t.Language == language && (version is null || t.Version == version))
            .MaxBy(t => t.Version)
            ?? throw new LetterTemplateException($"There is no template {T.TemplateName} in “{language}”{(version is null ? "" : string.Create(CultureInfo.InvariantCulture, $", version {version}"))}.");
        return template.Render(letter);
    }

    /// <summary>The language of a published template, from its hash; English where it is no longer among them.</summary>
    /// <param name="sha256">As a letter keeps it.</param>
    public string LanguageOf(string? sha256) => _templates.FirstOrDefault(t => t.Sha256 == sha256)?.Language ?? "en";

    private static (string Name, Type Model) Kind<T>()
        where T : ILetter => (T.TemplateName, typeof(T));

    private static bool IsOurs(string path) =>
        path.StartsWith("letters/", StringComparison.Ordinal) || path.StartsWith("emails/", StringComparison.Ordinal)
        || path.StartsWith("certificates/", StringComparison.Ordinal) || path.StartsWith("notices/", StringComparison.Ordinal);

    private static ImmutableDictionary<string, string> ReadPublished(string list)
    {
        var published = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(list).Where(l => l.Length > 0))
        {
            if (line.Split("  ", 2) is not [{ Length: 64 } sha256, var path] || !published.TryAdd(path, sha256))
                throw new LetterTemplateException($"{PublishedFile} has a line that is not “hash, two spaces, path” or names a path twice: {line}");
        }

        return published.ToImmutable();
    }

    private static LetterTemplate ReadTemplate(string directory, string path, string sha256)
    {
        if (path.Split('/') is not [var kind, var title, ['v', .. var number], var file]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || Path.GetExtension(file) != ".liquid")
            throw new LetterTemplateException($"{PublishedFile} names {path}, which is not of the form letters/name/v1/en.liquid.");

        var name = $"{kind}/{title}";
        if (!Models.TryGetValue(name, out var model))
            throw new LetterTemplateException($"templates/{path} belongs to no kind of letter that the program knows.");

        var full = Path.Combine(directory, path);
        if (!File.Exists(full))
            throw new LetterTemplateException($"templates/{path} is listed as published and missing.");
        var bytes = File.ReadAllBytes(full);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
            throw new LetterTemplateException($"templates/{path} was changed after it was published. Restore it and publish the change as a new version.");
        return LetterTemplate.Read(name, version, Path.GetFileNameWithoutExtension(file), bytes, model);
    }
}
