using System.Text;
using Portal.Core.Archive;

namespace Portal.Tests.Core.Archive;

public sealed class EmbeddedArchiveContractTests : MessageArchiveContract, IDisposable
{
    private readonly ArchiveFolder folder = new();

    protected override async Task<IMessageArchive> FillAsync(ArchiveContents contents)
    {
        var archive = folder.New();
        var result = await ArchiveFolder.Import(archive, Rows(contents));
        Assert.Equal(0, result.QuarantinedTotal);
        Assert.Equal(contents.Messages.Length, result.Messages);
        return archive;
    }

    internal static string Rows(ArchiveContents contents)
    {
        var rows = new StringBuilder();
        foreach (var stint in contents.Memberships)
            rows.Append(ArchiveFolder.Row(new { record = "membership", conversation_id = stint.Conversation, account_id = stint.Account, joined_at = stint.Joined, left_at = stint.Left }));
        foreach (var message in contents.Messages)
        {
            rows.Append(ArchiveFolder.Row(new
            {
                message_id = message.Id,
                conversation_id = message.Conversation,
                sender = message.Sender,
                type = message.Sender is null ? "system" : "message",
                recipients = message.Recipients,
                sent_at = message.Sent,
                text = message.Text,
                deleted_at = message.Deleted,
                edits = message.Edits.Select(edit => new { text = edit.Text, replaced_at = edit.Replaced }),
            }));
        }
        return rows.ToString();
    }

    public void Dispose() => folder.Dispose();
}
