using System.Buffers;

namespace Portal.Core.Archive.Embedded;

internal enum ImportRecord
{
    Message,
    Account,
    Conversation,
    Membership,
}

/// <summary>One line of an import file as parsed; used again for the next line.</summary>
internal sealed class ImportRow
{
    public ImportRecord Record { get; set; }
    public string? MessageId { get; set; }
    public string? ConversationId { get; set; }
    public string? Sender { get; set; }
    public bool SenderNamed { get; set; }
    public List<string> Recipients { get; } = [];
    public long? SentAt { get; set; }
    public string? Type { get; set; }
    public string? Lang { get; set; }
    public string? Thread { get; set; }
    public string? Precision { get; set; }
    public long? Seq { get; set; }
    public long? EditedAt { get; set; }
    public string? EditedBy { get; set; }
    public long? DeletedAt { get; set; }
    public string? DeletedBy { get; set; }
    public string? MediaId { get; set; }
    public string? MediaSha256 { get; set; }
    public List<ImportEdit> Edits { get; } = [];
    public string? AccountId { get; set; }
    public string? Handle { get; set; }
    public string? DisplayName { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public long? CreatedAt { get; set; }
    public List<ImportHandle> Handles { get; } = [];
    public long? JoinedAt { get; set; }
    public long? LeftAt { get; set; }
    public string? Kind { get; set; }

    /// <summary>UTF-8; it never becomes a string on its way into the archive.</summary>
    public ArrayBufferWriter<byte> Text { get; } = new(4096);

    /// <summary>Null where the field is absent, false where it is null.</summary>
    public bool? HasText { get; set; }

    public void Clear()
    {
        Record = ImportRecord.Message;
        MessageId = ConversationId = Sender = Type = Lang = Thread = Precision = EditedBy = DeletedBy = MediaId = MediaSha256 = null;
        AccountId = Handle = DisplayName = Email = Phone = Kind = null;
        SentAt = EditedAt = DeletedAt = CreatedAt = JoinedAt = LeftAt = Seq = null;
        SenderNamed = false;
        HasText = null;
        Recipients.Clear();
        Edits.Clear();
        Handles.Clear();
        Text.ResetWrittenCount();
    }
}

internal sealed record ImportEdit(byte[] Text, long ReplacedAt, string? ReplacedBy);

internal sealed record ImportHandle(string Handle, long From, long? Until);

/// <summary>A line that cannot be imported. Says which field and what is wrong, never what the field holds.</summary>
internal sealed class UnusableRowException(QuarantineReason reason, string detail) : Exception(detail)
{
    public QuarantineReason Reason { get; } = reason;
}
