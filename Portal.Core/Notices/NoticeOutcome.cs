using System.Collections.Immutable;
using Portal.Core.Legal;

namespace Portal.Core.Notices;

/// <summary>What is decided about telling the account holders of one request.</summary>
public enum NoticeOutcome
{
    /// <summary>They are told at once and the records wait for the notice period.</summary>
    TellFirst,

    /// <summary>A confirmed non-disclosure order bars it: they are told when it ends, and the records do not wait.</summary>
    DelayedByOrder,

    /// <summary>A danger to life or a statute bars it: looked at again by a day that is set, and the records do not wait.</summary>
    Barred,

    /// <summary>They are told when the records are released.</summary>
    WithRelease,

    /// <summary>We tell nobody.</summary>
    NotRequired,
}

/// <summary>What a reviewer may choose, by the rule book's policy and by whether an order bars notice.</summary>
/// <param name="Suggested">What follows by itself; null where a person has to decide.</param>
public sealed record NoticeChoices(ImmutableArray<NoticeOutcome> Offered, NoticeOutcome? Suggested)
{
    /// <param name="barred">A confirmed non-disclosure order is in force.</param>
    /// <param name="emergency">Nothing about an emergency waits for a notice.</param>
    public static NoticeChoices For(NoticePolicy policy, bool barred, bool emergency) => policy switch
    {
        NoticePolicy.ByAuthority or NoticePolicy.ByModeration or NoticePolicy.None => By(NoticeOutcome.NotRequired),
        // A court's order comes before every policy of ours that would tell somebody.
        _ when barred => By(NoticeOutcome.DelayedByOrder, NoticeOutcome.Barred),
        _ when emergency => By(NoticeOutcome.Barred),
        NoticePolicy.AfterDanger => By(NoticeOutcome.Barred),
        NoticePolicy.BeforeDisclosure => By(NoticeOutcome.TellFirst, NoticeOutcome.Barred),
        NoticePolicy.WithEffect => By(NoticeOutcome.WithRelease, NoticeOutcome.Barred),
        NoticePolicy.AsOrdered or NoticePolicy.OnExpiry or NoticePolicy.Unstated =>
            new([NoticeOutcome.TellFirst, NoticeOutcome.WithRelease, NoticeOutcome.Barred, NoticeOutcome.NotRequired], null),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such policy."),
    };

    /// <summary>Whether a person must say in words why: wherever it does not follow from the rule book or an order by itself.</summary>
    public bool NeedsWords(NoticeOutcome outcome) => outcome != Suggested;

    private static NoticeChoices By(params NoticeOutcome[] offered) => new([.. offered], offered[0]);
}
