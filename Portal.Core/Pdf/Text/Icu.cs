using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Core.Pdf.Text;

/// <summary>
/// The parts of ICU that .NET itself loads on Linux but does not expose: the bidirectional algorithm (UAX 9), line breaks (UAX 14),
/// grapheme clusters (UAX 29) and scripts (UAX 24). ICU's symbols carry its major version as a suffix, so they are found by hand.
/// </summary>
internal static unsafe class Icu
{
    public const int CharacterBreaks = 0;
    public const int LineBreaks = 2;

    /// <summary>The paragraph's first strong character decides; left to right where it has none (UAX 9, rules P2 and P3).</summary>
    public const byte DefaultLeftToRight = 0xFE;
    private const int OldestVersion = 60;
    private const int NewestVersion = 99;
    private static readonly (nint Library, string Suffix) Found = Load();
    private static readonly delegate* unmanaged<nint> BidiOpen = (delegate* unmanaged<nint>)Symbol("ubidi_open");
    private static readonly delegate* unmanaged<nint, void> BidiClose = (delegate* unmanaged<nint, void>)Symbol("ubidi_close");
    private static readonly delegate* unmanaged<nint, char*, int, byte, byte*, int*, void> BidiSetParagraph =
        (delegate* unmanaged<nint, char*, int, byte, byte*, int*, void>)Symbol("ubidi_setPara");
    private static readonly delegate* unmanaged<nint, int*, byte*> BidiLevels = (delegate* unmanaged<nint, int*, byte*>)Symbol("ubidi_getLevels");
    private static readonly delegate* unmanaged<nint, byte> BidiParagraphLevel = (delegate* unmanaged<nint, byte>)Symbol("ubidi_getParaLevel");
    private static readonly delegate* unmanaged<int, byte*, char*, int, int*, nint> BreakOpen =
        (delegate* unmanaged<int, byte*, char*, int, int*, nint>)Symbol("ubrk_open");
    private static readonly delegate* unmanaged<nint, void> BreakClose = (delegate* unmanaged<nint, void>)Symbol("ubrk_close");
    private static readonly delegate* unmanaged<nint, char*, int, int*, void> BreakSetText =
        (delegate* unmanaged<nint, char*, int, int*, void>)Symbol("ubrk_setText");
    private static readonly delegate* unmanaged<nint, int> BreakNext = (delegate* unmanaged<nint, int>)Symbol("ubrk_next");
    private static readonly delegate* unmanaged<int, int*, int> ScriptOf = (delegate* unmanaged<int, int*, int>)Symbol("uscript_getScript");
    private static readonly delegate* unmanaged<int, byte*> ScriptName = (delegate* unmanaged<int, byte*>)Symbol("uscript_getName");
    private static readonly delegate* unmanaged<int, int, byte> HasProperty = (delegate* unmanaged<int, int, byte>)Symbol("u_hasBinaryProperty");

    public static bool IsDefaultIgnorable(int codePoint) => HasProperty(codePoint, 5) != 0;

    public static bool IsEmojiPresentation(int codePoint) => HasProperty(codePoint, 58) != 0;

    /// <summary>The script's name without underscores, such as "Devanagari"; "Common" and "Inherited" belong to no one script.</summary>
    public static string Script(int codePoint)
    {
        var error = 0;
        var name = ScriptName(ScriptOf(codePoint, &error));
        return name == null ? "Unknown" : Marshal.PtrToStringAnsi((nint)name)!.Replace("_", "", StringComparison.Ordinal);
    }

    private static (nint, string) Load()
    {
        for (var version = NewestVersion; version >= OldestVersion; version--)
        {
            var number = version.ToString(CultureInfo.InvariantCulture);
            if (NativeLibrary.TryLoad("libicuuc.so." + number, out var library)) return (library, "_" + number);
        }
        throw new PlatformNotSupportedException("Writing PDF text needs the ICU library. On Debian 12 install the package libicu72.");
    }

    private static nint Symbol(string name) => NativeLibrary.GetExport(Found.Library, name + Found.Suffix);

    /// <summary>Embedding levels of paragraphs. Not for two threads at once.</summary>
    public sealed class Bidi : SafeHandle
    {
        public Bidi() : base(0, ownsHandle: true) => SetHandle(BidiOpen());

        public override bool IsInvalid => handle == 0;

        /// <summary>Fills one level a UTF-16 unit; returns the paragraph's own level (odd: right to left).</summary>
        /// <param name="paragraph">0 or 1 to say the paragraph's level, <see cref="DefaultLeftToRight"/> to find it.</param>
        public int Levels(ReadOnlySpan<char> text, Span<byte> levels, byte paragraph = DefaultLeftToRight)
        {
            var error = 0;
            fixed (char* start = text)
            {
                BidiSetParagraph(handle, start, text.Length, paragraph, null, &error);
                var found = BidiLevels(handle, &error);
                if (error > 0 || found == null)
                {
                    levels.Clear();
                    return 0;
                }
                new ReadOnlySpan<byte>(found, text.Length).CopyTo(levels);
                return BidiParagraphLevel(handle);
            }
        }

        protected override bool ReleaseHandle()
        {
            BidiClose(handle);
            return true;
        }
    }

    /// <summary>Boundaries of one kind. Not for two threads at once.</summary>
    public sealed class Breaks : SafeHandle
    {
        public Breaks(int kind) : base(0, ownsHandle: true)
        {
            var error = 0;
            fixed (byte* locale = Encoding.ASCII.GetBytes("en\0")) SetHandle(BreakOpen(kind, locale, null, 0, &error));
        }

        public override bool IsInvalid => handle == 0;

        /// <summary>Marks the offsets (0 to length) at which a boundary lies.</summary>
        public void Mark(ReadOnlySpan<char> text, Span<bool> boundaries)
        {
            boundaries[..(text.Length + 1)].Clear();
            boundaries[0] = boundaries[text.Length] = true;
            var error = 0;
            fixed (char* start = text)
            {
                BreakSetText(handle, start, text.Length, &error);
                if (error > 0) return;
                for (int at; (at = BreakNext(handle)) >= 0;) boundaries[at] = true;
            }
        }

        protected override bool ReleaseHandle()
        {
            BreakClose(handle);
            return true;
        }
    }
}
