using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core;
using Portal.Core.Archive.Embedded;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Jobs.Commands;
using Portal.Tests.Core.Disclosures;

namespace Portal.Tests.Jobs;

/// <summary>The real program as a process of its own, killed with SIGKILL.</summary>
public sealed class KilledWorkerTests : IAsyncLifetime
{
    private const int Messages = 4000;

    private readonly string folder = Directory.CreateTempSubdirectory("portal-killed-").FullName;
    private ServiceProvider? services;

    private Dictionary<string, string?> Settings => new()
    {
        ["Portal:DataFolder"] = folder,
        ["Portal:Disclosures:SegmentRecords"] = "400",
        ["Portal:Disclosures:VolumeRecords"] = "450",
        ["Portal:Disclosures:VolumeWorkers"] = "2",
        ["Portal:Worker:VolumeHelpers"] = "1",
        ["Portal:Disclosures:LeaseSeconds"] = "3",
        ["Portal:Disclosures:RenewSeconds"] = "1",
        ["Portal:Worker:SweepSeconds"] = "0.3",
        ["Portal:Worker:OutboxSeconds"] = "0.3",
    };

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddPortalCore(configuration).BuildServiceProvider();
        await WithDbAsync(async db =>
        {
            await PortalDbSetup.MigrateAsync(db, TestContext.Current.CancellationToken);
            return true;
        });
        var lines = Enumerable.Range(0, Messages).Select(i => JsonSerializer.Serialize(new
        {
            message_id = $"m{i:D6}", conversation_id = "ann-bob", sender = i % 2 == 0 ? "ann" : "bob", recipient = i % 2 == 0 ? "bob" : "ann", sent_at = DisclosureHost.Year.StartUtc.AddMinutes(i), text = $"Text {i} مرحبا 漢字",
        }));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await new ArchiveImport(services.GetRequiredService<EmbeddedArchive>()).FromStreamAsync(stream, "killed", null, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Worker_KilledInEveryStage_EndsWithOneWholePackage()
    {
        var (id, _) = await WithDbAsync(db => QueuedPackage.AddAsync(db, services!.GetRequiredService<ScopeSigner>(), TimeProvider.System, [DisclosureHost.Line("L1", "ann", DataCategory.ContentDm)]));
        var killedIn = new List<BuildStage>();
        var drafted = new Dictionary<int, string>();
        foreach (var stage in new[] { BuildStage.Extract, BuildStage.Render, BuildStage.Render, BuildStage.Records, BuildStage.Seal })
        {
            using var worker = Start();
            var before = drafted.Count;
            var row = await UntilAsync(id, worker, async d => d.Stage > stage || (d.Stage == stage && stage switch
            {
                BuildStage.Extract => d.Records > 0,
                BuildStage.Render => (await DraftedAsync(id)).Count > before + 1,
                _ => true,
            }));
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (row.Stage == BuildStage.Done || (await RowAsync(id)).Stage == BuildStage.Done) break;
            var now = await DraftedAsync(id);
            // What is drafted stays, and stays whose it was.
            Assert.All(drafted, volume => Assert.Equal(volume.Value, now[volume.Key]));
            drafted = now;
            killedIn.Add((await RowAsync(id)).Stage);
            TestContext.Current.TestOutputHelper?.WriteLine($"Killed in {killedIn[^1]}.");
        }
        using (var worker = Start())
        {
            await UntilAsync(id, worker, d => Task.FromResult(d.Stage == BuildStage.Done));
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains(BuildStage.Render, killedIn);
        Assert.True(killedIn.Count >= 2, $"killed in {string.Join(", ", killedIn)}");
        var built = await RowAsync(id);
        Assert.Equal(Messages, built.Records);
        Assert.Equal(1, await WithDbAsync(db => db.AuditEntries.CountAsync(e => e.Name == "package.sealed")));
        Assert.Equal(1, await WithDbAsync(db => db.AuditEntries.CountAsync(e => e.Name == "package.released")));
        var package = Path.Combine(folder, "package.zip");
        await using (var content = await services!.GetRequiredService<IBlobStore>().OpenReadAsync(built.BlobKey!, $"package:{built.PackageReference}", TestContext.Current.CancellationToken))
        await using (var file = File.Create(package))
            await content.CopyToAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"m{i:D6}"), await PackageContent.MessageIdsAsync(package));
        Assert.Equal((Messages + 449) / 450 + 1, built.Volumes);
        using (var custody = JsonDocument.Parse(await PackageContent.TextAsync(package, "data/custody.json")))
        {
            var renderers = custody.RootElement.GetProperty("volumes").EnumerateArray().Skip(1).ToDictionary(v => v.GetProperty("volume").GetInt32(), v => v.GetProperty("rendered_by").GetString()!);
            Assert.All(drafted, volume => Assert.Equal(volume.Value, renderers[volume.Key]));
        }
        var report = await new PackageVerifier(PdfSignatures.CheckAsync).VerifyAsync(package, null, TestContext.Current.CancellationToken);
        Assert.True(report.Passed, string.Join('\n', report.Checks));
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private Process Start()
    {
        // The program in its own output folder: beside the tests it would lack what the web framework brings along there.
        var program = Path.Combine(AppContext.BaseDirectory.Replace("Portal.Tests", "Portal.Jobs", StringComparison.Ordinal), OperatingSystem.IsWindows() ? "Portal.Jobs.exe" : "Portal.Jobs");
        if (!File.Exists(program)) Assert.Skip($"The worker's program is not at {program}.");
        var start = new ProcessStartInfo(program, ["worker"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<Disclosure> UntilAsync(Guid id, Process worker, Func<Disclosure, Task<bool>> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        while (true)
        {
            var row = await RowAsync(id);
            if (await reached(row)) return row;
            if (row.Problem is { } problem && problem.Contains("font", StringComparison.OrdinalIgnoreCase)) Assert.Skip($"The transcript cannot be set here: {problem}");
            Assert.False(worker.HasExited, "The worker ended by itself.");
            await Task.Delay(20, patience.Token);
        }
    }

    private Task<Dictionary<int, string>> DraftedAsync(Guid id) =>
        WithDbAsync(db => db.Volumes.AsNoTracking().Where(v => v.DisclosureId == id && v.DraftedAt != null).ToDictionaryAsync(v => v.Number, v => v.DraftedBy!));

    private Task<Disclosure> RowAsync(Guid id) => WithDbAsync(db => db.Disclosures.AsNoTracking().SingleAsync(d => d.Id == id));

    private async Task<T> WithDbAsync<T>(Func<PortalDb, Task<T>> use)
    {
        await using var scope = services!.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PortalDb>());
    }
}
