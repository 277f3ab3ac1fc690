using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared;

/// <summary>How tightly pages are set: police read one question a page, staff a whole decision.</summary>
public enum Density
{
    Stepwise,
    Dense,
}

/// <summary>One place to go. The item whose address is the longest prefix of the page's is marked as current.</summary>
public sealed record NavigationItem(string Text, string Href, long? Count = null);

/// <summary>All that the layout needs to know of the caller. What a role may not open is left out, not greyed.</summary>
/// <param name="Items">In order; empty for somebody not signed in.</param>
/// <param name="Person">Null when nobody is signed in.</param>
/// <param name="Density">Dense for staff.</param>
/// <param name="SearchHref">Where the search box sends <c>?q=</c>; null shows none.</param>
/// <param name="DemoNotice">A sentence above every page of a demonstration; null in earnest.</param>
public sealed record NavigationModel(
    IReadOnlyList<NavigationItem> Items,
    PersonView? Person = null,
    Density Density = Density.Stepwise,
    string? SearchHref = null,
    string? DemoNotice = null)
{
    public static NavigationModel Anonymous { get; } = new([]);

    public string SignOutHref { get; init; } = "/sign-out";

    public string SignInHref { get; init; } = "/sign-in";

    /// <summary>The person's own settings; null leaves the link out.</summary>
    public string? AccountHref { get; init; }

    internal NavigationItem? Current(PathString path) => Items
        .Where(item => path.StartsWithSegments(item.Href.TrimEnd('/')) || path == item.Href)
        .MaxBy(item => item.Href.Length);
}

/// <summary>Makes the navigation of one caller. Asked once a page, so answer from claims and cheap counts.</summary>
public interface INavigationSource
{
    ValueTask<NavigationModel> ForAsync(HttpContext http);
}

internal sealed class AnonymousNavigation : INavigationSource
{
    public ValueTask<NavigationModel> ForAsync(HttpContext http) => ValueTask.FromResult(NavigationModel.Anonymous);
}
