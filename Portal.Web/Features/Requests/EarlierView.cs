using System.ComponentModel.DataAnnotations;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record EarlierForm
{
    [Display(Name = "What is this request to the earlier one?")]
    public bool? Replaces { get; init; }

    [Display(Name = "Why")]
    public string? Words { get; init; }

    public StateEarlier.Input ToInput(Guid id, Guid earlierId) => new(id, earlierId, Replaces == true, Words);
}

/// <summary>Earlier requests beside a draft.</summary>
public sealed record EarlierView(Guid Id, EarlierRequests Earlier, EarlierForm Form);

/// <summary>One earlier request, and what the officer says of it.</summary>
public sealed record EarlierPageView(Guid Id, string Title, EarlierRequest Earlier, EarlierForm Form)
{
    public IEnumerable<Choice> Choices =>
    [
        new("false", "I know of it, and file this one beside it"),
        new("true", "This one replaces it", Earlier.IsOpen ? "Our legal staff then end the earlier one. Nothing is disclosed under it any more" : "It has ended, or is too far on, and cannot be replaced", Disabled: !Earlier.IsOpen),
    ];
}

/// <summary>What two requests have in common, in words and as bars.</summary>
internal static class EarlierWords
{
    public static string Why(EarlierRequest earlier)
    {
        var why = new List<string>();
        if (earlier.SameNumber) why.Add("the same docket, order or certificate number");
        if (earlier.SameFile) why.Add("the very same file");
        if (!earlier.Overlaps.IsEmpty) why.Add($"the same records on {InWords.Count(earlier.Overlaps.Length, "line")}");
        var words = string.Join(", ", why);
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static IReadOnlyList<WindowBar> Bars(IEnumerable<LineOverlap> overlaps, string own, string other) =>
    [
        .. overlaps.Take(12).SelectMany(o => new[] { new WindowBar($"{own} {o.LineId}".Trim(), o.Window, true), new WindowBar($"{other} {o.OtherLineId}".Trim(), o.OtherWindow, false) })
            .DistinctBy(b => (b.Label, b.Own)),
    ];

    public static string What(LineOverlap overlap) => $"{DataCategories.Name(overlap.Category)} of {overlap.Target}";
}
