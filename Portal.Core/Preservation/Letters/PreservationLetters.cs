using Microsoft.Extensions.Options;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation.Letters;

/// <summary>The letters about a preservation. Each goes out in the transaction of what it says; a preview changes nothing.</summary>
public sealed class PreservationLetters(PortalDb db, AuditTrail audit, LetterTemplates templates, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <summary>What will go out when the snapshot is taken, were it taken now.</summary>
    internal RenderedLetter PreviewAcknowledgement(PreservationRequest preservation, IReadOnlyList<PreservationSnapshot> snapshots, Actor actor)
    {
        var now = clock.GetUtcNow();
        return Acknowledgement(preservation, snapshots, now, PreservationTerm.Of(preservation).HoldFrom(now, preservation.Agency.Zone).Instant!.Value, actor);
    }

    internal void Acknowledge(PreservationRequest preservation, IReadOnlyList<PreservationSnapshot> snapshots, Actor by) =>
        Send(preservation, Acknowledgement(preservation, [.. snapshots.Where(s => s.Status == SnapshotStatus.Kept)], preservation.SnapshotAt!.Value, preservation.ExpiresAt!.Value, by), by);

    internal RenderedLetter PreviewDecline(PreservationRequest preservation, string reason, Actor actor) =>
        templates.Render(new PreservationDeclinedLetter { Head = HeadOf(preservation, actor), ReceivedUtc = preservation.ReceivedAt, Reason = reason });

    internal void Decline(PreservationRequest preservation, string reason, Actor by) => Send(preservation, PreviewDecline(preservation, reason, by), by);

    /// <param name="linked">Whether it ended with the request it was kept for.</param>
    internal void Lapse(PreservationRequest preservation, bool linked, Actor by) => Send(
        preservation,
        templates.Render(new PreservationLapsedLetter
        {
            Head = HeadOf(preservation, by),
            KeptUntilUtc = linked ? preservation.EndedAt!.Value : preservation.ExpiresAt!.Value,
            DestroyedUtc = preservation.EndedAt!.Value,
            RequestEnded = linked,
        }),
        by);

    private RenderedLetter Acknowledgement(PreservationRequest preservation, IReadOnlyList<PreservationSnapshot> snapshots, DateTimeOffset taken, DateTimeOffset until, Actor actor) => templates.Render(new PreservationAcknowledgementLetter
    {
        Head = HeadOf(preservation, actor),
        Accounts = [.. snapshots.Select(s => $"{s.IdentifierValue} ({IdentifierWords.Of(s.IdentifierKind)})")],
        TakenUtc = taken,
        KeptUntil = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, TimeZoneInfo.FindSystemTimeZoneById(preservation.Agency.Zone)).DateTime),
        ExtensionDays = PreservationTerm.Of(preservation).ExtensionDays,
    });

    private void Send(PreservationRequest preservation, RenderedLetter letter, Actor by)
    {
        var kept = PreservationLetter.Of(preservation.Id, letter, by, clock.GetUtcNow());
        db.PreservationLetters.Add(kept);
        audit.Record(new PreservationLetterSent(preservation.Id, kept.Id, letter.Subject, letter.TemplateName, letter.TemplateVersion, letter.TemplateSha256, LetterPreview.Of(letter).Sha256), by);
    }

    /// <summary>What the worker sends goes out in the company's name: there is no person who wrote it.</summary>
    private LetterHead HeadOf(PreservationRequest preservation, Actor by)
    {
        var company = options.Value.Company;
        var person = !by.Roles.Contains(Role.Worker);
        return new LetterHead
        {
            Provider = company.Name,
            Reference = preservation.Reference,
            TheirReference = preservation.CaseNumber,
            RecipientName = preservation.OfficerName,
            RecipientAgency = preservation.Agency.Name,
            Date = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            Instrument = PreservationTerm.Of(preservation).Rule.Name,
            RequestUrl = $"{options.Value.PublicAddress.TrimEnd('/')}/preservation/{preservation.Id}",
            Contact = company.Contact,
            SenderName = person ? by.Name : "Legal Disclosure",
            SenderPost = person ? RoleWords.Of(by.Roles[0]) : "Preservation desk",
        };
    }
}
