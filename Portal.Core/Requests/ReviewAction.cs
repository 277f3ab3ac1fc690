using System.Collections.Immutable;
using Portal.Core.Access;

namespace Portal.Core.Requests;

/// <summary>A step that follows from where a request stands.</summary>
/// <param name="WhyNot">Why this person may not take it, in words; null where they may.</param>
public sealed record ReviewAction(RequestAction Action, bool NeedsReason, string? WhyNot)
{
    /// <summary>What a person of the legal staff can do with a request now. What only a colleague may do is listed with its reason.</summary>
    public static ImmutableArray<ReviewAction> Of(LegalRequest request, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
        [
            .. RequestTransitions.From(request.Status, actor)
                .Select(row => new ReviewAction(row.Action, row.NeedsReason, request.Allows(row.Action, actor) ? null : WhySecondPerson)),
        ];
    }

    private const string WhySecondPerson = "You brought the request to this point yourself; this takes a second person. Ask a colleague.";
}
