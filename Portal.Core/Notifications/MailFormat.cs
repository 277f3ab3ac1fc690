using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Portal.Core.Notifications;

/// <summary>A mail as RFC 5322 has it: plain text in UTF-8, and headers that keep answering machines quiet (RFC 3834).</summary>
internal static class MailFormat
{
    public static MimeMessage Write(MailMessage mail, MailOptions options)
    {
        var from = MailboxAddress.Parse(options.FromAddress);
        from.Name = options.FromName;
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id:N}@{from.Domain}",
            Date = mail.At.ToUniversalTime(),
            Subject = mail.Subject,
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress(Encoding.UTF8, mail.Name, mail.Address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        var text = new TextPart(TextFormat.Plain);
        text.SetText(Encoding.UTF8, mail.Text);
        message.Body = text;
        return message;
    }
}
