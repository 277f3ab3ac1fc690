using System.Text;

namespace Portal.Core.Archive.Embedded;

/// <summary>How identifiers are compared: what differs only in case, form or punctuation is the same.</summary>
internal static class IdentifierNormal
{
    /// <summary>Without a leading @, in Unicode form KC, lower case. Null where nothing is left or the text is not Unicode.</summary>
    public static string? Handle(string handle)
    {
        var trimmed = handle.AsSpan().Trim();
        if (trimmed.StartsWith("@")) trimmed = trimmed[1..];
        return Fold(trimmed.ToString());
    }

    public static string? Email(string email) => Fold(email.Trim());

    /// <summary>Digits, with a leading + where the number is international (00 counts as +).</summary>
    public static string? Phone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (digits.Length == 0) return null;
        return phone.TrimStart().StartsWith('+') ? "+" + digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..]
            : digits;
    }

    private static string? Fold(string text)
    {
        if (text.Length == 0) return null;
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
