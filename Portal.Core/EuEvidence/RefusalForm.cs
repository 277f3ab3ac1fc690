using System.Collections.Immutable;
using Portal.Core.Access;

namespace Portal.Core.EuEvidence;

/// <summary>What follows from a form of Annex III.</summary>
public enum RefusalEffect
{
    /// <summary>We wait for what the authority answers.</summary>
    AwaitAnswer,

    /// <summary>The order is not executed.</summary>
    NonExecution,
}

/// <summary>A reason of Annex III with what is particular to the case.</summary>
public sealed record FormReason(string Code, string Words);

/// <summary>A form of Annex III that was sent. The form itself is the letter, kept among the correspondence.</summary>
public sealed class RefusalForm
{
    private RefusalForm()
    {
    }

    internal RefusalForm(Guid requestId, Guid letterId, ImmutableArray<FormReason> reasons, RefusalEffect effect, DateTimeOffset? answerBy, Actor by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        LetterId = letterId;
        Reasons = reasons;
        Effect = effect;
        AnswerBy = answerBy;
        SentByName = by.Name;
        SentAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public Guid LetterId { get; private set; }

    public ImmutableArray<FormReason> Reasons { get; private set; } = [];

    public RefusalEffect Effect { get; private set; }

    /// <summary>When the authority's time to answer ends, UTC; null where the order is refused for good.</summary>
    public DateTimeOffset? AnswerBy { get; private set; }

    public string SentByName { get; private set; } = "";

    public DateTimeOffset SentAt { get; private set; }
}
