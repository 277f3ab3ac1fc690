namespace Portal.Core.Pdf.Fonts;

/// <summary>No usable font was found on this machine, so no text can be written.</summary>
public sealed class FontsMissingException : Exception
{
    public FontsMissingException(IEnumerable<string> searched)
        : base("No usable font was found, so no PDF can be written. On Debian install the packages fonts-noto-core, fonts-noto-cjk and "
            + "fonts-noto-color-emoji. Looked in: " + string.Join(", ", searched) + ".")
    {
    }
}
