using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core;
using Portal.Core.Archive.Embedded;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Signing;
using Portal.Core.Preservation;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Jobs.Commands;

/// <summary>The command line: what there is to type, and what each of it runs.</summary>
internal static class PortalCommands
{
    public static RootCommand Create() => new("Portal: the worker, and tools for those who run the portal or receive a package from it.")
    {
        Worker(),
        Verify(),
        Archive(),
        Tour(),
    };

    private static Command Worker()
    {
        var command = new Command("worker", "Build and deliver packages until stopped.");
        command.SetAction(async (_, ct) =>
        {
            try
            {
                FontLibrary.System.EnsureUsable();
            }
            catch (FontsMissingException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 2;
            }
            var builder = Host.CreateApplicationBuilder();
            builder.Services.AddPortalCore(builder.Configuration);
            builder.Services.AddPortalWorker(builder.Configuration.GetSection(WorkerOptions.Section).Get<WorkerOptions>() ?? new WorkerOptions());
            // Every statement of the heartbeat would drown what the worker has to say.
            builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
            using var host = builder.Build();
            host.Services.GetRequiredService<LocalBlobStore>().DeleteAbandoned();
            // Opens the signing key: a wrong PIN or a missing file is told now, not when the first package is sealed.
            host.Services.GetRequiredService<DocumentSigning>();
            await using (var scope = host.Services.CreateAsyncScope())
                await PortalDbSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), ct);
            await host.RunAsync(ct);
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var path = new Argument<string>("PATH") { Description = "The package's archive, or the folder it was unpacked to." };
        var key = new Option<string?>("--key") { Description = "The portal's published public key (PEM). Without it the key in the package is used." };
        var command = new Command("verify", "Check a package: files, digests, signatures, and every record against the authorisation.") { path, key };
        command.SetAction((parsed, ct) => new VerifyCommand(Console.Out, Console.Error).ExecuteAsync(parsed.GetRequiredValue(path), parsed.GetValue(key), ct));
        return command;
    }

    private static Command Archive()
    {
        var files = new Argument<string[]>("FILE") { Description = "NDJSON, plain or gzipped.", Arity = ArgumentArity.OneOrMore };
        var import = new Command("import", "Import messages into the embedded archive.") { files };
        import.SetAction(async (parsed, ct) =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Services.AddPortalCore(builder.Configuration);
            using var host = builder.Build();
            var archive = host.Services.GetRequiredService<EmbeddedArchive>();
            return await new ArchiveImportCommand(new ArchiveImport(archive), Console.Out, Console.Error).ExecuteAsync(parsed.GetRequiredValue(files), ct);
        });
        var days = new Option<int>("--older-than") { Description = "Days: messages sent earlier go, for good.", Required = true };
        var purge = new Command("purge", "Delete old messages from the embedded archive. Snapshots of preservations are kept.") { days };
        purge.SetAction(async (parsed, ct) =>
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Services.AddPortalCore(builder.Configuration);
            builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
            using var host = builder.Build();
            await using var scope = host.Services.CreateAsyncScope();
            await PortalDbSetup.MigrateAsync(scope.ServiceProvider.GetRequiredService<PortalDb>(), ct);
            var command = new ArchivePurgeCommand(scope.ServiceProvider.GetRequiredService<PurgeArchive>(), host.Services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);
            return await command.ExecuteAsync(parsed.GetRequiredValue(days), ct);
        });
        return new Command("archive", "The embedded message archive.") { import, purge };
    }

    private static Command Tour()
    {
        var messages = new Option<FileInfo>("--messages") { Description = "Messages to walk with: NDJSON, plain or gzipped.", Required = true };
        var account = new Option<string?>("--account") { Description = "Whose messages the warrant names." };
        var conversation = new Option<string?>("--conversation") { Description = "Which conversation. With neither, the warrant names every conversation of the file." };
        var direction = new Option<Direction>("--direction") { Description = "sent, received or both, seen from the account.", DefaultValueFactory = _ => Direction.Both };
        var from = new Option<DateTime>("--from") { Description = "Start of the window, UTC, included: a date, or a date and time.", Required = true, CustomParser = Utc };
        var to = new Option<DateTime>("--to") { Description = "End of the window, UTC, not included.", Required = true, CustomParser = Utc };
        var into = new Option<DirectoryInfo>("--out") { Description = "New or empty folder for the released package.", Required = true };
        var command = new Command("tour", "Walk one warrant through its whole life, in a temporary database, and leave the package in a folder.") { messages, account, conversation, direction, from, to, into };
        command.SetAction((parsed, ct) => new TourCommand(Console.Out, Console.Error).ExecuteAsync(
            new TourOptions(
                parsed.GetRequiredValue(messages), parsed.GetValue(account), parsed.GetValue(conversation), parsed.GetValue(direction),
                parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetRequiredValue(into)),
            ct));
        return command;
    }

    /// <summary>A date or a date and time; UTC whether it says so or not, never the zone of this machine.</summary>
    private static DateTime Utc(ArgumentResult argument)
    {
        var typed = argument.Tokens is [var only] ? only.Value : "";
        if (DateTime.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        argument.AddError($"{typed} is no date. Write it like 2026-03-01 or 2026-03-01T14:05:00Z.");
        return default;
    }
}
