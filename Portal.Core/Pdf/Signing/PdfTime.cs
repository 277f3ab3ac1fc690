using System.Globalization;

namespace Portal.Core.Pdf.Signing;

/// <summary>Dates as PDF writes them (ISO 32000-1, 7.9.4): 20261123120000+01'00' or 20261123120000Z.</summary>
internal static class PdfTime
{
    /// <summary>In UTC; null where there is no such date. Without a zone it is taken for UTC.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (text.Length < 14 || !DateTime.TryParseExact(text[..14], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var offset = TimeSpan.Zero;
        if (text.Length >= 20 && text[14] is '+' or '-'
            && int.TryParse(text.AsSpan(15, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && int.TryParse(text.AsSpan(18, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && hours < 14 && minutes < 60)
            offset = new TimeSpan(hours, minutes, 0) * (text[14] == '-' ? -1 : 1);
        var ticks = local.Ticks - offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
