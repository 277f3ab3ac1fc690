using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Emergencies;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Disclosures;

/// <summary>
/// A portal small enough for a test and real in every part: SQLite, the embedded archive, encrypted blobs, the scope's signature. Only the
/// two PDF composers are replaced, by plain text. Parts can be wrapped to fail.
/// </summary>
internal sealed class DisclosureHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly UtcWindow Year = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly string folder = Directory.CreateTempSubdirectory("portal-disclosures-").FullName;
    private readonly EmbeddedArchive embedded;
    private readonly ServiceProvider services;

    private DisclosureHost(Setup setup)
    {
        var keys = new KeyFolder(new KeyFolderOptions { Folder = Path.Combine(folder, "keys"), CreateMissing = true });
        var vault = FileKeyVault.Open(keys);
        Signer = ScopeSigningKey.Open(keys);
        embedded = new EmbeddedArchive(new EmbeddedArchiveOptions { File = Path.Combine(folder, "archive.db") }, vault, Clock);
        Store = new LocalBlobStore(new LocalBlobStoreOptions { Folder = Path.Combine(folder, "blobs") }, vault);
        Officer = new Person("officer@police.example", "Olive Officer", "Detective", [Role.Officer], null);

        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddDbContext<SqlitePortalDb>(db =>
        {
            db.UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "portal.db"), DefaultTimeout = 30 }.ToString());
            if (setup.Interceptor is not null) db.AddInterceptors(setup.Interceptor);
        });
        collection.AddScoped<PortalDb>(provider => provider.GetRequiredService<SqlitePortalDb>());
        collection.AddScoped<AuditTrail>();
        collection.AddScoped<UnitOfWork>();
        collection.AddScoped<StepUp>();
        collection.AddScoped<OpenFollowUp>();
        collection.AddSingleton<IKeyVault>(vault);
        collection.AddSingleton(embedded);
        // The worker asks for it at its start; these tests refer nothing to moderation.
        collection.AddOptions().AddScoped<Portal.Core.EuEvidence.DeliverReferrals>();
        collection.AddSingleton(setup.Archive?.Invoke(embedded) ?? embedded);
        collection.AddSingleton(setup.Blobs?.Invoke(Store) ?? Store);
        collection.AddSingleton(Signer);
        collection.AddSingleton(setup.Transcript ?? new PlainTranscript());
        collection.AddSingleton<ICertificateComposer, PlainCertificate>();
        // The worker asks for what it does about notices, too.
        collection.AddOptions<PortalOptions>();
        collection.AddSingleton(_ => LetterTemplates.Load());
        collection.AddSingleton<IAccountNotifier>(new NoticeFolder(Path.Combine(folder, "notices")));
        collection.AddScoped<RequestLaw>();
        collection.AddScoped<QueueDisclosure>();
        collection.AddScoped<ComposeNotice>();
        collection.AddScoped<QueueNotice>();
        collection.AddScoped<SendNotice>();
        collection.AddScoped<SweepNotices>();
        // And for what takes the snapshots of a preservation.
        collection.AddPreservation();
        collection.AddScoped<Portal.Core.Preservation.Letters.PreservationLetters>();
        setup.Services?.Invoke(collection);
        collection.AddDisclosures(new DisclosureOptions { SegmentRecords = setup.SegmentRecords, VolumeRecords = setup.VolumeRecords, VolumeWorkers = setup.VolumeWorkers });
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>What a test sets up differently.</summary>
    public sealed record Setup(int SegmentRecords = 10)
    {
        public int VolumeRecords { get; init; } = 25_000;

        public int VolumeWorkers { get; init; } = 2;

        public IInterceptor? Interceptor { get; init; }

        public Func<IMessageArchive, IMessageArchive>? Archive { get; init; }

        public Func<IBlobStore, IBlobStore>? Blobs { get; init; }

        public ITranscriptComposer? Transcript { get; init; }

        public Action<IServiceCollection>? Services { get; init; }
    }

    public TestClock Clock { get; } = new(Start);

    public ScopeSigner Signer { get; }

    public LocalBlobStore Store { get; }

    public Person Officer { get; private set; }

    public Actor OfficerActor => Officer.ActingFrom("10.0.0.1");

    public string Folder => folder;

    public IServiceProvider Services => services;

    /// <summary>Drafts what volumes are free, as a helper in another process would.</summary>
    public async Task<int> HelpAsync(Guid id, CancellationToken ct = default)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RenderVolumes>().ExecuteAsync(id, ct);
    }

    public static async Task<DisclosureHost> CreateAsync(Setup? setup = null)
    {
        var host = new DisclosureHost(setup ?? new Setup());
        await host.WithDbAsync(db => db.Database.EnsureCreatedAsync());
        return host;
    }

    /// <summary>Imports messages from one account to another, one a minute from the first of January 2026.</summary>
    public async Task ImportAsync(int count, Func<int, (string Sender, string Recipient, string Text)>? message = null, string prefix = "m")
    {
        message ??= i => (i % 2 == 0 ? "ann" : "bob", i % 2 == 0 ? "bob" : "ann", $"Text {i}");
        var lines = Enumerable.Range(0, count).Select(i =>
        {
            var (sender, recipient, text) = message(i);
            return JsonSerializer.Serialize(new
            {
                message_id = $"{prefix}{i:D6}",
                conversation_id = string.CompareOrdinal(sender, recipient) < 0 ? $"{sender}-{recipient}" : $"{recipient}-{sender}",
                sender,
                recipient,
                sent_at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(i),
                text,
            });
        });
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await new ArchiveImport(embedded).FromStreamAsync(stream, prefix, null, null, CancellationToken.None);
    }

    public Task ImportFileAsync(string path) => new ArchiveImport(embedded).FromFileAsync(path, null, null, CancellationToken.None);

    public static ScopeLine Line(string id, string? account, DataCategory category, params ScopeCut[] cuts) =>
        new(id, account ?? "conversation", RecordSelector.For(account, account is null ? "ann-bob" : null, category, Year), [.. cuts]);

    /// <summary>A request approved for these lines, its package queued.</summary>
    public async Task<Guid> QueueAsync(params ScopeLine[] lines)
    {
        var queued = await WithDbAsync(db => QueuedPackage.AddAsync(db, Signer, Clock, lines));
        Officer = queued.Officer;
        return queued.DisclosureId;
    }

    public Task<BuildOutcome> BuildAsync(Guid id) => BuildUntilAsync(id, TestContext.Current.CancellationToken);

    public async Task<BuildOutcome> BuildUntilAsync(Guid id, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BuildDisclosure>().ExecuteAsync(id, ct);
    }

    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task DoAsync<TService>(Func<TService, Task> use) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<T> WithDbAsync<T>(Func<PortalDb, Task<T>> use) => UseAsync(use);

    public Task WithDbAsync(Func<PortalDb, Task> use) => DoAsync(use);

    public Task<Disclosure> RowAsync(Guid id) => WithDbAsync(db => db.Disclosures.AsNoTracking().SingleAsync(d => d.Id == id));

    public Task<RequestStatus> StatusAsync(Guid id) =>
        WithDbAsync(db => db.Requests.Where(r => db.Disclosures.Any(d => d.Id == id && d.RequestId == r.Id)).Select(r => r.Status).SingleAsync());

    public Task<List<string>> EventsAsync() => WithDbAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Name).ToListAsync());

    /// <summary>The sealed archive, written out for other tools to look at.</summary>
    public async Task<string> PackageAsync(Guid id)
    {
        var row = await RowAsync(id);
        var path = Path.Combine(folder, $"{row.PackageReference}-{Guid.NewGuid():N}.zip");
        await using var content = await Store.OpenReadAsync(row.BlobKey!, $"package:{row.PackageReference}", CancellationToken.None);
        await using var file = File.Create(path);
        await content.CopyToAsync(file);
        return path;
    }

    public ImmutableArray<string> BlobFiles() => [.. Directory.EnumerateFiles(Path.Combine(folder, "blobs"), "*", SearchOption.AllDirectories)];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        embedded.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
