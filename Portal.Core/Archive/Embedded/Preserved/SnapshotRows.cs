using System.Text.Json;

namespace Portal.Core.Archive.Embedded.Preserved;

/// <summary>What stands in a piece of a snapshot: rows as they lie in the archive's file, in its numbers, texts and conversation keys still sealed.</summary>
internal sealed record SnapshotRows
{
    public List<AccountRow> Accounts { get; init; } = [];

    public List<HandleRow> Handles { get; init; } = [];

    public List<ConversationRow> Conversations { get; init; } = [];

    public List<MembershipRow> Memberships { get; init; } = [];

    public List<PreservedMessage> Messages { get; init; } = [];

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static SnapshotRows Read(ReadOnlySpan<byte> piece) => JsonSerializer.Deserialize<SnapshotRows>(piece)!;
}

internal sealed record AccountRow(long No, string Id, long Declared, string Handle, string HandleNormal, string? DisplayName, string? Email, string? EmailNormal, string? Phone, string? PhoneNormal, long? CreatedAt);

internal sealed record HandleRow(long AccountNo, long From, long Until, string Handle, string HandleNormal);

internal sealed record ConversationRow(long No, string Id, string? Kind, byte[] SealedKey);

internal sealed record MembershipRow(long ConversationNo, long AccountNo, long Joined, long Left);

/// <param name="Recipients">As the archive writes them: a JSON array of account numbers, or null.</param>
/// <param name="Body">Sealed; null where content is not kept.</param>
/// <param name="Tag">The archive's keyed tag of the content.</param>
internal sealed record PreservedMessage(
    long SenderNo, long SentAt, long Sequence, long ConversationNo, string Id, string Type, string? Recipients, long? EditedAt, long? EditedBy, long Versions,
    long? DeletedAt, long? DeletedBy, string? MediaId, string? MediaSha256, byte[]? Body, byte[] Tag, List<PreservedVersion> Earlier);

internal sealed record PreservedVersion(long Number, long ReplacedAt, long? ReplacedBy, byte[] Body);
