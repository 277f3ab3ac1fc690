using System.Collections.Immutable;

namespace Portal.Core.Legal;

/// <summary>A rule book is incomplete or contradicts itself. The message and <see cref="Problems"/> name every fault, not the first.</summary>
public sealed class RuleBookInvalidException : Exception
{
    public RuleBookInvalidException(string book, IEnumerable<string> problems)
        : this(book, [.. problems])
    {
    }

    private RuleBookInvalidException(string book, ImmutableArray<string> problems)
        : base($"Rule book {book} has {problems.Length} {(problems.Length == 1 ? "problem" : "problems")}:{string.Concat(problems.Select(p => $"{Environment.NewLine}- {p}"))}")
    {
        Problems = problems;
    }

    public ImmutableArray<string> Problems { get; }
}

/// <summary>An instrument was named that the edition does not know, or that has no row in effect on the day asked for.</summary>
public sealed class UnknownInstrumentException(string message) : Exception(message);
