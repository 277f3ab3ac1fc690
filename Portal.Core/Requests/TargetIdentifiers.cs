using System.Globalization;
using System.Net;
using System.Net.Mail;
using Portal.Core.Access;
using Portal.Core.Archive;

namespace Portal.Core.Requests;

/// <summary>
/// What an officer may name a target by. Display names, dates of birth and IP addresses identify nobody and are refused, with
/// the mend named.
/// </summary>
public static class TargetIdentifiers
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "M/d/yyyy", "d.M.yyyy", "d/M/yyyy", "dd-MM-yyyy"];

    /// <exception cref="RuleViolation">The value cannot identify an account of this kind.</exception>
    public static AccountIdentifier Read(IdentifierKind? kind, string? value, string kindField, string valueField)
    {
        if (kind is not { } known)
            throw new RuleViolation("identifier.kind", "Choose what the order names the account by.", kindField);
        var text = value?.Trim() ?? "";
        if (text.Length == 0)
            throw new RuleViolation("identifier.empty", $"Enter the {IdentifierWords.Of(known)} exactly as the order states it.", valueField);
        if (text.Length > 200)
            throw new RuleViolation("identifier.long", $"The {IdentifierWords.Of(known)} is longer than any we know. Enter it alone, without other words.", valueField);
        if (IPAddress.TryParse(text, out _) && text.AsSpan().IndexOfAny('.', ':') >= 0)
            throw new RuleViolation("identifier.ip", "An IP address is shared by many people and identifies nobody. Enter an account id, handle, e-mail address or telephone number.", valueField);
        if (DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            throw new RuleViolation("identifier.date-of-birth", "A date of birth identifies nobody. Enter an account id, handle, e-mail address or telephone number.", valueField);
        return known switch
        {
            IdentifierKind.Handle when text.Any(char.IsWhiteSpace) => throw new RuleViolation(
                "identifier.display-name",
                "A handle has no spaces: this looks like a display name, which anybody can choose. Enter the handle, which follows the @ on the profile.",
                valueField),
            IdentifierKind.Handle => new AccountIdentifier(known, text.TrimStart('@')),
            IdentifierKind.Email when !MailAddress.TryCreate(text, out var mail) || mail.Address != text => throw new RuleViolation(
                "identifier.email", "Enter one complete e-mail address, like name@example.org.", valueField),
            IdentifierKind.Phone when text.Count(char.IsAsciiDigit) is < 7 or > 15 => throw new RuleViolation(
                "identifier.phone", "Enter the telephone number with its country code, like +1 202 555 0143.", valueField),
            _ => new AccountIdentifier(known, text),
        };
    }
}
