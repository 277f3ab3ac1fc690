using System.Net;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Tests.Web.Requests;
using Portal.Web.Features.Review;
using static Portal.Core.Access.Permission;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

public sealed class ReviewPermissionTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    /// <summary>What each address takes, pinned: an action that loses its policy, or a new one, fails here.</summary>
    private static readonly (string Method, string Address, Permission Needs)[] Matrix =
    [
        ("GET", "review", ViewCasework),
        ("GET", "review/{id}", ViewCasework),
        ("GET", "review/{id}/timeline", ViewCasework),
        ("GET", "review/views", ViewCasework),
        ("POST", "review/views", ViewCasework),
        ("POST", "review/views/{viewId}/rename", ViewCasework),
        ("POST", "review/views/{viewId}/delete", ViewCasework),
        ("POST", "review/views/{viewId}/opens-queue", ViewCasework),
        ("GET", "review/{id}/progress", ViewCasework),
        ("GET", "review/{id}/documents/{documentId}/pages/{number}", ViewCasework),
        ("GET", "review/{id}/documents/{documentId}/original", ViewCasework),
        ("GET", "review/{id}/letters/{letterId}/letter.pdf", ViewCasework),
        ("POST", "review/{id}/assign", TriageRequest),
        ("POST", "review/{id}/note", ViewCasework),
        ("POST", "review/{id}/targets", TriageRequest),
        ("POST", "review/{id}/call-back", CheckIdentity),
        ("GET", "review/{id}/steps/{step}", ViewCasework),
        ("POST", "review/{id}/steps/{step}", ViewCasework),
        ("GET", "review/{id}/lines/{lineId}/cut", ProposeScope),
        ("POST", "review/{id}/lines/{lineId}/cut", ProposeScope),
        ("POST", "review/{id}/lines/{lineId}/cuts/{index}/remove", ProposeScope),
        ("GET", "review/{id}/lines/{lineId}/third-parties", ProposeScope),
        ("POST", "review/{id}/lines/{lineId}/third-parties", ProposeScope),
        ("POST", "review/{id}/earlier/{earlierId}/no-duplicate", TriageRequest),
        ("GET", "review/{id}/supersede", CloseRequest),
        ("POST", "review/{id}/supersede", CloseRequest),
        ("GET", "review/appeals", ViewCasework),
        ("GET", "review/{id}/appeal", RejectRequest),
        ("POST", "review/{id}/appeal", RejectRequest),
        ("POST", "review/{id}/appeal/preview", RejectRequest),
        ("POST", "review/{id}/count", ProposeScope),
        ("POST", "review/{id}/propose", ProposeScope),
        ("GET", "review/{id}/approve", ViewCasework),
        ("GET", "review/{id}/approve/{proposalId}", ApproveScope),
        ("POST", "review/{id}/approve/{proposalId}", ApproveScope),
        ("POST", "review/{id}/return", ApproveScope),
        ("GET", "review/{id}/turn-down/{step}", RejectRequest),
        ("POST", "review/{id}/turn-down/{step}", RejectRequest),
        ("POST", "review/{id}/turn-down/{step}/preview", RejectRequest),
        ("GET", "review/{id}/ask", CorrespondWithAgency),
        ("POST", "review/{id}/ask", CorrespondWithAgency),
        ("POST", "review/{id}/ask/preview", CorrespondWithAgency),
        ("GET", "review/{id}/acknowledge", CorrespondWithAgency),
        ("POST", "review/{id}/acknowledge", CorrespondWithAgency),
        ("POST", "review/{id}/acknowledge/preview", CorrespondWithAgency),
        ("GET", "review/{id}/write", CorrespondWithAgency),
        ("POST", "review/{id}/write", CorrespondWithAgency),
        ("POST", "review/{id}/write/preview", CorrespondWithAgency),
        ("GET", "review/{id}/clocks", ViewCasework),
        ("GET", "review/{id}/law", ViewCasework),
        ("GET", "review/{id}/clocks/law", TriageRequest),
        ("POST", "review/{id}/clocks/law", TriageRequest),
        ("GET", "review/{id}/clocks/extend", CorrespondWithAgency),
        ("POST", "review/{id}/clocks/extend", CorrespondWithAgency),
        ("POST", "review/{id}/clocks/extend/preview", CorrespondWithAgency),
        ("POST", "review/{id}/write/enclosures/{documentId}/remove", CorrespondWithAgency),
        ("GET", "review/{id}/close-without-reply", CloseRequest),
        ("POST", "review/{id}/close-without-reply", CloseRequest),
        ("POST", "review/{id}/close-without-reply/preview", CloseRequest),
        ("GET", "review/{id}/recall", RecallPackage),
        ("POST", "review/{id}/recall", RecallPackage),
        ("GET", "review/{id}/authority", ViewCasework),
        ("POST", "review/{id}/authority/notified", CorrespondWithAgency),
        ("POST", "review/{id}/authority/clearance", ApproveScope),
        ("GET", "review/{id}/objection", RejectRequest),
        ("POST", "review/{id}/objection", RejectRequest),
        ("POST", "review/{id}/objection/preview", RejectRequest),
        ("GET", "review/{id}/annex-iii", RejectRequest),
        ("POST", "review/{id}/annex-iii", RejectRequest),
        ("POST", "review/{id}/annex-iii/preview", RejectRequest),
        ("GET", "review/{id}/moderation", TriageRequest),
        ("POST", "review/{id}/moderation", TriageRequest),
        ("POST", "review/{id}/moderation/preview", TriageRequest),
        ("GET", "review/{id}/effect", CorrespondWithAgency),
        ("POST", "review/{id}/effect", CorrespondWithAgency),
        ("POST", "review/{id}/effect/preview", CorrespondWithAgency),
        ("GET", "review/preservation", DecidePreservation),
        ("GET", "review/preservation/{preservationId}", DecidePreservation),
        ("POST", "review/preservation/{preservationId}/accept", DecidePreservation),
        ("GET", "review/preservation/{preservationId}/decline", DecidePreservation),
        ("POST", "review/preservation/{preservationId}/decline", DecidePreservation),
    ];

    [Fact]
    public void Matrix_NamesEveryAddressOfTheReviewPages()
    {
        var served = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo.Namespace == typeof(QueueController).Namespace)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (e, method) => $"{method} {Bare(e.RoutePattern.RawText!)}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(Matrix.Select(m => $"{m.Method} {m.Address}").Order(StringComparer.Ordinal), served);
    }

    [Theory]
    [InlineData("dana.whitlock@pd.portellis.example")]
    [InlineData("marcus.oyelaran@pd.portellis.example")]
    [InlineData("tomasz.bielak@harbour.example")]
    [InlineData("ruth.adeyemi@harbour.example")]
    [InlineData("noor.haddad@harbour.example")]
    [InlineData("claire.fontaine@audit.example")]
    [InlineData("sam.okafor@harbour.example")]
    public async Task EveryAddress_IsRefusedToWhoeverLacksItsPermission(string email)
    {
        var person = DemoPeople.All.Single(p => p.Email == email);
        var browser = await host.BrowserOfAsync(person);

        var wrong = new List<string>();
        foreach (var (method, address, needs) in Matrix)
        {
            var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/" + Filled(address)), Ct);
            var refused = answer.StatusCode == HttpStatusCode.Forbidden;
            if (refused == RolePermissions.Of(person.Role).Contains(needs)) wrong.Add($"{method} {address}: {answer.StatusCode}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryAddress_AsksAStrangerToSignIn()
    {
        using var stranger = host.Stranger();
        foreach (var (method, address, _) in Matrix)
        {
            var answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/" + Filled(address)), Ct);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Contains("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AReviewer_WithoutTheTransitionsPermission_IsRefusedByTheCore()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.SecondReviewer);
        var token = (await reviewer.PageAsync($"/review/{id}")).QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;

        // Ending a hold takes an approver; the page of steps is open to every reviewer.
        var answer = await reviewer.PostAsync($"/review/{id}/steps/StartIdentityCheck", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("action.refused", await host.EventsAsync(id));
    }

    private static string Bare(string route) => System.Text.RegularExpressions.Regex.Replace(route, @":\w+", "");

    private static string Filled(string address) => address
        .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{documentId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{letterId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{proposalId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{earlierId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{preservationId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{viewId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{number}", "1", StringComparison.Ordinal)
        .Replace("{index}", "0", StringComparison.Ordinal)
        .Replace("{lineId}", "L1", StringComparison.Ordinal)
        .Replace("{step}", "Reject", StringComparison.Ordinal);
}
