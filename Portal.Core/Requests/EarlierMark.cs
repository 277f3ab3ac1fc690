using Portal.Core.Archive;

namespace Portal.Core.Requests;

/// <summary>
/// Something by which two requests can be known to concern the same, in the one form in which it is compared: a number of the
/// order, an identifier of a target, an account that a target was found to be. Only submitted requests have them.
/// </summary>
public sealed class EarlierMark
{
    private const string Account = "account:";
    private const string Number = "number:";

    /// <summary>The numbers an order bears. The agency's own case number is not among them: one case has many orders.</summary>
    private static readonly string[] NumberKeys = ["docketNumber", "orderNumber", "epocReference", "firNumber"];

    private EarlierMark()
    {
    }

    private EarlierMark(string value, Guid requestId)
    {
        Value = value;
        RequestId = requestId;
    }

    public string Value { get; private set; } = "";

    public Guid RequestId { get; private set; }

    /// <summary>The numbers that the order bears, as they are compared: letters and digits alone, so that spaces and hyphens differ nothing.</summary>
    internal static IEnumerable<string> NumbersOf(LegalRequest request) => NumberKeys
        .Select(key => request.OrderFields.GetValueOrDefault(key))
        .OfType<string>()
        .Select(Plain)
        .Where(number => number.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .Select(number => Number + number);

    /// <summary>What a target is named by, as it is compared.</summary>
    internal static IEnumerable<string> IdentifiersOf(RequestTarget target) =>
        target.Second is { } second ? [Of(target.Identifier), Of(second)] : [Of(target.Identifier)];

    /// <summary>Whom a target was found to be, which only legal staff know; null while it is not known.</summary>
    internal static string? AccountOf(RequestTarget target) =>
        target.ResolvedId is { } id ? $"{Account}{(target.IsConversation ? "conversation:" : "")}{id}" : null;

    /// <summary>Case tells no two handles or addresses apart, nor do the marks between a telephone's digits; an id is exact.</summary>
    private static string Of(AccountIdentifier identifier) => identifier.Kind switch
    {
        IdentifierKind.Handle => $"handle:{identifier.Value.Trim().TrimStart('@').ToLowerInvariant()}",
        IdentifierKind.Email => $"email:{identifier.Value.Trim().ToLowerInvariant()}",
        IdentifierKind.Phone => $"phone:{string.Concat(identifier.Value.Where(char.IsAsciiDigit))}",
        IdentifierKind.ConversationId => $"conversation:{identifier.Value.Trim()}",
        _ => $"id:{identifier.Value.Trim()}",
    };

    /// <summary>Everything by which a request is found; with accounts, what the archive said as well.</summary>
    internal static IEnumerable<string> ValuesOf(LegalRequest request, bool withAccounts) =>
        NumbersOf(request)
            .Concat(request.Targets.SelectMany(IdentifiersOf))
            .Concat(withAccounts ? request.Targets.Select(AccountOf).OfType<string>() : [])
            .Distinct(StringComparer.Ordinal);

    /// <summary>The marks of a request that is being submitted.</summary>
    internal static IEnumerable<EarlierMark> Of(LegalRequest request) => ValuesOf(request, withAccounts: true).Select(value => new EarlierMark(value, request.Id));

    /// <summary>The marks of accounts that a look-up has found; those of the look-up before are taken away.</summary>
    internal static bool IsOfAccount(EarlierMark mark) => mark.Value.StartsWith(Account, StringComparison.Ordinal);

    internal static IEnumerable<EarlierMark> AccountsOf(LegalRequest request) =>
        request.Targets.Select(AccountOf).OfType<string>().Distinct(StringComparer.Ordinal).Select(value => new EarlierMark(value, request.Id));

    private static string Plain(string number) => string.Concat(number.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
