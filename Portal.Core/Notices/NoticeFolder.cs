using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Core.Notices;

/// <summary>
/// Puts each notice into a folder from which the platform's notification service takes it: first <c>{id}.txt</c>, the words alone,
/// then <c>{id}.json</c>, which says whom they are for. The second file is the sign that both are there; neither is ever seen half written.
/// </summary>
internal sealed class NoticeFolder(string folder) : IAccountNotifier
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<string> DeliverAsync(AccountNotice notice, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(notice);
        Directory.CreateDirectory(folder);
        var text = Encoding.UTF8.GetBytes($"{notice.Subject}\n\n{notice.Text}");
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                noticeId = notice.Id,
                notice.AccountId,
                notice.Handle,
                notice.Subject,
                notice.Text,
                textSha256 = Convert.ToHexStringLower(SHA256.HashData(text)),
                at = notice.At.UtcDateTime,
            },
            Json);
        await PutAsync($"{notice.Id}.txt", text, ct);
        await PutAsync($"{notice.Id}.json", json, ct);
        return Convert.ToHexStringLower(SHA256.HashData(json));
    }

    /// <summary>Written beside and renamed: two workers at once put the same bytes under the same name.</summary>
    private async Task PutAsync(string name, byte[] bytes, CancellationToken ct)
    {
        var beside = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(beside, Owned()))
            {
                await file.WriteAsync(bytes, ct);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static FileStreamOptions Owned()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        // Readable to the group in which the notification service runs, and to nobody else.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        return options;
    }
}
