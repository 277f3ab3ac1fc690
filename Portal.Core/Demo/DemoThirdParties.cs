using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Demo;

/// <summary>Decides for the demo's reviewer, line by line, as the cuts leave it.</summary>
public static class DemoThirdParties
{
    public static async Task<IReadOnlyList<ThirdPartyDecision>> OfAsync(IServiceProvider services, Guid requestId, IReadOnlyList<LineCuts> cuts, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var request = await services.GetRequiredService<PortalDb>().Requests.LoadAsync(requestId, actor, ct);
        var reasons = services.GetRequiredService<RequestLaw>().CounterpartyReasons(request);
        return
        [
            .. from line in ThirdPartyRules.Asked(CountScope.Compile(request, cuts))
               let left = ThirdPartyRules.LeftOf(line.Authorised()!)
               from reason in reasons.Where(r => r.For.Contains(left)).Take(1)
               select new ThirdPartyDecision(line.LineId, left, reason.Code, reason.Name, "As the order describes it."),
        ];
    }
}
