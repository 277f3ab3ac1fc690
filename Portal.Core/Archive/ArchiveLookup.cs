using Portal.Core.Legal;

namespace Portal.Core.Archive;

internal static class ArchiveLookup
{
    /// <summary>
    /// Whom an identifier meant at any time in some windows: it is asked for every day of them, not for the first and the last
    /// alone, since a handle may change hands in between. One that meant different accounts is ambiguous; a day on which it meant
    /// nobody does not count.
    /// </summary>
    public static async Task<Resolution> ResolveAcrossAsync(this IMessageArchive archive, AccountIdentifier identifier, IEnumerable<UtcWindow> windows, CancellationToken ct)
    {
        Resolution? found = null;
        foreach (var day in Days(identifier.Kind, windows))
        {
            var answer = await archive.ResolveAsync(identifier, day, ct);
            switch (answer.Outcome)
            {
                case ResolutionOutcome.Ambiguous:
                    return answer;
                case ResolutionOutcome.Resolved when found is not null && found.Id != answer.Id:
                    return new Resolution(ResolutionOutcome.Ambiguous, null, null, 2);
                case ResolutionOutcome.Resolved:
                    found = answer;
                    break;
            }
        }
        return found ?? new Resolution(ResolutionOutcome.Unknown, null, null, 0);
    }

    private static IEnumerable<DateOnly> Days(IdentifierKind kind, IEnumerable<UtcWindow> windows)
    {
        var days = windows.SelectMany(Days).Distinct().Order();
        // An id never changes hands: one day answers for all.
        return kind is IdentifierKind.AccountId or IdentifierKind.ConversationId ? days.Take(1) : days;
    }

    private static IEnumerable<DateOnly> Days(UtcWindow window)
    {
        var last = DateOnly.FromDateTime(window.EndUtc.AddTicks(-1).UtcDateTime);
        for (var day = DateOnly.FromDateTime(window.StartUtc.UtcDateTime); day <= last; day = day.AddDays(1)) yield return day;
    }
}
