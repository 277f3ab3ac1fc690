using System.Collections.Immutable;
using Portal.Core.Access;

namespace Portal.Core.Scopes;

public enum ProposalOutcome
{
    Pending,
    Approved,
    Returned,
    Overtaken,

    /// <summary>Approved, and the approval taken back before anything was extracted: the enforcing authority objects.</summary>
    Voided,
}

/// <summary>What a reviewer proposes of an order, with the counts the proposal was made on, for the second person to decide.</summary>
public sealed class ScopeProposal
{
    private ScopeProposal()
    {
    }

    public ScopeProposal(Guid requestId, int number, ImmutableArray<ScopeLine> lines, ImmutableArray<LineCount> counts, long mark, Actor by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(by);
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        Number = number;
        Lines = lines;
        Counts = counts;
        ArchiveMark = mark;
        ProposedById = by.PersonId;
        ProposedByName = by.Name;
        ProposedByRole = RoleWords.Of(by.Roles[0]);
        ProposedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    /// <summary>1 for the first proposal of a request, 2 after a return, and so on.</summary>
    public int Number { get; private set; }

    public ImmutableArray<ScopeLine> Lines { get; private set; } = [];

    public ImmutableArray<LineCount> Counts { get; private set; } = [];

    /// <summary>For each line with content, whose messages beside the account's own leave, and why. Empty in proposals from before it was asked.</summary>
    public ImmutableArray<ThirdPartyDecision> ThirdParties { get; internal init; } = [];

    /// <summary>The archive's high-water mark under which the counts were taken.</summary>
    public long ArchiveMark { get; private set; }

    /// <summary>Why no less would meet the danger, in the proposer's words; null where the order itself sets the limits.</summary>
    public string? Minimum { get; internal set; }

    public Guid ProposedById { get; private set; }

    public string ProposedByName { get; private set; } = "";

    public string ProposedByRole { get; private set; } = "";

    public DateTimeOffset ProposedAt { get; private set; }

    public ProposalOutcome Outcome { get; private set; }

    public Guid? DecidedById { get; private set; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? ReturnReason { get; private set; }

    /// <summary>Who approved it, and when, stays as it was.</summary>
    internal void Void() => Outcome = ProposalOutcome.Voided;

    internal void Decide(ProposalOutcome outcome, Actor by, DateTimeOffset now, string? reason = null)
    {
        Outcome = outcome;
        DecidedById = by.PersonId;
        DecidedByName = by.Name;
        DecidedAt = now;
        ReturnReason = reason;
    }
}

/// <summary>Records a line asks for, records it would let out, and what each cut takes away, in the order of the cuts.</summary>
public sealed record LineCount(string LineId, long Requested, long Authorised, ImmutableArray<long> TakenByCut);
