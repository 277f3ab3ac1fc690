using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Portal.Core.Storage.Keys;

/// <summary>Where the keys that must stay outside the database lie.</summary>
public sealed class KeyFolderOptions
{
    /// <summary>A folder that the program alone may enter; backed up apart from the data it protects.</summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// Makes the folder and the keys on first run. For the embedded set-up only: in production a missing key is a fault to
    /// be mended from the backup, since a new key opens nothing that the old one closed.
    /// </summary>
    public bool CreateMissing { get; set; }
}

/// <summary>A key file is missing, open to others, or not what it should be. The message names the file and the mend.</summary>
public sealed class KeyFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reads secret files and makes them: whole, readable by their owner alone, and never over an existing one.</summary>
public sealed partial class KeyFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const int LongestKeyFile = 16 * 1024;

    private readonly string folder;
    private readonly bool createMissing;

    /// <exception cref="KeyFileException">The folder is not named, or missing and not to be made.</exception>
    public KeyFolder(KeyFolderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Folder))
            throw new KeyFileException("No key folder is named. Set it to a folder that only the portal's user can enter.");
        folder = Path.GetFullPath(options.Folder);
        createMissing = options.CreateMissing;
        if (Directory.Exists(folder)) return;
        if (!createMissing)
            throw new KeyFileException($"The key folder {folder} does not exist. Restore it from the backup of keys, or name another.");
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key folder {folder} cannot be made. Check who owns the folder above it.", cause);
        }
    }

    internal string PathOf(string name) => Path.Combine(folder, name);

    internal IEnumerable<string> Names(string pattern) => Directory.EnumerateFiles(folder, pattern).Select(path => Path.GetFileName(path)!);

    /// <summary>The file's bytes; made from <paramref name="create"/> first where it is missing and may be made.</summary>
    /// <exception cref="KeyFileException">Missing, unreadable or open to others.</exception>
    internal byte[] ReadOrCreate(string name, Func<byte[]> create)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            if (!createMissing)
                throw new KeyFileException($"The key file {path} does not exist. Restore it from the backup of keys.");
            Create(path, create());
        }
        return Read(name);
    }

    /// <exception cref="KeyFileException">Missing, unreadable or open to others.</exception>
    internal byte[] Read(string name)
    {
        var path = PathOf(name);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            // Asked of the open handle, so that what is checked is what is read.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) is not 0 and var open)
                throw new KeyFileException($"The key file {path} is open to other users ({open}). Run: chmod 600 '{path}'");
            if (file.Length is 0 or > LongestKeyFile)
                throw new KeyFileException($"The key file {path} has {file.Length} bytes, which no key has. Restore it from the backup of keys.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} cannot be read. Check that the portal's user owns it.", cause);
        }
    }

    /// <summary>
    /// Gives the finished file its name, never over another's. On Unix <c>File.Move</c> looks first and renames then, and a key
    /// made in between would be lost with all that it closed; a hard link is refused by the kernel where the name is taken.
    /// </summary>
    private static void Publish(string part, string path)
    {
        if (OperatingSystem.IsWindows()) File.Move(part, path, overwrite: false);
        else if (Link(part, path) != 0) throw new IOException($"{path} could not be linked (error {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    private static void Create(string path, byte[] content)
    {
        var part = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(part, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            Publish(part, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it first; its key is the key.
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The key file {path} cannot be made. Check who owns the folder and that the disk has room.", cause);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            File.Delete(part);
        }
    }
}
