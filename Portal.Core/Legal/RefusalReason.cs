namespace Portal.Core.Legal;

/// <summary>What a reason may be used for.</summary>
public enum ReasonEffect
{
    /// <summary>To reject the whole request.</summary>
    Refuse,

    /// <summary>To reject the request or to cut a part of it.</summary>
    Either,

    /// <summary>To cut a part of it only: no ground to reject the whole.</summary>
    Narrow,
}

/// <summary>A reason that legal staff pick, letters state and the transparency report counts.</summary>
/// <param name="Code">Stable across editions, so that years can be compared.</param>
public sealed record RefusalReason(string Code, string Name, string Words, ReasonEffect Effect, string Citation)
{
    /// <summary>Whether it may stand beside a cut, not only beside a rejection.</summary>
    public bool MayNarrow => Effect is ReasonEffect.Either or ReasonEffect.Narrow;

    /// <summary>Whether the whole request may be rejected for it.</summary>
    public bool MayRefuse => Effect is ReasonEffect.Refuse or ReasonEffect.Either;
}

/// <summary>A reason of Regulation (EU) 2023/1543: a ground of the enforcing authority (Art. 12) or one of ours (Annex III).</summary>
public sealed record EuReason(string Code, string Name, string Words, string Citation);
