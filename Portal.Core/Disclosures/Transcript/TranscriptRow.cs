using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Pdf;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>One message as a row of the transcript.</summary>
internal static class TranscriptRow
{
    private const int MostRecipients = 12;

    /// <param name="ordinal">The message's place in the whole transcript, from 1.</param>
    /// <param name="clock">Tells the time beside UTC; null for UTC alone.</param>
    public static MessageRow Of(MessageRecord record, long ordinal, OrderClock? clock = null)
    {
        var body = record.Body ?? "";
        return new MessageRow(Time(record.SentUtc), SenderOf(record), Recipients(record.RecipientIds), body)
        {
            Number = ordinal,
            TimeDetail = string.Create(CultureInfo.InvariantCulture, $"{(clock is null ? "" : clock.Tell(record.SentUtc) + "\n")}No. {ordinal:N0}"),
            Reference = new MixedText(record.AuthorisationLine + " · ", record.MessageId, " · ", record.ConversationId),
            Labels = Labels(record),
            Notes = Notes(record),
        };
    }

    /// <summary>A conversation as the side panel names it, by its first message of a day: who to whom, and its identifier.</summary>
    public static string ConversationOf(MessageRecord record)
    {
        var to = record.RecipientIds switch
        {
            [] => "",
            [var one] => $" to {one}",
            [var one, .. var others] => string.Create(CultureInfo.InvariantCulture, $" to {one} and {others.Length:N0} more"),
        };
        return $"{SenderOf(record)}{to} · {record.ConversationId}";
    }

    private static string SenderOf(MessageRecord record) =>
        record.SenderId.Length == 0 ? "(no sender)"
        : record.SenderHandleThen.Length == 0 || record.SenderHandleThen == record.SenderId ? record.SenderId
        : $"{record.SenderHandleThen} ({record.SenderId})";

    private static List<string> Recipients(ImmutableArray<string> recipients) =>
        recipients.Length <= MostRecipients
            ? [.. recipients]
            : [.. recipients.Take(MostRecipients), $"and {recipients.Length - MostRecipients} more, listed in the record files"];

    private static List<MixedText> Labels(MessageRecord record)
    {
        var labels = new List<MixedText>();
        if (record.Type is not ("message" or "")) labels.Add(new MixedText("", record.Type));
        if (record.EditedUtc is { } edited) labels.Add(By($"Edited {Stamp(edited)}", record.EditedBy, ""));
        if (record.DeletedUtc is { } deleted) labels.Add(By($"Deleted {Stamp(deleted)}", record.DeletedBy, ""));
        if (record.Body is null) labels.Add("Without content");
        return labels;
    }

    private static List<MixedText> Notes(MessageRecord record)
    {
        var notes = new List<MixedText>();
        foreach (var version in record.EarlierVersions)
        {
            notes.Add(By($"Before {Stamp(version.ReplacedUtc)}", version.ReplacedBy, ":"));
            notes.Add(version.Body);
        }
        if (record.MediaId is { } media) notes.Add(new MixedText("Attachment ", media, ", SHA-256 ", record.MediaSha256 ?? "not known"));
        return notes;
    }

    private static MixedText By(string words, string? who, string after) => who is null ? words + after : new MixedText(words + " by ", who, after);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(at.Millisecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
