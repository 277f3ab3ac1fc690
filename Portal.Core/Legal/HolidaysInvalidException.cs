namespace Portal.Core.Legal;

/// <summary>The holiday calendars hold faults. The program does not start on them: a date counted wrongly may be a date missed.</summary>
public sealed class HolidaysInvalidException(IReadOnlyList<string> problems)
    : Exception($"The holiday calendars have {problems.Count} problem(s):{Environment.NewLine}{string.Join(Environment.NewLine, problems)}")
{
    /// <summary>Every fault, each with the calendar and rule it stands in.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
