using System.Reflection;
using Fluid;
using Microsoft.Extensions.Options;
using Portal.Core;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Notifications;

namespace Portal.Tests.Templates;

public sealed class MailTests
{
    private static readonly MailComposer Composer = new(LetterTemplates.Load(), new OptionsWrapper<PortalOptions>(new() { PublicAddress = "https://portal.example/" }));
    private static readonly DateTimeOffset Due = new(2026, 12, 3, 14, 5, 0, TimeSpan.Zero);

    private static readonly MailKind[] WithAMoment =
    [
        MailKind.PackageReady, MailKind.PackageExpiring, MailKind.PreservationExpiring, MailKind.FollowUpDue, MailKind.FollowUpOverdue, MailKind.SecondPersonNeeded,
        MailKind.ClockDueSoon, MailKind.ClockOverdue, MailKind.NonDisclosureExpiring, MailKind.EmergencyArrived,
    ];

    private static readonly MailKind[] WithADay = [MailKind.QuestionWaiting, MailKind.NonDisclosureExpiring];

    public static TheoryData<MailKind> Kinds => [.. Enum.GetValues<MailKind>()];

    [Fact]
    public void Templates_OfMail_AreOneForEachKind() =>
        Assert.Equal(
            Enum.GetValues<MailKind>().Select(k => Composer.Compose(Mail(k), "UTC").TemplateName).Order(StringComparer.Ordinal),
            LetterTemplates.Names.Where(n => n.StartsWith("emails/", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compose_EveryKind_SaysWhereAndHidesTheRest(MailKind kind)
    {
        var mail = Mail(kind, staff: false, due: MailDue.When(Due));
        var letter = Composer.Compose(mail, "America/Los_Angeles");

        Assert.StartsWith("PR-2026-000123: ", letter.Subject, StringComparison.Ordinal);
        Assert.Contains($"https://portal.example/requests/{mail.SubjectId}", letter.PlainText, StringComparison.Ordinal);
        Assert.Contains("this mail holds nothing of it", letter.PlainText, StringComparison.Ordinal);
        Assert.All(["{{", "{%", "!", "\\"], syntax => Assert.DoesNotContain(syntax, letter.Subject + letter.PlainText, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compose_WithAMoment_TellsItInTheReadersZoneAndUtc(MailKind kind)
    {
        var told = Composer.Compose(Mail(kind, due: MailDue.When(Due)), "America/Los_Angeles").PlainText;
        var untold = Composer.Compose(Mail(kind), "America/Los_Angeles").PlainText;

        Assert.Equal(WithAMoment.Contains(kind), told.Contains("3 December 2026, 06:05 (America/Los_Angeles), which is 3 December 2026 at 14:05:00 UTC", StringComparison.Ordinal));
        Assert.DoesNotContain("2026 at", untold, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Compose_WithADay_TellsIt(MailKind kind) =>
        Assert.Equal(WithADay.Contains(kind), Composer.Compose(Mail(kind, due: MailDue.On(new DateOnly(2026, 12, 9))), "UTC").PlainText.Contains("9 December 2026", StringComparison.Ordinal));

    [Theory]
    [InlineData(MailSubject.Request, true, "/review/")]
    [InlineData(MailSubject.Request, false, "/requests/")]
    [InlineData(MailSubject.Preservation, true, "/review/preservation")]
    [InlineData(MailSubject.Preservation, false, "/preservation/")]
    public void Compose_ForEitherSide_LinksToItsOwnPage(MailSubject subject, bool staff, string path) =>
        Assert.Contains("https://portal.example" + path, Composer.Compose(new OutgoingMail(MailKind.ClockDueSoon, new MailAbout(subject, Guid.NewGuid(), "X-1"), Guid.NewGuid(), staff, null, Due), "UTC").PlainText, StringComparison.Ordinal);

    [Fact]
    public void Compose_ForAZoneNobodyKnows_TellsUtc() =>
        Assert.Contains("3 December 2026, 14:05 (UTC)", Composer.Compose(Mail(MailKind.ClockDueSoon, due: MailDue.When(Due)), "Mars/Olympus").PlainText, StringComparison.Ordinal);

    /// <summary>The program refuses a template that names what its model lacks; this refuses a model that carries what its template leaves unsaid.</summary>
    [Fact]
    public void Models_OfMail_CarryNothingThatTheirTemplatesLeaveOut()
    {
        var unused = new List<string>();
        foreach (var model in typeof(MailHead).Assembly.GetTypes().Where(t => typeof(ILetter).IsAssignableFrom(t) && t.Namespace == typeof(MailHead).Namespace && !t.IsInterface))
        {
            var name = (string)model.GetProperty("TemplateName", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates", name, "v1", "en.liquid"));
            unused.AddRange(Fields(model).Where(f => !text.Contains(f, StringComparison.Ordinal)).Select(f => $"{name}: {f}"));
        }

        Assert.Empty(unused);
    }

    private static IEnumerable<string> Fields(Type model) => model.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p =>
        p.PropertyType == typeof(MailHead) ? Fields(typeof(MailHead)).Select(f => $"head.{f}")
        : p.PropertyType == typeof(MailTime) ? Fields(typeof(MailTime)).Select(f => $"{MemberNameStrategies.SnakeCase(p)}.{f}")
        : [MemberNameStrategies.SnakeCase(p)]);

    private static OutgoingMail Mail(MailKind kind, bool staff = false, MailDue? due = null) =>
        new(kind, new MailAbout(MailSubject.Request, new Guid("0198a000-0000-7000-8000-000000000001"), "PR-2026-000123"), Guid.NewGuid(), staff, due, Due);
}
