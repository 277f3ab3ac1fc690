
namespace Portal.Tests.Support;

/// <summary>Real files that are not part of the repository: they lie beside it, in <c>../shared/data</c>.</summary>
internal static class SharedData
{
    /// <summary>A folder or file of the shared data, or null where it is not on this machine.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Portal.sln"))) continue;
            var path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", relative));
            return File.Exists(path) || Directory.Exists(path) ? path : null;
        }
        return null;
    }

    /// <summary>The path; skips the test where it is not on this machine.</summary>
    public static string Demand(string relative)
    {
        var path = Find(relative);
        if (path is null) Assert.Skip($"../shared/data/{relative} is not on this machine.");
        return path;
    }
}
