using System.Globalization;
using System.Text;

namespace Portal.Core.Documents;

/// <summary>What an upload is called on screen and in the log. Never a path, and never used to open anything.</summary>
public static class DocumentName
{
    private const int Longest = 120;
    private const string Nameless = "document.pdf";

    /// <summary>
    /// The last part of the name without control, format and direction-changing characters (a name must not read backwards),
    /// in one line, shortened in the middle.
    /// </summary>
    public static string ForDisplay(string? given)
    {
        if (given is null) return Nameless;
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            // EnumerateRunes gives U+FFFD for half a surrogate pair, so what is kept is well-formed.
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    if (kept.Length > 0 && kept[^1] != ' ') kept.Append(' ');
                    break;
                default:
                    kept.Append(rune);
                    break;
            }
        }
        var name = kept.ToString().Trim().Normalize(NormalizationForm.FormC);
        if (name.Trim('.').Length == 0) return Nameless;
        return name.Length <= Longest ? name : Shortened(name);
    }

    /// <summary>As a download is named: with the ending that its content has.</summary>
    public static string ForDownload(string displayed)
    {
        ArgumentNullException.ThrowIfNull(displayed);
        return displayed.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? displayed : displayed + ".pdf";
    }

    private static string Shortened(string name)
    {
        const int End = 20;
        // Cut between what a reader sees as characters.
        var starts = StringInfo.ParseCombiningCharacters(name);
        var head = starts.Last(i => i <= Longest - End - 1);
        var tail = starts.FirstOrDefault(i => i >= name.Length - End, name.Length);
        return $"{name[..head]}…{name[tail..]}";
    }
}
