using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;

namespace Portal.Core.Notifications;

/// <summary>Makes a mail of its row, by the template of its kind. It is given no request, and so can tell of none.</summary>
public sealed class MailComposer(LetterTemplates templates, IOptions<PortalOptions> options)
{
    /// <param name="zone">IANA, of the reader. One that is not known is read as UTC.</param>
    public RenderedLetter Compose(OutgoingMail mail, string zone)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var head = HeadOf(mail);
        var due = mail.DueAt is { } at ? Told(at, zone) : null;
        return mail.Kind switch
        {
            MailKind.RequestReceived => templates.Render(new RequestReceivedMail { Head = head }),
            MailKind.LetterWaiting => templates.Render(new LetterWaitingMail { Head = head }),
            MailKind.QuestionWaiting => templates.Render(new QuestionWaitingMail { Head = head, AnswerBy = mail.DueDay }),
            MailKind.PackageReady => templates.Render(new PackageReadyMail { Head = head, Until = due }),
            MailKind.PackageExpiring => templates.Render(new PackageExpiringMail { Head = head, Until = due }),
            MailKind.PackageRecalled => templates.Render(new PackageRecalledMail { Head = head }),
            MailKind.RequestEnded => templates.Render(new RequestEndedMail { Head = head }),
            MailKind.CoSignatureNeeded => templates.Render(new CoSignatureNeededMail { Head = head }),
            MailKind.PreservationExpiring => templates.Render(new PreservationExpiringMail { Head = head, Until = due }),
            MailKind.FollowUpDue => templates.Render(new FollowUpDueMail { Head = head, Due = due }),
            MailKind.FollowUpOverdue => templates.Render(new FollowUpOverdueMail { Head = head, Due = due }),
            MailKind.AnswerReceived => templates.Render(new AnswerReceivedMail { Head = head }),
            MailKind.MessageReceived => templates.Render(new MessageReceivedMail { Head = head }),
            MailKind.SecondPersonNeeded => templates.Render(new SecondPersonNeededMail { Head = head, Due = due }),
            MailKind.ClockDueSoon => templates.Render(new ClockDueSoonMail { Head = head, Due = due }),
            MailKind.ClockOverdue => templates.Render(new ClockOverdueMail { Head = head, Due = due }),
            MailKind.NonDisclosureExpiring => templates.Render(new NonDisclosureExpiringMail { Head = head, Until = due, UntilDay = mail.DueDay }),
            MailKind.EmergencyArrived => templates.Render(new EmergencyArrivedMail { Head = head, Due = due }),
            _ => throw new ArgumentException($"{mail.Kind} has no template.", nameof(mail)),
        };
    }

    private MailHead HeadOf(OutgoingMail mail) => new()
    {
        Provider = options.Value.Company.Name,
        Reference = mail.Reference,
        Url = options.Value.PublicAddress.TrimEnd('/') + MailAbout.PathOf(mail.Subject, mail.SubjectId, mail.ToStaff),
        Contact = options.Value.Company.Contact,
    };

    private static MailTime Told(DateTimeOffset at, string zone)
    {
        var known = TimeZoneNames.Find(zone) ?? DateTimeZone.Utc;
        var local = Instant.FromDateTimeOffset(at).InZone(known).ToDateTimeUnspecified();
        return new MailTime { Local = string.Create(CultureInfo.InvariantCulture, $"{local:d MMMM yyyy, HH:mm} ({known.Id})"), Utc = at };
    }
}
