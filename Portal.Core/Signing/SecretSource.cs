namespace Portal.Core.Signing;

/// <summary>A PIN or password from a file or an environment variable: never from the configuration itself or the command line, where others see it.</summary>
internal sealed record SecretSource(string File, string Variable, string Setting)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="InvalidOperationException">Both are set, or neither where one is needed.</exception>
    public static void Validate(string file, string variable, string setting, bool required)
    {
        if (file.Length > 0 && variable.Length > 0) throw new InvalidOperationException($"{setting}File and {setting}Variable are both set. Keep one.");
        if (required && file.Length + variable.Length == 0) throw new InvalidOperationException($"{setting}File and {setting}Variable are both empty. Name the file or the environment variable that holds it.");
    }

    /// <summary>Null where no source is named.</summary>
    /// <exception cref="InvalidOperationException">The source is named and not there, empty, or open to others.</exception>
    public string? Read()
    {
        if (Variable.Length > 0)
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : throw new InvalidOperationException($"{Setting}Variable names {Variable}, which is not set in this process's environment.");
        if (File.Length == 0) return null;
        try
        {
            if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(File) & Others) is not 0 and var open)
                throw new InvalidOperationException($"{Setting}File names {File}, which is open to other users ({open}). Run: chmod 600 '{File}'");
            var line = System.IO.File.ReadLines(File).FirstOrDefault() ?? "";
            return line.Length > 0 ? line : throw new InvalidOperationException($"{Setting}File names {File}, whose first line is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{Setting}File names {File}, which cannot be read: {e.Message}", e);
        }
    }
}
