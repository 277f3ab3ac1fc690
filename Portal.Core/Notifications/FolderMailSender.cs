using System.Globalization;
using MimeKit;

namespace Portal.Core.Notifications;

/// <summary>Writes each mail as an .eml file, for the demo and for machines from which no mail may leave. The same mail again is the same file.</summary>
public sealed class FolderMailSender(MailOptions options, string folder) : IMailSender
{
    public string Folder { get; } = Path.GetFullPath(folder);

    public async Task SendAsync(MailMessage mail, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var file = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{mail.At.UtcDateTime:yyyyMMdd-HHmmss}-{mail.Id:N}.eml"));
        try
        {
            using var message = MailFormat.Write(mail, options);
            Directory.CreateDirectory(Folder);
            await using (var unfinished = File.Create(file + ".part"))
            {
                await message.WriteToAsync(FormatOptions.Default, unfinished, ct);
            }
            File.Move(file + ".part", file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailNotTakenException($"The folder {Folder} cannot be written to: {e.Message}", inner: e);
        }
        catch (ParseException e)
        {
            throw new MailNotTakenException($"“{mail.Address}” is no mail address.", final: true, e);
        }
    }
}
