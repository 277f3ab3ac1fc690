using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <param name="ShowsOfficers">A supervisor sees whose request each is.</param>
public sealed record RequestListView(AgencyRequestList List, RequestGroup? Group, bool ShowsOfficers)
{
    public bool IsEmpty => List.NeedsYou.Count == 0 && List.Rows.Count == 0;

    public IEnumerable<TabLink> Views =>
    [
        new("All", RequestLinks.List, Group is null),
        .. Enum.GetValues<RequestGroup>().Select(g => new TabLink(RequestGroups.Name(g), $"{RequestLinks.List}?show={g.ToString().ToLowerInvariant()}", Group == g)),
    ];

    /// <summary>The rest has a heading of its own only where something stands above it.</summary>
    public bool HasRestHeading => List.NeedsYou.Count > 0 && List.Rows.Count > 0;

    public RequestRowsView Urgent => new("Needs you", List.NeedsYou, ShowsOfficers);

    public RequestRowsView Rest => new(Group is { } group ? RequestGroups.Name(group) : "Requests", List.Rows, ShowsOfficers);
}

public sealed record RequestRowsView(string Caption, IReadOnlyList<AgencyRequestRow> Rows, bool ShowsOfficers);
