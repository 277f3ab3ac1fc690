using Portal.Core.Legal;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared;

/// <summary>Verdicts of the rule book as a tag says them.</summary>
public static class VerdictWords
{
    public static string Of(VerdictKind kind) => kind switch
    {
        VerdictKind.Compellable => "Can be compelled",
        VerdictKind.MayDisclose => "May be disclosed",
        VerdictKind.AsOrdered => "As the order says",
        VerdictKind.PreserveOnly => "Kept, not disclosed",
        VerdictKind.NotCompellable => "Not reached",
        VerdictKind.RoutedElsewhere => "Another desk",
        VerdictKind.NoDisclosure => "Nothing disclosed",
        VerdictKind.WrongIssuer => "Wrong issuer",
        VerdictKind.NotInEffect => "Not in effect",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static Meaning MeaningOf(VerdictKind kind) => kind switch
    {
        VerdictKind.Compellable or VerdictKind.MayDisclose => Meaning.Good,
        VerdictKind.AsOrdered or VerdictKind.PreserveOnly => Meaning.Waiting,
        VerdictKind.WrongIssuer or VerdictKind.NotInEffect => Meaning.ActNow,
        _ => Meaning.Stopped,
    };
}
