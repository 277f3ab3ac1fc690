using Portal.Core.Legal;

namespace Portal.Web.Features.Law;

/// <summary>Addresses of the rule book's pages.</summary>
internal static class LawLinks
{
    public const string Index = "/law";

    public const string Compare = "/law/compare";

    public const string Holidays = "/law/holidays";

    public static string Edition(string version) => $"/law#edition-{version}";

    public static string Instrument(LegalRule rule) => Instrument(rule.BookVersion, rule.Code);

    public static string Instrument(string version, string code) => $"/law/{Uri.EscapeDataString(version)}/{Uri.EscapeDataString(code)}";

    public static string Between(string from, string to) => $"/law/compare?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}";

    public static string Calendar(string code) => $"/law/holidays#{code}";
}
