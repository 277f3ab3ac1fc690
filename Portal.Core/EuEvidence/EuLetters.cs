using System.Collections.Immutable;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.EuEvidence;

/// <summary>A conflict with another country's law, as section E of the form states it.</summary>
public sealed record ThirdCountryObjection
{
    /// <summary>The country and the provision.</summary>
    public required string Law { get; init; }

    /// <summary>Why it applies to this case and what it forbids.</summary>
    public required string Conflict { get; init; }

    /// <summary>Until when the objection could be raised, UTC.</summary>
    public required DateTimeOffset DueUtc { get; init; }
}

/// <summary>The form of Annex III: why a certificate cannot be carried out, or not yet.</summary>
public sealed record AnnexIIIForm : ILetter
{
    public static string TemplateName => "letters/annex-iii";

    public required LetterHead Head { get; init; }

    /// <summary>The certificate's own file number.</summary>
    public required string CertificateReference { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required DateTimeOffset ReceivedUtc { get; init; }

    public required string IssuingAuthority { get; init; }

    public required string? ValidatingAuthority { get; init; }

    /// <summary>The enforcing authority that is to have a copy; null where none is.</summary>
    public required string? EnforcingAuthority { get; init; }

    /// <summary>The addressee as the certificate names it.</summary>
    public required string Addressee { get; init; }

    public required ImmutableArray<LetterReason> Reasons { get; init; }

    /// <summary>Null where no other country's law is in the way.</summary>
    public required ThirdCountryObjection? ThirdCountry { get; init; }

    /// <summary>What we ask the authority to clarify or complete; null where nothing.</summary>
    public required string? Clarification { get; init; }

    /// <summary>What is kept meanwhile, and until when.</summary>
    public required string Preserved { get; init; }

    /// <summary>The order is not executed; otherwise we wait for an answer.</summary>
    public required bool Final { get; init; }

    /// <summary>The end of the authority's time to answer, UTC; null where the order is refused for good.</summary>
    public required DateTimeOffset? AnswerByUtc { get; init; }
}

/// <summary>The issuing authority is told that the enforcing authority objects, and what follows.</summary>
public sealed record EnforcingObjectionLetter : ILetter
{
    public static string TemplateName => "letters/enforcing-objection";

    public required LetterHead Head { get; init; }

    public required string EnforcingAuthority { get; init; }

    /// <summary>The enforcing authority's file number.</summary>
    public required string TheirFile { get; init; }

    public required ImmutableArray<LetterReason> Grounds { get; init; }

    /// <summary>Nothing is executed.</summary>
    public required bool Whole { get; init; }

    /// <summary>The data has gone out already: its use has to stop.</summary>
    public required bool Afterwards { get; init; }

    /// <summary>Conditions under which data may be used; null where the authority set none.</summary>
    public required string? Conditions { get; init; }
}

/// <summary>An order to act against content goes to the moderation desk.</summary>
public sealed record ModerationReferralLetter : ILetter
{
    public static string TemplateName => "letters/moderation-referral";

    public required LetterHead Head { get; init; }

    public required DateTimeOffset ReceivedUtc { get; init; }

    public required string IssuingAuthority { get; init; }

    public required string Url { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>What the writer adds; null where nothing.</summary>
    public required string? Remark { get; init; }
}

/// <summary>What effect was given to an order to provide information.</summary>
public sealed record DsaInformationLetter : ILetter
{
    public static string TemplateName => "letters/dsa-information";

    public required LetterHead Head { get; init; }

    public required DateTimeOffset ReceivedUtc { get; init; }

    public required string IssuingAuthority { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>In a word or two, such as “Given in full”.</summary>
    public required string Effect { get; init; }

    /// <summary>Something was or is provided.</summary>
    public required bool Given { get; init; }

    /// <summary>When effect was given or refused, UTC.</summary>
    public required DateTimeOffset EffectUtc { get; init; }

    /// <summary>What was provided, or why not.</summary>
    public required string Words { get; init; }
}
