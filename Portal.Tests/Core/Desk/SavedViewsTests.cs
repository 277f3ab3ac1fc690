using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Desk;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Desk;

public sealed class SavedViewsTests : IAsyncLifetime
{
    private TestPortal portal = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => portal = await TestPortal.StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task View_SavedRenamedAndDeleted_IsItsPersonsAloneAndRecorded()
    {
        var id = await SaveAsync(DemoPeople.Reviewer, " Mine, due ", "tab=Open&mine=true&due=24");

        var view = Assert.Single(await ViewsAsync(DemoPeople.Reviewer));
        Assert.Equal(("Mine, due", "tab=Open&mine=true&due=24", false), (view.Name, view.Filters, view.IsDefault));
        Assert.Empty(await ViewsAsync(DemoPeople.SecondReviewer));
        await Assert.ThrowsAsync<NotVisible>(() => RenameAsync(DemoPeople.SecondReviewer, id, "Theirs"));
        await Assert.ThrowsAsync<NotVisible>(() => DoAsync(DemoPeople.SecondReviewer, (services, actor) => services.GetRequiredService<DeleteView>().ExecuteAsync(id, actor, Ct)));

        await RenameAsync(DemoPeople.Reviewer, id, "Today");
        Assert.Equal("Today", Assert.Single(await ViewsAsync(DemoPeople.Reviewer)).Name);
        await DoAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<DeleteView>().ExecuteAsync(id, actor, Ct));

        Assert.Empty(await ViewsAsync(DemoPeople.Reviewer));
        Assert.Equal(["view.saved", "view.renamed", "view.deleted"], await portal.InScopeAsync(services =>
            services.GetRequiredService<PortalDb>().AuditEntries.Where(a => a.Name.StartsWith("view.")).OrderBy(a => a.Id).Select(a => a.Name).ToListAsync(Ct)));
    }

    [Theory]
    [InlineData("", "tab=Open", "view.name")]
    [InlineData("A name that is longer than forty characters are", "tab=Open", "view.name-long")]
    [InlineData("one\ntwo", "tab=Open", "view.name-form")]
    [InlineData("TODAY", "tab=Open", "view.name-taken")]
    [InlineData("Empty", "", "view.filters")]
    [InlineData("Elsewhere", "returnTo=https://example.org", "view.filters")]
    [InlineData("A page of it", "tab=Open&after=1_2", "view.filters")]
    public async Task View_ThatIsNone_IsRefused(string name, string filters, string code)
    {
        await SaveAsync(DemoPeople.Reviewer, "Today", "tab=Open");

        Assert.Equal(code, (await Assert.ThrowsAsync<RuleViolation>(() => SaveAsync(DemoPeople.Reviewer, name, filters))).Code);
        Assert.Single(await ViewsAsync(DemoPeople.Reviewer));
    }

    [Fact]
    public async Task Views_MoreThanAPersonCanTell_AreRefused()
    {
        for (var i = 0; i < SaveView.Most; i++) await SaveAsync(DemoPeople.Reviewer, $"View {i}", "tab=Open");

        Assert.Equal("view.too-many", (await Assert.ThrowsAsync<RuleViolation>(() => SaveAsync(DemoPeople.Reviewer, "One more", "tab=Open"))).Code);
    }

    [Fact]
    public async Task Queue_OpensOnOneViewAtMost()
    {
        var first = await SaveAsync(DemoPeople.Reviewer, "First", "tab=Open");
        var second = await SaveAsync(DemoPeople.Reviewer, "Second", "tab=ToReview");

        foreach (var id in new[] { first, second }) await OpenAsync(id, true);
        Assert.Equal(["Second"], (await ViewsAsync(DemoPeople.Reviewer)).Where(v => v.IsDefault).Select(v => v.Name));

        await OpenAsync(second, false);
        Assert.DoesNotContain(await ViewsAsync(DemoPeople.Reviewer), v => v.IsDefault);
    }

    [Fact]
    public async Task Views_ForAnOfficer_AreDenied() =>
        await Assert.ThrowsAsync<PermissionDenied>(() => SaveAsync(DemoPeople.Officer, "Mine", "tab=Open"));

    private Task<Guid> SaveAsync(DemoPerson person, string name, string filters) =>
        portal.Road.AsAsync(person, (services, actor) => services.GetRequiredService<SaveView>().ExecuteAsync(new(name, filters), actor, Ct), Ct);

    private Task<bool> RenameAsync(DemoPerson person, Guid id, string name) =>
        DoAsync(person, (services, actor) => services.GetRequiredService<RenameView>().ExecuteAsync(new(id, name), actor, Ct));

    private Task<bool> OpenAsync(Guid id, bool opens) =>
        DoAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<OpenQueueOnView>().ExecuteAsync(new(id, opens), actor, Ct));

    private Task<IReadOnlyList<SavedViewLine>> ViewsAsync(DemoPerson person) =>
        portal.Road.AsAsync(person, (services, actor) => services.GetRequiredService<SavedViewsQuery>().ExecuteAsync(actor, Ct), Ct);

    private Task<bool> DoAsync(DemoPerson person, Func<IServiceProvider, Actor, Task> act) => portal.Road.AsAsync(
        person,
        async (services, actor) =>
        {
            await act(services, actor);
            return true;
        },
        Ct);
}
