using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Audit;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Jobs.Commands;

/// <summary>What a tour is asked to do.</summary>
/// <param name="Messages">NDJSON or a .gz of it.</param>
/// <param name="Account">Whose messages; null for conversations as a whole.</param>
/// <param name="Conversation">Which conversation; null for all of the account's, or all of the file's.</param>
/// <param name="From">Local to UTC, included: a date or a date and time.</param>
/// <param name="To">Not included.</param>
/// <param name="Out">Where the released package is unpacked; made where missing, must be empty.</param>
internal sealed record TourOptions(FileInfo Messages, string? Account, string? Conversation, Direction Direction, DateTime From, DateTime To, DirectoryInfo Out);

/// <summary>
/// <c>tour</c>: in a fresh temporary database, walks one warrant through its whole life with the demo's people, by the same use
/// cases as the web; prints a line a step and ends with one JSON line of figures.
/// </summary>
internal sealed class TourCommand(TextWriter output, TextWriter errors)
{
    private readonly Dictionary<string, double> seconds = [];
    private readonly Dictionary<string, double> cpuSeconds = [];

    public async Task<int> ExecuteAsync(TourOptions options, CancellationToken ct)
    {
        if (Refuse(options) is { } refusal)
        {
            await errors.WriteLineAsync(refusal);
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("portal-tour-").FullName;
        try
        {
            await using var services = Services(folder);
            return await WalkAsync(services, options, ct);
        }
        catch (Exception failure) when (failure is RuleViolation or ArchiveImportException or IOException)
        {
            await errors.WriteLineAsync(failure.Message);
            return 1;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Refuse(TourOptions options)
    {
        if (!options.Messages.Exists) return $"There is no file {options.Messages.FullName}. Name an NDJSON file, or a .gz of one, with --messages.";
        if (options.From >= options.To) return "The window is empty: --from has to be before --to.";
        if (options.Direction != Direction.Both && options.Account is null) return "A direction is sent or received by somebody: name an --account with --direction.";
        if (options.Out.Exists && options.Out.EnumerateFileSystemInfos().Any()) return $"{options.Out.FullName} is not empty. Name a new or empty folder with --out.";
        return null;
    }

    private async Task<int> WalkAsync(ServiceProvider services, TourOptions options, CancellationToken ct)
    {
        var road = services.GetRequiredService<DemoRoad>();
        await StepAsync("set up", "A fresh embedded database, with the demo's people", async () =>
        {
            await using var scope = services.CreateAsyncScope();
            await PortalDbSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), ct);
            await scope.ServiceProvider.GetRequiredService<DemoWorld>().EnsureAsync(ct);
        });

        ArchiveImportResult imported = null!;
        await StepAsync("import", $"Import {options.Messages.Name}", async () =>
            imported = await new ArchiveImport(services.GetRequiredService<EmbeddedArchive>()).FromFileAsync(options.Messages.FullName, null, null, ct));
        await SayAsync($"  {imported.Messages:N0} messages, {imported.QuarantinedTotal:N0} lines set aside, {imported.LinesPerSecond:N0} lines/s");

        var warrant = new DemoWarrant(await TargetsAsync(services, options, ct), Local(options.From), Local(options.To));
        Guid request = default;
        await StepAsync("file", $"{DemoPeople.Officer.Name}, {DemoPeople.PortEllis}, files a search warrant with its order", async () =>
            request = await road.SubmitAsync(warrant, () => DemoOrder.Create(warrant, [.. warrant.Targets.Select(t => t.Identifier.Value)]), ct));
        await StepAsync("review", $"{DemoPeople.Reviewer.Name} calls the agency back, confirms identity, and looks the targets up", () => road.ReviewAsync(request, ct));

        var counted = await CountAsync(road, request, ct);
        Guid proposal = default;
        await StepAsync("propose", $"{DemoPeople.Reviewer.Name} proposes a scope of {counted.Authorised:N0} records", async () => proposal = await road.ProposeAsync(request, [], ct));
        Guid disclosure = default;
        await StepAsync("approve", $"{DemoPeople.Approver.Name} approves as second person; the scope is signed", async () => disclosure = await road.ApproveAsync(request, proposal, ct));

        await StepAsync("build", "The worker extracts, renders, writes, recounts and seals", () => new TourWorker(services).BuildAsync(disclosure, ct));
        var built = await PackageAsync(services, disclosure, ct);
        if (built.Problem is not null)
        {
            await errors.WriteLineAsync(built.Problem);
            return 1;
        }
        await SayAsync($"  {built.Records:N0} records, {built.Withheld:N0} withheld, {built.Pages:N0} pages, {built.Bytes:N0} bytes");

        await StepAsync("download", $"{DemoPeople.Officer.Name} proves who she is and downloads the package", () => DownloadAsync(road, disclosure, options.Out, ct));
        VerificationReport report = null!;
        await StepAsync("verify", "Anybody verifies it", async () =>
            report = await new PackageVerifier(PdfSignatures.CheckAsync).VerifyAsync(options.Out.FullName, null, ct));
        await SayAsync($"  {report.Checks.Count(c => c.Outcome == CheckOutcome.Ok):N0} checks passed, {report.Checks.Count(c => c.Outcome == CheckOutcome.Fail):N0} failed");
        var events = await road.AsAsync(DemoPeople.Auditor, async (scope, actor) => (await scope.GetRequiredService<AuditSearch>().OfRequestAsync(request, actor, ct)).Count, ct);
        await SayAsync($"{DemoPeople.Auditor.Name} reads the request's record: {events} entries");

        await output.WriteLineAsync(JsonSerializer.Serialize(new
        {
            records = built.Records,
            withheld = built.Withheld,
            pages = built.Pages,
            volumes = built.Volumes,
            bytes = built.Bytes,
            seconds = new Dictionary<string, double>(seconds) { ["total"] = Math.Round(seconds.Values.Sum(), 3) },
            cpu_seconds = cpuSeconds,
            peak_rss_mb = PeakMemory(),
            import_rows_per_second = Math.Round(imported.LinesPerSecond),
            verified = report.Passed,
        }));
        return report.Passed ? 0 : 1;
    }

    /// <summary>An account, a conversation, or, where neither is named, every conversation of the file: each a target of the warrant.</summary>
    private static async Task<IReadOnlyList<DemoTarget>> TargetsAsync(ServiceProvider services, TourOptions options, CancellationToken ct)
    {
        if (options.Account is { } account)
            return [new DemoTarget(new AccountIdentifier(IdentifierKind.AccountId, account), [DataCategory.ContentDm], options.Direction, options.Conversation)];
        if (options.Conversation is { } one)
            return [new DemoTarget(new AccountIdentifier(IdentifierKind.ConversationId, one), [DataCategory.ContentDm])];
        var all = await services.GetRequiredService<EmbeddedArchive>().ConversationsAsync(ct);
        return [.. all.Select(id => new DemoTarget(new AccountIdentifier(IdentifierKind.ConversationId, id), [DataCategory.ContentDm]))];
    }

    private async Task<Counts> CountAsync(DemoRoad road, Guid request, CancellationToken ct)
    {
        var result = new Counts(0, 0);
        await StepAsync("count", "Counts per line, before anybody approves", async () =>
        {
            var counted = await road.CountAsync(request, [], ct);
            result = new Counts(counted.Counts.Sum(c => c.Requested), counted.Counts.Sum(c => c.Authorised));
        });
        return result;
    }

    private static async Task<Disclosure> PackageAsync(ServiceProvider services, Guid disclosure, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDb>().Disclosures.FindAsync([disclosure], ct) ?? throw new InvalidOperationException("The package is gone.");
    }

    private static Task<bool> DownloadAsync(DemoRoad road, Guid disclosure, DirectoryInfo into, CancellationToken ct) => road.AsAsync(DemoPeople.Officer, async (services, actor) =>
    {
        await services.GetRequiredService<StepUp>().GrantAsync(actor, StepUp.Download, disclosure, ct);
        var download = await services.GetRequiredService<StartDownload>().ExecuteAsync(new(disclosure), actor, ct);
        await using (download.Content)
        {
            into.Create();
            using var zip = new ZipArchive(download.Content, ZipArchiveMode.Read);
            foreach (var entry in zip.Entries) await UnpackAsync(entry, into, ct);
        }
        await services.GetRequiredService<CompleteDownload>().ExecuteAsync(download.ReceiptId, actor, ct);
        return true;
    }, ct);

    /// <summary>The bag's files go straight into the folder: the archive's one top folder is left out.</summary>
    private static async Task UnpackAsync(ZipArchiveEntry entry, DirectoryInfo into, CancellationToken ct)
    {
        var inside = entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (inside.Length == 0 || inside.EndsWith('/')) return;
        var path = Path.GetFullPath(Path.Combine(into.FullName, inside));
        if (!path.StartsWith(into.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new IOException($"{entry.FullName} would be written outside the folder.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var from = await entry.OpenAsync(ct);
        await using var to = File.Create(path);
        await from.CopyToAsync(to, ct);
    }

    private static ServiceProvider Services(string folder)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:DataFolder"] = folder, ["Portal:Demo"] = "true" })
            .Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddPortalCore(configuration)
            .BuildServiceProvider();
    }

    private async Task StepAsync(string stage, string words, Func<Task> step)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await step();
        var name = stage.Replace(' ', '_');
        seconds[name] = Math.Round(watch.Elapsed.TotalSeconds, 3);
        cpuSeconds[name] = Math.Round((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, 3);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{words} ({watch.Elapsed.TotalSeconds:N1} s)"));
    }

    private Task SayAsync(FormattableString words) => output.WriteLineAsync(words.ToString(CultureInfo.InvariantCulture));

    private static string Local(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The most memory this process ever held, in MiB: the kernel's high-water mark, or the working set where there is none.</summary>
    private static long PeakMemory()
    {
        const string HighWater = "VmHWM:";
        if (OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(HighWater, StringComparison.Ordinal)) is { } line)
            return long.Parse(line[HighWater.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    private sealed record Counts(long Requested, long Authorised);
}
