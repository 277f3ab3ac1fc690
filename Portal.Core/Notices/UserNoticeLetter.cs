using System.Collections.Immutable;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Notices;

/// <summary>What stands on every notice to an account holder.</summary>
public sealed record NoticeHead
{
    /// <summary>The company that answers.</summary>
    public required string Provider { get; init; }

    /// <summary>Our reference of the request, by which the account holder can ask.</summary>
    public required string Reference { get; init; }

    /// <summary>The day of the notice, UTC.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The account as its holder knows it, such as <c>@marta</c>.</summary>
    public required string Account { get; init; }

    /// <summary>The agency's name; null where it must not be named.</summary>
    public required string? Agency { get; init; }

    /// <summary>The instrument in plain words, such as “US search warrant”.</summary>
    public required string Instrument { get; init; }

    /// <summary>The order's own number; null where it must not be named, or has none.</summary>
    public required string? OrderReference { get; init; }

    /// <summary>What of the account is disclosed, never its content.</summary>
    public required ImmutableArray<NoticeLine> Lines { get; init; }

    public required string Contact { get; init; }
}

/// <summary>A category of records and the period it is disclosed for.</summary>
public sealed record NoticeLine
{
    public required string Category { get; init; }

    /// <summary>Start of the period, UTC, included.</summary>
    public required DateTimeOffset StartUtc { get; init; }

    /// <summary>End of the period, UTC, not included.</summary>
    public required DateTimeOffset EndUtc { get; init; }
}

/// <summary>The notice that nothing delayed.</summary>
public sealed record UserNoticeLetter : ILetter
{
    public static string TemplateName => "notices/user-notice";

    public required NoticeHead Head { get; init; }

    /// <summary>Nothing is disclosed before this moment; null where nothing waits.</summary>
    public required DateTimeOffset? NotBeforeUtc { get; init; }

    /// <summary>When the records were disclosed; null where they have not been yet.</summary>
    public required DateTimeOffset? DisclosedUtc { get; init; }
}

/// <summary>The notice that an order, a danger or a statute delayed.</summary>
public sealed record DelayedUserNoticeLetter : ILetter
{
    public static string TemplateName => "notices/delayed-user-notice";

    public required NoticeHead Head { get; init; }

    /// <summary>The court whose order barred the notice; null where something else did, or it must not be named.</summary>
    public required string? Court { get; init; }

    /// <summary>A court's order delayed it; otherwise a danger to somebody's life or a statute did.</summary>
    public required bool ByOrder { get; init; }

    /// <summary>When the records were disclosed; null where they have not been yet.</summary>
    public required DateTimeOffset? DisclosedUtc { get; init; }
}
