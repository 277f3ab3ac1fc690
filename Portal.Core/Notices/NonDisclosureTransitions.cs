using System.Collections.Immutable;
using Portal.Core.Access;

namespace Portal.Core.Notices;

/// <summary>Where a non-disclosure order stands. Only <see cref="Active"/> and <see cref="Expiring"/> bar a notice.</summary>
public enum NonDisclosureStatus
{
    /// <summary>The agency states it; nobody of the staff has compared it with the document yet.</summary>
    Stated,

    /// <summary>Confirmed against its document: the account holder must not be told.</summary>
    Active,

    /// <summary>It ends within the days of the rule book's alarm.</summary>
    Expiring,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>The court ended it before its last day.</summary>
    EndedEarly,

    /// <summary>A later order has taken its place.</summary>
    Renewed,

    /// <summary>It has ended and every account holder it concerned has been told.</summary>
    NoticeSent,

    /// <summary>What the agency stated is no order that bars a notice.</summary>
    Declined,
}

public enum NonDisclosureAction
{
    Confirm,
    Decline,
    RaiseAlarm,
    Expire,
    EndEarly,
    Renew,
    RecordNotice,
}

/// <param name="Permission">What the actor must hold.</param>
/// <param name="NeedsReason">The actor must say why, in words that are kept.</param>
public sealed record NonDisclosureTransition(NonDisclosureStatus From, NonDisclosureAction Action, NonDisclosureStatus To, Permission Permission, bool NeedsReason = false);

/// <summary>The life of a non-disclosure order: the one table that guards it.</summary>
public static class NonDisclosureTransitions
{
    public static ImmutableArray<NonDisclosureTransition> All { get; } =
    [
        new(NonDisclosureStatus.Stated, NonDisclosureAction.Confirm, NonDisclosureStatus.Active, Permission.DecideNotice),
        new(NonDisclosureStatus.Stated, NonDisclosureAction.Decline, NonDisclosureStatus.Declined, Permission.DecideNotice, NeedsReason: true),

        new(NonDisclosureStatus.Active, NonDisclosureAction.RaiseAlarm, NonDisclosureStatus.Expiring, Permission.SendNotice),
        new(NonDisclosureStatus.Active, NonDisclosureAction.Expire, NonDisclosureStatus.Expired, Permission.SendNotice),
        new(NonDisclosureStatus.Active, NonDisclosureAction.EndEarly, NonDisclosureStatus.EndedEarly, Permission.DecideNotice, NeedsReason: true),
        new(NonDisclosureStatus.Active, NonDisclosureAction.Renew, NonDisclosureStatus.Renewed, Permission.DecideNotice),

        new(NonDisclosureStatus.Expiring, NonDisclosureAction.Expire, NonDisclosureStatus.Expired, Permission.SendNotice),
        new(NonDisclosureStatus.Expiring, NonDisclosureAction.EndEarly, NonDisclosureStatus.EndedEarly, Permission.DecideNotice, NeedsReason: true),
        new(NonDisclosureStatus.Expiring, NonDisclosureAction.Renew, NonDisclosureStatus.Renewed, Permission.DecideNotice),

        new(NonDisclosureStatus.Expired, NonDisclosureAction.RecordNotice, NonDisclosureStatus.NoticeSent, Permission.SendNotice),
        new(NonDisclosureStatus.EndedEarly, NonDisclosureAction.RecordNotice, NonDisclosureStatus.NoticeSent, Permission.SendNotice),
    ];

    /// <summary>The row for an action in a status, or null where the table has none: the action is then impossible.</summary>
    public static NonDisclosureTransition? Find(NonDisclosureStatus from, NonDisclosureAction action) =>
        All.FirstOrDefault(row => row.From == from && row.Action == action);
}
