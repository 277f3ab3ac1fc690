using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Audit;

/// <summary>
/// Writes events into the transaction of what they record. It only ever adds to the context; the commit that makes the change
/// lasting makes the event lasting, and if the event cannot be written neither is the change.
/// </summary>
public sealed class AuditTrail(PortalDb db, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public AuditEntry Record(AuditEvent happened, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(actor);
        var eventId = Guid.CreateVersion7(clock.GetUtcNow());
        var at = clock.GetUtcNow();
        var envelope = new
        {
            v = 1,
            id = eventId,
            at,
            name = happened.Name,
            actor = new { id = actor.PersonId, name = actor.Name, roles = actor.Roles, agency = actor.AgencyId, origin = actor.Origin },
            request = happened.RequestId,
            what = JsonSerializer.SerializeToElement(happened, happened.GetType(), Canonical),
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(envelope, Canonical);
        var entry = new AuditEntry
        {
            EventId = eventId,
            At = at,
            Name = happened.Name,
            ActorId = actor.PersonId,
            ActorName = actor.Name,
            AgencyId = actor.AgencyId,
            RequestId = happened.RequestId,
            Sentence = happened.Sentence,
            Canonical = bytes,
            LeafHash = LeafHash(bytes),
        };
        db.AuditEntries.Add(entry);
        return entry;
    }

    /// <summary>RFC 6962 section 2.1: the hash of a leaf is SHA-256 of 0x00 followed by its bytes.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> canonical)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(canonical);
        return hash.GetHashAndReset();
    }
}
