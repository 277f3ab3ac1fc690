using System.Globalization;
using Portal.Core.Access;
using Portal.Core.Preservation;

namespace Portal.Jobs.Commands;

/// <summary><c>archive purge --older-than DAYS</c>: deletes messages by age, for good, and says how many.</summary>
/// <remarks>Exit code 0 when it is through, 1 when it stopped before the end (run it again), 2 where it may not run now.</remarks>
internal sealed class ArchivePurgeCommand(PurgeArchive purge, TimeProvider clock, TextWriter output, TextWriter errors)
{
    public async Task<int> ExecuteAsync(int days, CancellationToken ct)
    {
        if (days < 1)
        {
            await errors.WriteLineAsync("Name at least one day: archive purge --older-than DAYS");
            return 2;
        }
        try
        {
            var result = await purge.ExecuteAsync(clock.GetUtcNow().AddDays(-days), Actor.Worker(), ct);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{result.Messages:N0} messages, {result.Versions:N0} earlier texts and {result.SetAside:N0} lines set aside are deleted. Snapshots of preservations are not touched."));
            if (result.Whole) return 0;
            await errors.WriteLineAsync("It stopped before the end, because a snapshot or a package came in between. Run it again when that is done.");
            return 1;
        }
        catch (RuleViolation refused)
        {
            await errors.WriteLineAsync(refused.Message);
            return 2;
        }
    }
}
