using System.Collections.Immutable;

namespace Portal.Core.Disclosures.Verification;

public enum CheckOutcome
{
    Ok,
    Fail,

    /// <summary>What would be needed to check it is not here; says nothing about the package.</summary>
    NotChecked,
}

/// <summary>One thing that was checked, in a plain sentence. It never quotes a message.</summary>
public sealed record VerificationCheck(CheckOutcome Outcome, string Sentence)
{
    /// <summary>As the command line prints it: <c>ok</c>, <c>FAIL</c> or <c>–</c>, then the sentence.</summary>
    public override string ToString() => $"{Outcome switch { CheckOutcome.Ok => "ok  ", CheckOutcome.Fail => "FAIL", _ => "-   " }}  {Sentence}";
}

public sealed record VerificationReport(ImmutableArray<VerificationCheck> Checks)
{
    /// <summary>Nothing failed.</summary>
    public bool Passed => Checks.All(check => check.Outcome != CheckOutcome.Fail);
}

/// <summary>Collects the checks of one run, and turns whatever hostile input makes the code throw into a failed check.</summary>
internal sealed class Findings(IProgress<VerificationCheck>? progress)
{
    private const int MostOfAKind = 5;

    private readonly ImmutableArray<VerificationCheck>.Builder checks = ImmutableArray.CreateBuilder<VerificationCheck>();

    public bool AnyFailed { get; private set; }

    public VerificationReport Report => new(checks.ToImmutable());

    public void Ok(string sentence) => Add(new(CheckOutcome.Ok, sentence));

    public void NotChecked(string sentence) => Add(new(CheckOutcome.NotChecked, sentence));

    public void Fail(string sentence) => Add(new(CheckOutcome.Fail, sentence));

    /// <summary>Ok where there are no problems; otherwise the first few of them, and how many more there are.</summary>
    public bool Add(string ok, Problems problems)
    {
        if (problems.Count == 0)
        {
            Ok(ok);
            return true;
        }
        foreach (var problem in problems.First) Fail(problem);
        if (problems.Count > MostOfAKind) Fail($"… and {problems.Count - MostOfAKind} more of this kind.");
        return false;
    }

    /// <param name="what">What is checked, as the subject of a sentence.</param>
    public async Task GuardAsync(string what, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (FormatException problem)
        {
            Fail($"{what}: {problem.Message}");
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Only the kind: a message of the runtime may quote what it read.
            Fail($"{what} cannot be read ({problem.GetType().Name}).");
        }
    }

    private void Add(VerificationCheck check)
    {
        AnyFailed |= check.Outcome == CheckOutcome.Fail;
        checks.Add(check);
        progress?.Report(check);
    }

    /// <summary>Problems of one kind: all counted, the first few kept.</summary>
    internal sealed class Problems
    {
        private readonly List<string> first = [];

        public int Count { get; private set; }

        public IReadOnlyList<string> First => first;

        public void Add(string sentence)
        {
            if (Count++ < MostOfAKind) first.Add(sentence);
        }
    }
}
