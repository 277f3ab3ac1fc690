using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Documents;
using Portal.Core.Emergencies;
using Portal.Core.Notices;
using Portal.Core.Preservation;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <param name="Who">A person of the agency by name; staff and the worker as what they are.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Who, string What);

/// <summary>What happened to a request, as far as its agency may know: named here, event by event; the rest stays in the log.</summary>
public sealed class AgencyTimelineQuery(PortalDb db)
{
    private const string Staff = "Our legal staff";
    private const string Itself = "Portal";

    private static readonly string Moved = AuditEvent.NameOf(typeof(RequestMoved));
    private static readonly string Drafted = AuditEvent.NameOf(typeof(RequestDrafted));

    /// <summary>Acts of the agency's own people, told in the sentence of the log.</summary>
    private static readonly string[] Own =
    [
        Drafted,
        AuditEvent.NameOf(typeof(DocumentAttached)),
        AuditEvent.NameOf(typeof(DocumentRemoved)),
        AuditEvent.NameOf(typeof(EmergencyCoSigned)),
        AuditEvent.NameOf(typeof(LegalProcessNamed)),
        AuditEvent.NameOf(typeof(MessageWritten)),
        AuditEvent.NameOf(typeof(PreservationLinked)),
        AuditEvent.NameOf(typeof(NonDisclosureStated)),
        AuditEvent.NameOf(typeof(RequestPartWithdrawn)),
        AuditEvent.NameOf(typeof(RequestAppealed)),
        AuditEvent.NameOf(typeof(DownloadCompleted)),
        AuditEvent.NameOf(typeof(DestructionConfirmed)),
    ];

    /// <summary>Acts of our staff that are about the agency, in the same sentence.</summary>
    private static readonly string[] Told = [AuditEvent.NameOf(typeof(RequestAcknowledged)), AuditEvent.NameOf(typeof(LetterSent)), AuditEvent.NameOf(typeof(FollowUpOpened)), AuditEvent.NameOf(typeof(FollowUpConfirmed))];

    /// <param name="request">Loaded through its visibility.</param>
    public async Task<ImmutableArray<TimelineEntry>> ExecuteAsync(LegalRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var entries = await db.AuditEntries.AsNoTracking()
            .Where(a => a.RequestId == request.Id && (a.Name == Moved || Told.Contains(a.Name) || (Own.Contains(a.Name) && a.AgencyId == request.AgencyId)))
            .OrderByDescending(a => a.Id)
            .ToListAsync(ct);
        return
        [
            .. entries.Select(entry => (entry, What: Tell(entry)))
                .Where(told => told.What is not null)
                .Select(told => new TimelineEntry(told.entry.At, Who(told.entry, request), told.What!)),
        ];
    }

    private static string Who(AuditEntry entry, LegalRequest request) =>
        entry.AgencyId == request.AgencyId ? entry.ActorName
        : entry.ActorId == Access.Actor.WorkerId ? Itself
        : Staff;

    private static string? Tell(AuditEntry entry) =>
        entry.Name == Moved ? Step(entry)
        // The log names the instrument by its code; the page's head names it in words.
        : entry.Name == Drafted ? "Started the draft"
        : entry.Sentence;

    private static string? Step(AuditEntry entry)
    {
        using var canonical = JsonDocument.Parse(entry.Canonical);
        var what = canonical.RootElement.GetProperty("what");
        var reason = what.TryGetProperty("reason", out var given) ? given.GetString() : null;
        return AgencyWords.Of(Enum.Parse<RequestAction>(what.GetProperty("action").GetString()!), reason);
    }
}
