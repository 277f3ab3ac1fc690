using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Requests;

namespace Portal.Tests.Core.Requests;

/// <summary>Brings requests to any status, by the table's own rows, each taken by another person who may.</summary>
internal static class RequestLife
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly Agency Agency = new("Port Ellis Police Department", "US", "Municipal", "1 Main Street", "+1 360 555 0142", "directory", ["pd.example"], "UTC", AgencyStatus.Active);

    /// <summary>The rows that lead from a draft to each status, the shortest way.</summary>
    public static IReadOnlyDictionary<RequestStatus, RequestTransition[]> Ways { get; } = FindWays();

    public static LegalRequest At(RequestStatus status)
    {
        var request = new LegalRequest(Agency, SomebodyWith(Permission.FileRequest), "US_WARRANT", Start);
        foreach (var row in Ways[status]) request.Apply(row.Action, SomebodyWith(row.Permission), Start, "As the table asks");
        Assert.Equal(status, request.Status);
        return request;
    }

    /// <summary>A new person each time, with one role that holds the permission.</summary>
    public static Actor SomebodyWith(Permission permission, Guid? id = null) =>
        new(id ?? Guid.NewGuid(), "Somebody", [RolePermissions.Holding(permission).First()], Agency.Id, "test");

    /// <summary>A person with every role that does not hold the permission.</summary>
    public static Actor SomebodyWithout(Permission permission) =>
        new(Guid.NewGuid(), "Somebody else", [.. Enum.GetValues<Role>().Except(RolePermissions.Holding(permission))], Agency.Id, "test");

    public static Actor SomebodyWithEverything() => new(Guid.NewGuid(), "Everybody", [.. Enum.GetValues<Role>()], Agency.Id, "test");

    private static Dictionary<RequestStatus, RequestTransition[]> FindWays()
    {
        var ways = new Dictionary<RequestStatus, RequestTransition[]> { [RequestStatus.Draft] = [] };
        var open = new Queue<RequestStatus>([RequestStatus.Draft]);
        while (open.TryDequeue(out var from))
        {
            foreach (var row in RequestTransitions.All.Where(r => r.From == from && !ways.ContainsKey(r.To)))
            {
                ways[row.To] = [.. ways[from], row];
                open.Enqueue(row.To);
            }
        }
        return ways;
    }
}
