using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Portal.Core.Pdf.Signing.Keys;

/// <summary>
/// Makers' libraries, each loaded and initialised once a process and never unloaded: finishing one would end the sessions of everybody who uses it.
/// </summary>
internal static class Pkcs11Modules
{
    private static readonly Pkcs11InteropFactories Factories = new();
    private static readonly ConcurrentDictionary<string, Lazy<IPkcs11Library>> Loaded = new(StringComparer.Ordinal);

    // The wrapper asks for "libdl", which current systems have only under its versioned name.
    static Pkcs11Modules() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly,
        (name, assembly, search) => name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var handle) ? handle : IntPtr.Zero);

    /// <exception cref="SigningException">There is no such module, or it cannot be started.</exception>
    public static IPkcs11Library Load(string path)
    {
        if (!File.Exists(path)) throw new SigningException($"The PKCS#11 module {path} does not exist.");
        var loading = Loaded.GetOrAdd(Path.GetFullPath(path), full => new Lazy<IPkcs11Library>(() => Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, full, AppType.MultiThreaded)));
        try
        {
            return loading.Value;
        }
        catch (Exception e) when (e is Pkcs11Exception or UnmanagedException or DllNotFoundException)
        {
            // A Lazy remembers its failure; the next caller should try anew.
            Loaded.TryRemove(KeyValuePair.Create(Path.GetFullPath(path), loading));
            throw new SigningException($"The PKCS#11 module {path} cannot be started: {e.Message}", e);
        }
    }
}
