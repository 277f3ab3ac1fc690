namespace Portal.Tests.Architecture;

/// <summary>The files of this repository as they are written, for the rules that the compiler forgets.</summary>
internal static class SourceFiles
{
    private static readonly string[] NotWritten = ["bin", "obj", "node_modules", "Migrations"];

    /// <summary>The folder of <c>Portal.sln</c>; skips the test where the tests run without their sources.</summary>
    public static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Portal.sln"))) return folder.FullName;
            }
            Assert.Skip("The sources are not beside the tests.");
            return "";
        }
    }

    /// <summary>Every file of some folders with one of the endings, as path within the repository and content.</summary>
    public static IEnumerable<(string Path, string Text)> Of(string[] folders, params string[] endings)
    {
        var root = Root;
        return folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)) && !path.Split('/').Any(NotWritten.Contains))
            .Select(path => (path, File.ReadAllText(Path.Combine(root, path))));
    }
}
