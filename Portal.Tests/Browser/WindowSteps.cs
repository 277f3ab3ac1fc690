using System.Globalization;
using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>What people do in more than one road, by the pages.</summary>
internal static class WindowSteps
{
    // The whole row of a choice is its label, and lies over the button: a click on it is a click on the choice.
    private static readonly LocatorCheckOptions Over = new() { Force = true };

    /// <summary>The field of this name, whether the form's model or the rule book's key gives it.</summary>
    public static ILocator Field(this Window window, string name, string? value = null)
    {
        var chosen = value is null ? "" : $"[value='{value}']";
        return window.Page.Locator(string.Join(", ", new[] { $"[name='{name}']", $"[name$='.{name}']", $"[name$='[{name}]']" }.Select(n => $"main {n}{chosen}"))).First;
    }

    public static Task FillAsync(this Window window, string name, string text) => window.Field(name).FillAsync(text);

    public static Task ChooseAsync(this Window window, string name, string value) => window.Field(name, value).CheckAsync(Over);

    public static async Task DateAsync(this Window window, string name, DateOnly day)
    {
        foreach (var (part, value) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
            await window.Field($"{name}.{part}").FillAsync(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The page's words as they are seen, also the ones that stand above the page's own matter.</summary>
    public static Task<string> TextAsync(this Window window) => window.Page.Locator("body").InnerTextAsync();

    public static async Task SaysAsync(this Window window, params string[] words)
    {
        var text = await window.TextAsync();
        foreach (var expected in words) Assert.True(text.Contains(expected, StringComparison.Ordinal), $"{window.Page.Url} does not say “{expected}”, but:\n{text}");
    }

    public static Task<int> CountAsync(this Window window, AriaRole role, string name) =>
        window.Page.Locator("main").GetByRole(role, new() { Name = name }).CountAsync();

    /// <summary>The id of the request or preservation whose page this is.</summary>
    public static Guid IdInAddress(this Window window) =>
        Guid.Parse(new Uri(window.Page.Url).Segments.Select(s => s.Trim('/')).First(s => Guid.TryParse(s, out _)));

    public static async Task UploadOrderAsync(this Window window, string name)
    {
        await window.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = $"{name}.pdf", MimeType = "application/pdf", Buffer = TestPdf.OnePage(name) });
        await window.PressAsync("Upload");
        await window.FollowAsync("Continue");
    }

    public static async Task NameAccountAsync(this Window window, string handle)
    {
        await window.ChooseAsync("Kind", "Handle");
        await window.FillAsync("Value", handle);
        await window.ChooseAsync("Role", "Suspect");
        await window.PressAsync("Add this account");
    }

    /// <param name="account">The target's label as the page shows it, or a part of it.</param>
    /// <param name="from">Local in UTC, like <c>2026-03-01T00:00</c>.</param>
    public static async Task AskForAsync(this Window window, string account, string category, string from, string until)
    {
        await window.Page.Locator("main").GetByLabel(account).First.CheckAsync(Over);
        await window.ChooseAsync("Category", category);
        await window.FillAsync("LocalStart", from);
        await window.FillAsync("LocalEnd", until);
        await window.FillAsync("Zone", "UTC");
        await window.PressAsync("Ask for these records");
    }

    /// <summary>Declares on the page that repeats the answers, and submits.</summary>
    public static async Task SubmitAsync(this Window window)
    {
        await window.Field("Declared", "true").CheckAsync(Over);
        await window.PressAsync("Submit request");
        await window.SaysAsync("Your reference is PR-");
    }

    /// <summary>From the workspace of a new request to review: called back, confirmed, accepted, its targets looked up.</summary>
    public static async Task TakeIntoReviewAsync(this Window window, string spokeWith)
    {
        var workspace = window.Page.Url;
        await window.PressAsync("Start identity check");
        // Nothing goes before the call: without one, who asked cannot be confirmed.
        await window.PressAsync("Confirm identity");
        await window.SaysAsync("record that it confirms the officer and the request");
        await window.GoAsync(workspace);
        await window.FillAsync("SpokeWith", spokeWith);
        await window.ChooseAsync("Outcome", "Confirmed");
        await window.PressAsync("Record call-back");
        await window.PressAsync("Confirm identity");
        await window.PressAsync("Accept for review");
        await window.PressAsync("Look the targets up");
    }

    /// <summary>From the workspace of a proposed request: read, a fresh code, signed.</summary>
    public static async Task ApproveAsync(this Window window)
    {
        await window.FollowAsync("Approve as second person");
        await window.FollowAsync("Approve as second person");
        await window.ProveAsync("Confirm");
        await window.PressAsync("Approve and sign");
    }

    /// <summary>From the agency's page of a request: waits until the package is built, proves who it is and downloads it.</summary>
    public static async Task<Bag> DownloadAsync(this Window window)
    {
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Open the package" }).First.WaitForAsync(new() { Timeout = 60_000 });
        await window.FollowAsync("Open the package");
        await window.FollowAsync("Confirm that it is you");
        await window.ProveAsync("Confirm");
        return await Bag.OfAsync(await window.Page.RunAndWaitForDownloadAsync(() => window.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Download PR-") }).ClickAsync()));
    }
}
