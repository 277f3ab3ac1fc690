using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Documents.Pictures;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Documents;

/// <summary>A draft of an officer, with a real database, blob store and renderer around it.</summary>
internal sealed class DocumentDesk : IAsyncDisposable
{
    private readonly TestPortalDb database;
    private readonly string blobFolder;

    private DocumentDesk(TestPortalDb database, string bubblewrap)
    {
        this.database = database;
        blobFolder = Path.Combine(database.Folder, "blobs");
        var vault = FileKeyVault.Open(new KeyFolder(new KeyFolderOptions { Folder = Path.Combine(database.Folder, "keys"), CreateMissing = true }));
        Blobs = new LocalBlobStore(new LocalBlobStoreOptions { Folder = blobFolder }, vault);
        Renderer = new PageRenderer(new PageRenderingOptions { Bubblewrap = bubblewrap }, TimeProvider.System);
        Agency = NewAgency("Springfield Police Department");
        Officer = new Actor(Guid.CreateVersion7(), "Ana Officer", [Role.Officer], Agency.Id, "test");
        Reviewer = new Actor(Guid.CreateVersion7(), "Rosa Reviewer", [Role.LegalReviewer], null, "test");
    }

    /// <summary>A name under which no program is found.</summary>
    public const string NoBubblewrap = "no-bubblewrap-here";

    public TestClock Clock { get; } = new();

    public LocalBlobStore Blobs { get; }

    public PageRenderer Renderer { get; }

    public Agency Agency { get; }

    public Actor Officer { get; }

    public Actor Reviewer { get; }

    public Guid RequestId { get; private set; }

    public IMalwareScanner? Scanner { get; set; }

    public string Folder => database.Folder;

    /// <param name="bubblewrap">Most tests draw nothing: they are about what is taken in.</param>
    public static async Task<DocumentDesk> OpenAsync(string bubblewrap = NoBubblewrap)
    {
        var desk = new DocumentDesk(await TestPortalDb.CreateAsync(), bubblewrap);
        await using var db = desk.Open();
        var request = new LegalRequest(desk.Agency, desk.Officer, "US_WARRANT", desk.Clock.GetUtcNow());
        db.Add(request);
        desk.Trail(db).Record(new RequestDrafted("US_WARRANT") { RequestId = request.Id }, desk.Officer);
        await db.SaveChangesAsync();
        desk.RequestId = request.Id;
        return desk;
    }

    public static Agency NewAgency(string name) => new(name, "US", "municipal", "1 Main Street", "+1 202 555 0100", "its own web site", ["example.gov"], "UTC", AgencyStatus.Active);

    /// <summary>An officer of this agency who did not file the request, or of another.</summary>
    public Actor Stranger(Guid? agency = null) => new(Guid.CreateVersion7(), "Sam Stranger", [Role.Officer], agency ?? Agency.Id, "test");

    public SqlitePortalDb Open() => database.Open();

    public async Task<Guid> AttachAsync(Stream file, string name = "order.pdf", Actor? actor = null)
    {
        await using var db = Open();
        var attach = new AttachOrder(db, new UnitOfWork(db, Trail(db)), Trail(db), new DocumentIntake(Blobs, Renderer, Clock, Scanner));
        return await attach.ExecuteAsync(new AttachOrder.Input(RequestId, name, file), actor ?? Officer, TestContext.Current.CancellationToken);
    }

    public Task<Guid> AttachAsync(byte[] file, string name = "order.pdf", Actor? actor = null) => AttachAsync(new MemoryStream(file, writable: false), name, actor);

    public async Task<RuleViolation> RefusedAsync(byte[] file, string name = "order.pdf") =>
        await Assert.ThrowsAsync<RuleViolation>(() => AttachAsync(file, name));

    public async Task<OpenDocumentPage.Result> OpenPageAsync(Guid documentId, int page, Actor actor)
    {
        await using var db = Open();
        return await new OpenDocumentPage(db, new UnitOfWork(db, Trail(db)), Trail(db), Blobs, Clock).ExecuteAsync(RequestId, documentId, page, actor, TestContext.Current.CancellationToken);
    }

    public async Task<OpenDocument.Result> OpenOriginalAsync(Guid documentId, Actor actor)
    {
        await using var db = Open();
        return await new OpenDocument(db, new UnitOfWork(db, Trail(db)), Trail(db), Blobs).ExecuteAsync(RequestId, documentId, actor, TestContext.Current.CancellationToken);
    }

    public async Task RemoveAsync(Guid documentId, Actor? actor = null)
    {
        await using var db = Open();
        await new RemoveDocument(db, new UnitOfWork(db, Trail(db)), Trail(db), Blobs).ExecuteAsync(RequestId, documentId, actor ?? Officer, TestContext.Current.CancellationToken);
    }

    public async Task<OrderDocument> DocumentAsync(Guid id)
    {
        await using var db = Open();
        return await db.Documents.SingleAsync(d => d.Id == id, TestContext.Current.CancellationToken);
    }

    public async Task<int> CountAsync()
    {
        await using var db = Open();
        return await db.Documents.CountAsync(TestContext.Current.CancellationToken);
    }

    public async Task<List<AuditEntry>> EventsAsync(string name)
    {
        await using var db = Open();
        return await db.AuditEntries.Where(a => a.Name == name).OrderBy(a => a.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Brings the request to a status by the table, as the people who may.</summary>
    public async Task MoveAsync(params (RequestAction Action, Actor Actor)[] steps)
    {
        await using var db = Open();
        var request = await db.Requests.SingleAsync(r => r.Id == RequestId, TestContext.Current.CancellationToken);
        foreach (var (action, actor) in steps)
        {
            if (action == RequestAction.Submit) request.Accept("PR-2026-000001", "2026-11", Clock.GetUtcNow());
            Trail(db).Record(request.Apply(action, actor, Clock.GetUtcNow(), "For the test."), actor);
        }
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All files below the blob folder: finished blobs and unfinished parts.</summary>
    public int StoredFiles() => Directory.EnumerateFiles(blobFolder, "*", SearchOption.AllDirectories).Count();

    /// <summary>Skips the test where this machine cannot draw.</summary>
    public async Task DemandDrawingAsync()
    {
        if (await Renderer.MissingAsync(TestContext.Current.CancellationToken) is { } missing) Assert.Skip(missing);
    }

    public ValueTask DisposeAsync()
    {
        Renderer.Dispose();
        return database.DisposeAsync();
    }

    private AuditTrail Trail(PortalDb db) => new(db, Clock);
}
