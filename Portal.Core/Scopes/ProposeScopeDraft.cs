using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Scopes;

/// <summary>Proposes the draft for the second person, once its counts have been seen.</summary>
public sealed class ProposeScopeDraft(PortalDb db, UnitOfWork unit, ProposeScope propose)
{
    /// <param name="DraftVersion">The draft as it was shown; empty where there was none.</param>
    public sealed record Input(Guid RequestId, Guid DraftVersion);

    /// <exception cref="RuleViolation">It was not counted, has changed since it was shown, or <see cref="ProposeScope"/> finds it unsound.</exception>
    public async Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (cuts, thirdParties) = await unit.RunAsync(
            actor,
            input.RequestId,
            "propose the scope",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandScopeWork(actor);
                var draft = await db.ScopeDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
                if (draft is null || !draft.CountsAreOf(CountScope.Compile(request, draft.Cuts)))
                    throw new RuleViolation("scope.not-counted", "Count the lines first, so that you see what you propose.", "scope");
                if (draft.Version != input.DraftVersion)
                    throw new RuleViolation("scope.changed", "The cuts were changed meanwhile. Look at them again before you propose.", "scope");
                return (draft.Cuts, draft.ThirdParties);
            },
            ct);
        await propose.ExecuteAsync(new ProposeScope.Input(input.RequestId, cuts, thirdParties), actor, ct);
    }
}
