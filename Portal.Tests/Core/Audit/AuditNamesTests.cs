using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Tests.Architecture;

namespace Portal.Tests.Core.Audit;

/// <summary>Names in the log are for ever: a reader of ten years hence searches by them.</summary>
public sealed class AuditNamesTests
{
    /// <summary>Add a line for a new event. Never change or remove one that has been released.</summary>
    private static readonly string[] Pinned =
    [
        "access.denied", "access.sign-in-failed", "access.signed-in", "access.signed-out", "access.step-up-failed", "access.step-up-passed",
        "action.refused",
        "agency.asked",
        "archive.purge-begun", "archive.purged",
        "audit.request-opened", "audit.searched",
        "authority.cleared", "authority.hold-began", "authority.notified", "authority.objected",
        "build.resumed", "build.stopped",
        "clock.extended",
        "demo.set-up",
        "document.attached", "document.removed", "document.viewed",
        "download.completed", "download.started",
        "effect.told",
        "agency.flag-cleared", "agency.flagged",
        "emergency.co-signed", "emergency.follow-up-confirmed", "emergency.follow-up-opened", "emergency.minimum-stated", "emergency.process-named",
        "extraction.started",
        "identity.called-back",
        "incident.opened",
        "enclosure.taken-away",
        "law.added",
        "letter.opened", "letter.printed", "letter.sent",
        "mail.failed", "mail.queued", "mail.sent",
        "message.written",
        "moderation.delivered", "moderation.referred",
        "non-disclosure.confirmed", "non-disclosure.moved", "non-disclosure.stated",
        "note.added",
        "notice.approved", "notice.bar-reviewed", "notice.decided", "notice.dropped", "notice.due", "notice.held-back", "notice.objected", "notice.objection-answered", "notice.previewed", "notice.sent",
        "package.destruction-confirmed", "package.expired", "package.recalled", "package.released", "package.sealed",
        "person.added", "person.changed",
        "preservation.accepted", "preservation.declined", "preservation.extended", "preservation.held", "preservation.lapsed", "preservation.letter-sent", "preservation.linked", "preservation.requested",
        "preservation.snapshot-begun", "preservation.snapshot-destroyed", "preservation.snapshot-stopped", "preservation.snapshot-taken", "preservation.unresolved", "preservation.viewed", "preservation.withdrawn",
        "question.answered",
        "recount.agreed", "recount.differed",
        "refusal-form.sent",
        "reminder.seen", "reminder.sent",
        "request.acknowledged", "request.assigned", "request.drafted", "request.edited", "request.moved", "request.targets-resolved", "request.turned-down", "request.viewed",
        "appeal.decided", "request.appealed", "request.earlier-stated", "request.part-withdrawn", "request.replaced-earlier", "request.target-file-applied",
        "scope.approved", "scope.counted", "scope.cut", "scope.cut-removed", "scope.proposed", "scope.refused", "scope.returned", "scope.third-parties-decided", "scope.voided",
        "view.deleted", "view.opens-queue", "view.renamed", "view.saved",
    ];

    private static readonly Type[] Events = [.. CompiledCode.All.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(AuditEvent)))];

    public static TheoryData<string> EventTypes => [.. Events.Where(t => !t.IsAbstract).Select(t => t.FullName!)];

    [Fact]
    public void Names_OfAllEvents_AreThePinnedOnesEachOnce() =>
        Assert.Equal(Pinned.Order(StringComparer.Ordinal), Events.Where(t => !t.IsAbstract).Select(AuditEvent.NameOf).Order(StringComparer.Ordinal));

    /// <summary>A name that is written out somewhere and mistyped finds nothing, for ever and quietly.</summary>
    [Fact]
    public void Names_WrittenOutInTheWeb_AreEachPinned()
    {
        var subjects = Pinned.Select(name => name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        // What a rule refuses, what a code is asked for and what a page says after a redirect have names of the same form.
        string[] others = ["scope.changed", StepUp.Approve, "notice.meaning", "notice.text"];
        var written = CompiledCode.StringsOf(CompiledCode.Web).Distinct()
            .Where(text => text.Split('.') is [var subject, { Length: > 0 } what] && subjects.Contains(subject) && what.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            .ToList();

        Assert.Contains("access.denied", written);
        Assert.Empty(written.Except(Pinned).Except(others));
    }

    [Fact]
    public void Events_OfEveryKind_AreSealedRecords() =>
        Assert.All(Events, t => Assert.True(t.IsSealed && t.GetMethod("<Clone>$") is not null, t.FullName));

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Sentence_OfAnEvent_ReadsLikeOne(string type)
    {
        var happened = (AuditEvent)Made(Events.Single(t => t.FullName == type));

        Assert.Matches(@"^[A-Z].*\S$", happened.Sentence);
        Assert.DoesNotContain("!", happened.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(happened.GetType().Name, happened.Sentence, StringComparison.Ordinal);
        // The sentence is a column of its own; whatever it says must fit.
        Assert.InRange(happened.Sentence.Length, 5, 4000);
    }

    [Theory]
    [InlineData("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData("00", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7")]
    [InlineData("4c313233343536", "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")]
    public void LeafHash_OfKnownLeaves_IsThatOfRfc6962(string leaf, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(AuditTrail.LeafHash(Convert.FromHexString(leaf))));

    [Fact]
    public void LeafHash_OfAnyLeaf_IsNotTheHashOfItsBytes()
    {
        // RFC 6962 section 2.1: the 0x00 in front keeps a leaf from passing for an inner node.
        var leaf = Encoding.UTF8.GetBytes("{}");

        Assert.Equal(SHA256.HashData([0x00, .. leaf]), AuditTrail.LeafHash(leaf));
        Assert.NotEqual(SHA256.HashData(leaf), AuditTrail.LeafHash(leaf));
    }

    /// <summary>An event of a type, with something plain in every part.</summary>
    private static object Made(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Plain(p.ParameterType))]);
    }

    private static readonly string Text = "Something " + new string('0', 64);

    private static object? Plain(Type type) => type switch
    {
        _ when type == typeof(string) => Text,
        _ when Nullable.GetUnderlyingType(type) is { } inner => Plain(inner),
        _ when type == typeof(object) => Text,
        { IsEnum: true } => Enum.GetValues(type).GetValue(0),
        { IsValueType: true, IsGenericType: true } => type.GetField("Empty")?.GetValue(null) ?? Activator.CreateInstance(type),
        { IsValueType: true } => Activator.CreateInstance(type),
        { IsArray: true } => Array.CreateInstance(type.GetElementType()!, 0),
        { IsInterface: true, IsGenericType: true } when type.GetGenericArguments() is [var element] => Array.CreateInstance(element, 0),
        { IsInterface: true, IsGenericType: true } => Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments())),
        _ => Made(type),
    };
}
