using System.ComponentModel.DataAnnotations;
using Portal.Core.Archive;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record TargetForm
{
    [Display(Name = "What does the order name the account by?")]
    public IdentifierKind? Kind { get; init; }

    [Display(Name = "Exactly as the order states it")]
    public string? Value { get; init; }

    [Display(Name = "A second identifier of the same account")]
    public IdentifierKind? SecondKind { get; init; }

    [Display(Name = "The second identifier")]
    public string? SecondValue { get; init; }

    [Display(Name = "What is this person to the investigation?")]
    public TargetRole? Role { get; init; }

    public EditDraft.Target ToInput() => new(Kind, Value, SecondKind, SecondValue, Role);
}

public sealed record TargetsView(DraftPage Page, TargetForm Form)
{
    public IReadOnlyList<RequestTarget> Targets => Page.Draft.Request.Targets;

    public int LinesOf(RequestTarget target) => Page.Draft.Request.Lines.Count(l => l.TargetId == target.Id);
}

/// <summary>What can name an account, with what helps to recognise it.</summary>
internal static class TargetChoices
{
    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new(nameof(IdentifierKind.AccountId), "Account id", "The platform's own number of the account. The surest, because it never changes hands"),
        new(nameof(IdentifierKind.Handle), "Handle", "The name after the @ on a profile, without spaces. Handles change hands: the days you ask for decide whose it was"),
        new(nameof(IdentifierKind.Email), "E-mail address", "The one the account was opened or used with"),
        new(nameof(IdentifierKind.Phone), "Telephone number", "With its country code"),
        new(nameof(IdentifierKind.ConversationId), "Conversation id", "A whole conversation rather than one account"),
    ];

    /// <summary>A conversation has no second identifier.</summary>
    public static IReadOnlyList<Choice> SecondKinds { get; } = [.. Kinds.Where(k => k.Value != nameof(IdentifierKind.ConversationId))];

    public static IReadOnlyList<Choice> Roles { get; } = [.. Enum.GetValues<TargetRole>().Select(role => new Choice(role.ToString(), role.ToString()))];
}
