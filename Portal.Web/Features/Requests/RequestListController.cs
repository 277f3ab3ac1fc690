using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Where an officer's day begins: what needs them, then the rest.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests")]
public sealed class RequestListController(AgencyRequestsQuery requests, SignedInActor actor) : Controller
{
    /// <param name="show">A group of statuses, as <see cref="RequestGroup"/> names them; anything else shows all.</param>
    [HttpGet("")]
    public async Task<IActionResult> List(string? show, string? before, string? after, CancellationToken ct)
    {
        RequestGroup? group = Enum.TryParse<RequestGroup>(show, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : null;
        var list = await requests.ExecuteAsync(new(group, ListCursor.Parse(before), ListCursor.Parse(after)), actor.Current, ct);
        return View(new RequestListView(list, group, ShowsOfficers: actor.Current.Roles.Contains(Role.Supervisor)));
    }
}
