using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Portal.Core.Notifications;

/// <summary>Hands mails to an SMTP server, a connection each: they are few, and a connection that idles is one more thing that breaks.</summary>
public sealed class SmtpMailSender(MailOptions options) : IMailSender
{
    private const int FirstPermanent = 500;

    private readonly SmtpOptions smtp = options.Smtp;

    private string Server => $"{smtp.Host}:{smtp.EffectivePort}";

    public async Task SendAsync(MailMessage mail, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(smtp.TimeoutSeconds));
        using var client = new SmtpClient { Timeout = smtp.TimeoutSeconds * 1000 };
        try
        {
            using var message = MailFormat.Write(mail, options);
            Trust(client);
            await client.ConnectAsync(smtp.Host, smtp.EffectivePort, Socket(smtp.Protection), patience.Token);
            if (smtp.User.Length > 0) await client.AuthenticateAsync(smtp.User, smtp.Password.Read() ?? "", patience.Token);
            await client.SendAsync(message, patience.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Why(e, mail.Address) is { } why)
        {
            throw new MailNotTakenException(why, IsFinal(e), e);
        }
        await LeaveAsync(client, patience.Token);
    }

    /// <summary>The mail is taken already: a server that says good-bye badly does not undo it.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
            // Nothing is lost by it.
        }
    }

    /// <summary>An authority of the house is trusted for this server alone; it publishes no revocation list that could be asked.</summary>
    private void Trust(SmtpClient client)
    {
        if (smtp.AuthorityFile.Length == 0) return;
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 shown) return false;
            using var own = new X509Chain();
            own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            own.ChainPolicy.CustomTrustStore.ImportFromPemFile(smtp.AuthorityFile);
            own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) own.ChainPolicy.ExtraStore.Add(element.Certificate);
            return own.Build(shown);
        };
    }

    private static SecureSocketOptions Socket(SmtpProtection protection) => protection switch
    {
        SmtpProtection.Tls => SecureSocketOptions.SslOnConnect,
        SmtpProtection.StartTls => SecureSocketOptions.StartTls,
        SmtpProtection.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(protection)),
    };

    private static bool IsFinal(Exception e) =>
        e is ParseException or SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: >= (SmtpStatusCode)FirstPermanent };

    /// <summary>What went wrong, for an administrator, or null where it is a fault of ours.</summary>
    private string? Why(Exception e, string address) => e switch
    {
        ParseException => $"“{address}” is no mail address.",
        AuthenticationException => $"{Server} refused the user name or the password. Check {MailOptions.Section}:Smtp:User and the password.",
        SslHandshakeException => $"The certificate of {Server} is not trusted, or does not name it. Name the authority that signed it in {MailOptions.Section}:Smtp:AuthorityFile.",
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => $"{Server} does not take mail for {address}: {(int)refused.StatusCode} {refused.Message}",
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => $"{Server} does not take mail from {options.FromAddress}: {(int)refused.StatusCode} {refused.Message}",
        SmtpCommandException refused => $"{Server} did not take the mail: {(int)refused.StatusCode} {refused.Message}",
        NotSupportedException => $"{Server} does not offer what {MailOptions.Section}:Smtp asks for: {e.Message}",
        ProtocolException => $"{Server} broke off or does not speak SMTP.",
        SocketException or IOException => $"{Server} cannot be reached: {e.Message}",
        OperationCanceledException or TimeoutException => $"{Server} did not answer within {smtp.TimeoutSeconds} seconds.",
        InvalidOperationException => e.Message,
        _ => null,
    };
}
