using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>What a request under the law of the European Union holds beside the rest: its authorities, their answers and our forms.</summary>
/// <param name="HasEnforcingAuthority">An enforcing authority may object to this order.</param>
/// <param name="HoldEnds">The end of its time, UTC; null where it has no hold.</param>
/// <param name="LaterObjectionEnds">In an emergency, until when it may object to the use, UTC; null before its notification is recorded.</param>
/// <param name="ObjectionEnds">Until when we may object for another country's law, UTC.</param>
/// <param name="Notification">The latest, which counts.</param>
/// <param name="Answers">Newest first.</param>
/// <param name="Forms">Newest first.</param>
/// <param name="EffectDue">The authority waits to be told what effect was given.</param>
public sealed record AuthorityFile(
    bool HasEnforcingAuthority,
    bool SaysNotified,
    bool TakesRefusalForm,
    bool IsRoutedToModeration,
    DateTimeOffset? HoldEnds,
    DateTimeOffset? LaterObjectionEnds,
    DateTimeOffset? ObjectionEnds,
    AuthorityNotification? Notification,
    ImmutableArray<EnforcingAnswer> Answers,
    ImmutableArray<RefusalForm> Forms,
    ModerationReferral? Referral,
    bool EffectDue,
    ImmutableArray<string> Raised,
    ImmutableArray<EuReason> Grounds,
    ImmutableArray<EuReason> FormReasons)
{
    /// <summary>There is anything to show of it.</summary>
    public bool Concerns => HasEnforcingAuthority || TakesRefusalForm || IsRoutedToModeration || EffectDue || Answers.Length > 0;

    /// <summary>An objection that came after the disclosure: the use of the data has to stop.</summary>
    public EnforcingAnswer? StopUsing => Answers.FirstOrDefault(a => a.Kind == EnforcingAnswerKind.ObjectedAfterwards);

    /// <summary>Where no notification is known, silence frees nothing.</summary>
    public bool SilenceFrees => SaysNotified || Notification is not null;
}

public sealed class AuthorityFileQuery(PortalDb db, RequestLaw law)
{
    /// <param name="request">Loaded through its visibility.</param>
    public async Task<AuthorityFile> ExecuteAsync(LegalRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rule = law.RuleOf(request);
        var book = law.BookOf(request);
        var notification = await db.AuthorityNotifications.AsNoTracking().Where(n => n.RequestId == request.Id).OrderByDescending(n => n.RecordedAt).FirstOrDefaultAsync(ct);
        return new AuthorityFile(
            AuthorityLaw.HasEnforcingAuthority(rule, request),
            AuthorityLaw.SaysNotified(request),
            AuthorityLaw.TakesRefusalForm(rule),
            AuthorityLaw.IsRoutedToModeration(rule),
            law.HoldAfterApproval(request) is null ? null : AuthorityLaw.HoldEnds(request, law),
            notification is null ? null : AuthorityLaw.LaterObjectionEnds(request, law, notification.NotifiedAt),
            AuthorityLaw.ObjectionEnds(request, law),
            notification,
            [.. await db.EnforcingAnswers.AsNoTracking().Where(a => a.RequestId == request.Id).OrderByDescending(a => a.RecordedAt).ToListAsync(ct)],
            [.. await db.RefusalForms.AsNoTracking().Where(f => f.RequestId == request.Id).OrderByDescending(f => f.SentAt).ToListAsync(ct)],
            await db.ModerationReferrals.AsNoTracking().FirstOrDefaultAsync(r => r.RequestId == request.Id, ct),
            AuthorityLaw.AsksForEffect(rule) && EffectWords.Possible(request.Status).Any()
                && !await db.Correspondence.AnyAsync(c => c.RequestId == request.Id && c.TemplateName == DsaInformationLetter.TemplateName, ct),
            [.. CertificateCheck.Raised(rule, request)],
            book.Article12Grounds,
            book.AnnexIIIReasons);
    }
}
