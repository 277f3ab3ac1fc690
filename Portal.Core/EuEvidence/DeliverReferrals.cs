using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>
/// Puts referrals into the moderation desk's folder, a file each, named by its reference. Run by the worker, as often as it likes: the same
/// referral gives the same bytes under the same name, and a file is there whole or not at all.
/// </summary>
public sealed class DeliverReferrals(PortalDb db, UnitOfWork unit, AuditTrail audit, IOptions<PortalOptions> options, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>How many were delivered now.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    /// <exception cref="IOException">The folder cannot be written; what is not delivered stays to be delivered.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var waiting = await db.ModerationReferrals.AsNoTracking().Where(r => r.DeliveredAt == null).OrderBy(r => r.ReferredAt).Select(r => r.Id).ToListAsync(ct);
        var delivered = 0;
        foreach (var id in waiting) delivered += await DeliverAsync(id, actor, ct);
        return delivered;
    }

    private async Task<int> DeliverAsync(Guid id, Actor actor, CancellationToken ct)
    {
        try
        {
            return await unit.RunAsync(
                actor,
                requestId: null,
                "deliver a referral to moderation",
                async () =>
                {
                    if (await db.ModerationReferrals.FirstOrDefaultAsync(r => r.Id == id && r.DeliveredAt == null, ct) is not { } referral) return 0;
                    await WriteAsync(referral, ct);
                    referral.Delivered(clock.GetUtcNow());
                    audit.Record(new ReferralDelivered(referral.Id, referral.Reference) { RequestId = referral.RequestId }, actor);
                    return 1;
                },
                ct);
        }
        catch (RuleViolation violation) when (violation.Code == UnitOfWork.ChangedMeanwhile)
        {
            return 0;
        }
    }

    /// <summary>Written beside and moved over: whoever watches the folder never reads half a file.</summary>
    private async Task WriteAsync(ModerationReferral referral, CancellationToken ct)
    {
        var folder = options.Value.ModerationPath;
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{referral.Reference}.json");
        var half = Path.Combine(folder, $".{referral.Reference}-{Guid.NewGuid():N}.part");
        await File.WriteAllBytesAsync(half, JsonSerializer.SerializeToUtf8Bytes(Content(referral), Json), ct);
        File.Move(half, file, overwrite: true);
    }

    private static object Content(ModerationReferral referral) => new
    {
        referral.Reference,
        referral.Url,
        referral.LegalBasis,
        referral.IssuingAuthority,
        referral.IssuingState,
        referral.OrderNumber,
        referral.TerritorialScope,
        ReceivedAtUtc = referral.ReceivedAt.UtcDateTime,
        ReferredAtUtc = referral.ReferredAt.UtcDateTime,
    };
}
