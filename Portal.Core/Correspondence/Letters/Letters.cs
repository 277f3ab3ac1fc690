using System.Collections.Immutable;

namespace Portal.Core.Correspondence.Letters;

/// <summary>We have the request, and what happens next.</summary>
public sealed record AcknowledgementLetter : ILetter
{
    public static string TemplateName => "letters/acknowledgement";

    public required LetterHead Head { get; init; }

    /// <summary>When the request reached us, UTC.</summary>
    public required DateTimeOffset ReceivedUtc { get; init; }

    /// <summary>What happens next, who does it and by when: one or two sentences.</summary>
    public required string NextStep { get; init; }

    /// <summary>When we must answer, UTC; null if the law names no time.</summary>
    public required DateTimeOffset? DueUtc { get; init; }

    public required bool Emergency { get; init; }
}

/// <summary>We need something before we can go on.</summary>
public sealed record QuestionLetter : ILetter
{
    public static string TemplateName => "letters/question";

    public required LetterHead Head { get; init; }

    /// <summary>The reviewer's own words.</summary>
    public required string Question { get; init; }

    /// <summary>What is missing, a point each; may be empty.</summary>
    public required ImmutableArray<string> Needed { get; init; }

    /// <summary>The day by which an answer is asked for.</summary>
    public required DateOnly AnswerBy { get; init; }

    /// <summary>Whether our own clock stands still until the answer comes.</summary>
    public required bool ClockPaused { get; init; }
}

/// <summary>A reason picked from the rule book, as a letter states it.</summary>
public sealed record LetterReason
{
    public required string Name { get; init; }

    public required string Words { get; init; }

    public required string Citation { get; init; }

    /// <summary>What the reviewer adds for this case; null if nothing.</summary>
    public required string? Detail { get; init; }
}

/// <summary>We cannot act on the request, and why.</summary>
public sealed record RejectionLetter : ILetter
{
    public static string TemplateName => "letters/rejection";

    public required LetterHead Head { get; init; }

    public required ImmutableArray<LetterReason> Reasons { get; init; }

    /// <summary>What the agency can do about it; null if nothing.</summary>
    public required string? Mend { get; init; }

    /// <summary>Whether what exists now is kept for a while, so that a corrected request still finds it.</summary>
    public required DateOnly? PreservedUntil { get; init; }
}

/// <summary>A line of what was asked or authorised, in words.</summary>
public sealed record LetterScopeLine
{
    public required string Account { get; init; }

    public required string Category { get; init; }

    /// <summary>Start of the period, UTC, included.</summary>
    public required DateTimeOffset StartUtc { get; init; }

    /// <summary>End of the period, UTC, not included.</summary>
    public required DateTimeOffset EndUtc { get; init; }
}

/// <summary>A part of the request that was left out, and why.</summary>
public sealed record LetterCut
{
    /// <summary>What was left out, in words.</summary>
    public required string What { get; init; }

    public required LetterReason Reason { get; init; }
}

/// <summary>We will disclose a part of what was asked.</summary>
public sealed record NarrowedApprovalLetter : ILetter
{
    public static string TemplateName => "letters/narrowed-approval";

    public required LetterHead Head { get; init; }

    public required ImmutableArray<LetterScopeLine> Authorised { get; init; }

    public required ImmutableArray<LetterCut> Cuts { get; init; }
}

/// <summary>The package is ready to be downloaded.</summary>
public sealed record ReleaseNoticeLetter : ILetter
{
    public static string TemplateName => "letters/release-notice";

    public required LetterHead Head { get; init; }

    public required string Package { get; init; }

    public required long Records { get; init; }

    public required int Volumes { get; init; }

    /// <summary>SHA-256 of the delivered archive, hex.</summary>
    public required string PackageSha256 { get; init; }

    /// <summary>When the download ends, UTC.</summary>
    public required DateTimeOffset ExpiresUtc { get; init; }

    public required bool Encrypted { get; init; }

    public required bool SomethingWithheld { get; init; }
}

/// <summary>A released package must not be used.</summary>
public sealed record RecallNoticeLetter : ILetter
{
    public static string TemplateName => "letters/recall-notice";

    public required LetterHead Head { get; init; }

    public required string Package { get; init; }

    public required DateTimeOffset ReleasedUtc { get; init; }

    public required DateTimeOffset RecalledUtc { get; init; }

    /// <summary>Why, in the words of the person who recalled it.</summary>
    public required string Why { get; init; }

    /// <summary>The day by which the statement of destruction is asked for.</summary>
    public required DateOnly StatementBy { get; init; }

    /// <summary>Whether a corrected package follows.</summary>
    public required bool Replaced { get; init; }
}

/// <summary>We keep a snapshot.</summary>
public sealed record PreservationAcknowledgementLetter : ILetter
{
    public static string TemplateName => "letters/preservation-acknowledgement";

    public required LetterHead Head { get; init; }

    public required ImmutableArray<string> Accounts { get; init; }

    public required DateTimeOffset TakenUtc { get; init; }

    /// <summary>The last day on which the snapshot is kept unless it is extended.</summary>
    public required DateOnly KeptUntil { get; init; }

    /// <summary>How many days one extension adds; null if it cannot be extended again.</summary>
    public required int? ExtensionDays { get; init; }
}

/// <summary>We keep nothing for a preservation, and why.</summary>
public sealed record PreservationDeclinedLetter : ILetter
{
    public static string TemplateName => "letters/preservation-declined";

    public required LetterHead Head { get; init; }

    public required DateTimeOffset ReceivedUtc { get; init; }

    /// <summary>In the words of the person who declined it.</summary>
    public required string Reason { get; init; }
}

/// <summary>A preservation has ended and what was kept is destroyed.</summary>
public sealed record PreservationLapsedLetter : ILetter
{
    public static string TemplateName => "letters/preservation-lapsed";

    public required LetterHead Head { get; init; }

    /// <summary>When its time ended, UTC.</summary>
    public required DateTimeOffset KeptUntilUtc { get; init; }

    public required DateTimeOffset DestroyedUtc { get; init; }

    /// <summary>Whether it ended with the request it was kept for, and not because none had come.</summary>
    public required bool RequestEnded { get; init; }
}

/// <summary>The agency has withdrawn its request.</summary>
public sealed record WithdrawalConfirmationLetter : ILetter
{
    public static string TemplateName => "letters/withdrawal-confirmation";

    public required LetterHead Head { get; init; }

    public required DateTimeOffset WithdrawnUtc { get; init; }

    public required string WithdrawnBy { get; init; }

    /// <summary>Whether a package had been released before.</summary>
    public required bool AnythingReleased { get; init; }
}

/// <summary>A clock that runs for the request was extended.</summary>
public sealed record ExtensionLetter : ILetter
{
    public static string TemplateName => "letters/extension";

    public required LetterHead Head { get; init; }

    /// <summary>What the clock is for, in the imperative or as a noun: “Respond”.</summary>
    public required string Duty { get; init; }

    /// <summary>The instrument whose clock it is.</summary>
    public required string Law { get; init; }

    /// <summary>When it would have run out, UTC.</summary>
    public required DateTimeOffset BeforeUtc { get; init; }

    /// <summary>The last moment now, UTC.</summary>
    public required DateTimeOffset UntilUtc { get; init; }

    /// <summary>The same in the authority's zone, in words.</summary>
    public required string UntilLocal { get; init; }

    public required string GrantedBy { get; init; }

    /// <summary>The document, and the place in it, where the extension stands.</summary>
    public required string Finding { get; init; }

    public required string Reason { get; init; }
}
