namespace Portal.Core.Legal;

/// <summary>When the account holder is told of a disclosure.</summary>
public enum NoticePolicy
{
    /// <summary>The edition does not say it in a form that a program can follow: people decide by its words.</summary>
    Unstated,

    /// <summary>Before anything is disclosed, so many days before, unless an order or a danger to life bars it.</summary>
    BeforeDisclosure,

    /// <summary>Once the danger that justified the disclosure has passed.</summary>
    AfterDanger,

    /// <summary>When the non-disclosure order ends.</summary>
    OnExpiry,

    /// <summary>At the latest when we give effect to the order.</summary>
    WithEffect,

    /// <summary>As the order itself says: a lawyer reads it.</summary>
    AsOrdered,

    /// <summary>The authority informs the person; we keep the order secret.</summary>
    ByAuthority,

    /// <summary>The moderation desk informs the person.</summary>
    ByModeration,

    /// <summary>Nobody is told.</summary>
    None,
}

/// <summary>What the rule book says of telling the account holder.</summary>
/// <param name="Days">Calendar days between notice and disclosure, for <see cref="NoticePolicy.BeforeDisclosure"/>; otherwise null.</param>
public sealed record NoticeRule(NoticePolicy Policy, int? Days, LegalStatement Statement);
