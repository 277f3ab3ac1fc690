using System.Security.Cryptography;
using Portal.Core.Correspondence.Letters;

namespace Portal.Tests.Templates;

public sealed class LetterTemplatesTests : IDisposable
{
    private const string Path1 = "letters/recall-notice/v1/en.liquid";
    private readonly string _folder = Directory.CreateTempSubdirectory("letters-").FullName;

    public LetterTemplatesTests()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "templates");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_PublishedFileChanged_IsRefused()
    {
        File.AppendAllText(Path.Combine(_folder, Path1), "\nOne more line.\n");

        Assert.Contains("changed after it was published", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileNotPublished_IsRefused()
    {
        Write("letters/recall-notice/v2/en.liquid", "---\nsubject: x\n---\nText.\n", publish: false);

        Assert.Contains("letters/recall-notice/v2/en.liquid is not listed", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PublishedFileMissing_IsRefused()
    {
        File.Delete(Path.Combine(_folder, Path1));

        Assert.Contains("missing", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFolder_IsRefused() =>
        Assert.Throws<LetterTemplateException>(() => LetterTemplates.Load(Path.Combine(_folder, "nowhere")));

    [Fact]
    public void Load_KindThatNoModelHas_IsRefused()
    {
        Write("letters/greeting/v1/en.liquid", "---\nsubject: x\n---\nText.\n");

        Assert.Contains("no kind of letter", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ nobody }}", "the model has no “nobody”")]
    [InlineData("{{ head.nobody }}", "the model has no “head.nobody”")]
    [InlineData("{% if replaced %}{% else %}{{ head.nobody }}{% endif %}", "the model has no “head.nobody”")]
    [InlineData("{% if nobody %}x{% endif %}", "the model has no “nobody”")]
    [InlineData("{% for a in nobody %}{% endfor %}", "the model has no “nobody”")]
    [InlineData("{% for a in head %}{% endfor %}", "is no list")]
    [InlineData("{{ head.date }}", "without a filter")]
    [InlineData("{{ head }}", "without a filter")]
    [InlineData("{{ why | day }}", "does not take a String")]
    [InlineData("{{ why | raw }}", "the filter “raw” is unknown")]
    [InlineData("{{ why | upcase }}", "the filter “upcase” is unknown")]
    [InlineData("{% assign a = why %}{{ a }}", "the tag “assign” is not for letters")]
    [InlineData("{% include 'other' %}", "the tag “include” is not for letters")]
    [InlineData("{% if %}", "is no Liquid")]
    public void Load_TemplateThatItsModelDoesNotCarry_IsRefused(string body, string why)
    {
        Write("letters/recall-notice/v2/en.liquid", $"---\nsubject: x\n---\n{body}\n");

        Assert.Contains(why, Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text only.\n")]
    [InlineData("---\nsubject:\n---\nText.\n")]
    [InlineData("---\ntitle: x\n---\nText.\n")]
    [InlineData("---\nsubject: x\nText.\n")]
    public void Load_FrontMatterWrong_IsRefused(string file)
    {
        Write("letters/recall-notice/v2/en.liquid", file);

        Assert.Contains("letters/recall-notice/v2/en.liquid", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TwoVersions_TakesTheNewestAndStillKnowsTheOlder()
    {
        Write("letters/recall-notice/v2/en.liquid", "---\nsubject: Second {{ package }}\n---\nText.\n");
        Write("letters/recall-notice/v10/en.liquid", "---\nsubject: Tenth {{ package }}\n---\nText.\n");
        var templates = LetterTemplates.Load(_folder);

        Assert.Equal("Tenth PKG-2026-000093", templates.Render(SampleLetters.Recall).Subject);
        Assert.Equal("Second PKG-2026-000093", templates.Render(SampleLetters.Recall, version: 2).Subject);
        Assert.Equal(1, templates.Render(SampleLetters.Recall, version: 1).TemplateVersion);
        Assert.Throws<LetterTemplateException>(() => templates.Render(SampleLetters.Recall, version: 3));
        Assert.Throws<LetterTemplateException>(() => templates.Render(SampleLetters.Recall, language: "fr"));
    }

    private string Refusal() => Assert.Throws<LetterTemplateException>(() => LetterTemplates.Load(_folder)).Message;

    private void Write(string path, string text, bool publish = true)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (publish)
            File.AppendAllText(Path.Combine(_folder, "published.sha256"), $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(full)))}  {path}\n");
    }
}
