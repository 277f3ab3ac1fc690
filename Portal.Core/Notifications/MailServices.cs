using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Notifications;

/// <summary>Where mails are written when they are kept as files.</summary>
public sealed record MailFolder(string Path);

internal static class MailServices
{
    /// <summary>The kinds of mail and their models, for whoever reads the templates.</summary>
    public static IEnumerable<(string Name, Type Model)> Templates =>
    [
        Kind<RequestReceivedMail>(), Kind<LetterWaitingMail>(), Kind<QuestionWaitingMail>(), Kind<PackageReadyMail>(), Kind<PackageExpiringMail>(),
        Kind<PackageRecalledMail>(), Kind<RequestEndedMail>(), Kind<CoSignatureNeededMail>(), Kind<PreservationExpiringMail>(), Kind<FollowUpDueMail>(),
        Kind<FollowUpOverdueMail>(), Kind<AnswerReceivedMail>(), Kind<MessageReceivedMail>(), Kind<SecondPersonNeededMail>(), Kind<ClockDueSoonMail>(),
        Kind<ClockOverdueMail>(), Kind<NonDisclosureExpiringMail>(), Kind<EmergencyArrivedMail>(),
    ];

    public static IServiceCollection AddMail(this IServiceCollection services, PortalOptions options)
    {
        var mail = options.Mail;
        services.AddSingleton(mail);
        services.AddSingleton(new MailFolder(Path.GetFullPath(mail.Folder.Length > 0 ? mail.Folder : Path.Combine(options.DataFolder, "mail"))));
        services.AddSingleton<MailComposer>();
        services.AddSingleton<IMailSender>(provider => mail.EffectiveWay == MailWay.Smtp
            ? new SmtpMailSender(mail)
            : new FolderMailSender(mail, provider.GetRequiredService<MailFolder>().Path));
        return services;
    }

    private static (string Name, Type Model) Kind<T>()
        where T : ILetter => (T.TemplateName, typeof(T));
}
