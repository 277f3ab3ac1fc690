using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Core.Disclosures;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Preservation;

/// <summary>Preservation on the small real portal of the package tests.</summary>
internal static class PreservationHost
{
    public static readonly Actor Reviewer = new(Guid.CreateVersion7(), "Rosa Reviewer", [Role.LegalReviewer], null, "test");

    public static DisclosureHost.Setup Setup { get; } = new(SegmentRecords: 100)
    {
        Services = services =>
        {
            services.AddSingleton(_ => LetterTemplates.Load());
            services.AddSingleton(Options.Create(new PortalOptions()));
            foreach (var part in new[]
            {
                typeof(RequestLaw), typeof(RequestPreservation), typeof(AcceptPreservation), typeof(ExtendPreservation), typeof(LinkPreservation), typeof(WithdrawPreservation), typeof(LapsePreservations),
                typeof(DestroySnapshots), typeof(ClearSnapshots), typeof(UntakenSnapshots), typeof(PreservationLetters), typeof(PreservationQuery), typeof(PurgeArchive),
            })
                services.AddScoped(part);
            services.AddPreservation();
        },
    };

    /// <summary>An agency's officer and a preservation of accounts by id, accepted; its snapshot is owed.</summary>
    public static async Task<(Guid Id, Actor Officer)> AcceptedAsync(this DisclosureHost host, params string[] accounts)
    {
        var agency = new Agency("Shelbyville Police", "US", "municipal", "2 Main St", "+1 555 0200", "register", ["police.example"], "America/Chicago", AgencyStatus.Active);
        var officer = new Actor(Guid.CreateVersion7(), "Olga Officer", [Role.Officer], agency.Id, "test");
        await host.DoAsync<PortalDb>(async db =>
        {
            db.Add(agency);
            new AuditTrail(db, host.Clock).Record(new RequestDrafted("for the test"), officer);
            await db.SaveChangesAsync();
        });
        var asked = await host.UseAsync<RequestPreservation, RequestPreservation.Result>(ask => ask.ExecuteAsync(
            new("US_PRESERVE", IdentifierKind.AccountId, string.Join('\n', accounts), new UtcWindow(DisclosureHost.Year.StartUtc, DisclosureHost.Start), "24-117") { Fields = PreservationFields.Us }, officer, default));
        await host.DoAsync<AcceptPreservation>(accept => accept.ExecuteAsync(asked.Id, Reviewer, default));
        return (asked.Id, officer);
    }

    public static async Task<bool> TakeAsync(this DisclosureHost host, Guid id, int segment = 600)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var take = scope.ServiceProvider.GetRequiredService<TakeSnapshots>();
        take.SegmentMessages = segment;
        return await take.ExecuteAsync(id, TestContext.Current.CancellationToken);
    }

    public static Task<PreservationSnapshot> SnapshotAsync(this DisclosureHost host, Guid id) => host.WithDbAsync(db => db.Snapshots.AsNoTracking().OrderBy(s => s.Number).FirstAsync(s => s.PreservationId == id));

    public static Task<PreservationRequest> PreservationAsync(this DisclosureHost host, Guid id) => host.WithDbAsync(db => db.Preservations.AsNoTracking().Include(p => p.Agency).SingleAsync(p => p.Id == id));
}
