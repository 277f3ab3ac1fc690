using System.ComponentModel.DataAnnotations;
using Portal.Core.Access;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

public sealed record NotificationForm
{
    [Display(Name = "Enforcing authority")]
    public string? Authority { get; init; }

    [Display(Name = "How it is reached")]
    public string? Contact { get; init; }

    [Display(Name = "Notified at, in UTC")]
    public string? NotifiedAt { get; init; }

    /// <summary>As last recorded, else as the certificate names it.</summary>
    public static NotificationForm For(ReviewRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var fields = of.Request.OrderFields;
        return new NotificationForm
        {
            Authority = of.Authority.Notification?.Authority ?? fields.GetValueOrDefault("enforcingAuthority"),
            Contact = of.Authority.Notification?.Contact ?? fields.GetValueOrDefault("enforcingAuthorityContact"),
        };
    }

    public RecordNotification.Input ToInput(Guid requestId) => new(requestId, Authority, Contact, NotifiedAt);
}

public sealed record ClearanceForm
{
    [Display(Name = "Who cleared it")]
    public string? From { get; init; }

    [Display(Name = "The authority's file number")]
    public string? Reference { get; init; }

    public ClearHold.Input ToInput(Guid requestId) => new(requestId, From, Reference);
}

public sealed record AuthorityView(ReviewRequest Of, Actor Me, NotificationForm Notification, ClearanceForm Clearance)
{
    public Guid Id => Of.Request.Id;

    public AuthorityFile File => Of.Authority;

    public bool CanNotify => File.HasEnforcingAuthority && Me.Can(Permission.CorrespondWithAgency) && !RequestTransitions.IsFinal(Of.Request.Status);

    public bool CanClear => Of.Request.Status == RequestStatus.AuthorityHold && Me.Can(Permission.ApproveScope);

    public bool CanObject => AuthorityWords.Extents(Of.Request.Status).Any() && File.HasEnforcingAuthority && Me.Can(Permission.RejectRequest);

    public string WhyNotClear => Of.Request.Status == RequestStatus.AuthorityHold
        ? "A legal approver records the clearance, because it lets the records go."
        : "No hold of an enforcing authority is on.";
}

/// <summary>What an enforcing authority said and what a form does, in words.</summary>
public static class AuthorityWords
{
    public static string Of(EnforcingAnswerKind kind) => kind switch
    {
        EnforcingAnswerKind.Cleared => "Cleared the order",
        EnforcingAnswerKind.ObjectedWholly => "Objects to the whole order",
        EnforcingAnswerKind.ObjectedPartly => "Objects to a part",
        EnforcingAnswerKind.ObjectedAfterwards => "Objects to the use of what was disclosed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(RefusalEffect effect) => effect switch
    {
        RefusalEffect.AwaitAnswer => "Wait for the authority's answer",
        RefusalEffect.NonExecution => "Refuse execution for good",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    /// <summary>To what an authority can object while a request stands like this.</summary>
    public static IEnumerable<EnforcingAnswerKind> Extents(RequestStatus status) =>
        RecordObjection.IsAfterwards(status) ? [EnforcingAnswerKind.ObjectedAfterwards]
        : RequestTransitions.Find(status, RequestAction.RefuseExecution) is not null && status != RequestStatus.NeedsInfo ? [EnforcingAnswerKind.ObjectedWholly, EnforcingAnswerKind.ObjectedPartly]
        : status == RequestStatus.NeedsInfo ? [EnforcingAnswerKind.ObjectedWholly]
        : [];
}
