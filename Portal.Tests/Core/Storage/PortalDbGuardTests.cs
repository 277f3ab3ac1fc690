using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Architecture;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Storage;

/// <summary>No event, no action: the database itself refuses to save what is not recorded.</summary>
public sealed class PortalDbGuardTests
{
    /// <summary>Rows that say nothing of a person, a request or a package by themselves.</summary>
    private static readonly string[] Bookkeeping = ["CustodyStep", "DisclosureVolume", "ExtractedSegment", "OutboxMessage", "PackagePart", "ReferenceCounter", "SnapshotSegment"];

    /// <summary>How far a build is and who is at it.</summary>
    private static readonly string[] BuildProgress =
        ["Attempts", "FenceToken", "LeasedBy", "LeasedUntil", "Pages", "Records", "Stage", "StageDone", "StageTotal", "Version", "Volumes"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EntityState.Added)]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task SaveChanges_WithoutAnEvent_IsRefusedForAllButBookkeeping(EntityState state)
    {
        await using var database = await TestPortalDb.CreateAsync();
        var passed = new List<string>();
        foreach (var type in Roots(database))
        {
            await using var db = database.Open();
            Put(db, type, state);

            var refusal = Record.Exception(() => AuditGuard.Demand(db.ChangeTracker));

            if (refusal is null) passed.Add(type.Name);
            else Assert.Contains("without an audit event", Assert.IsType<InvalidOperationException>(refusal).Message, StringComparison.Ordinal);
        }

        Assert.Equal(Bookkeeping, passed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SaveChanges_OfOnePropertyOfABuild_PassesForProgressAlone()
    {
        await using var database = await TestPortalDb.CreateAsync();
        await using var db = database.Open();
        var entry = db.Entry(new Disclosure(Guid.NewGuid(), Guid.NewGuid(), "PR-2026-000001-P1", RequestsStart));
        var passed = new List<string>();
        foreach (var property in entry.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            entry.State = EntityState.Unchanged;
            entry.Property(property.Name).IsModified = true;
            if (Record.Exception(() => AuditGuard.Demand(db.ChangeTracker)) is null) passed.Add(property.Name);
        }

        Assert.Equal(BuildProgress, passed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SaveChanges_OfAPartOfARequest_IsRefusedWithoutAnEvent()
    {
        await using var database = await TestPortalDb.CreateAsync();
        var id = await StoredRequestAsync(database);
        await using var db = database.Open();
        var request = await db.Requests.SingleAsync(r => r.Id == id, Ct);
        // The row of the request itself stays as it was: only the table of its call-backs would change.
        request.Add(new CallBack(Guid.NewGuid(), "Rita", RequestsStart, "+1 360 555 0142", "Sergeant", CallBackOutcome.Confirmed, ""));
        db.Entry(request).State = EntityState.Unchanged;

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());

        await using var after = database.Open();
        Assert.Empty((await after.Requests.SingleAsync(r => r.Id == id, Ct)).CallBacks);
    }

    [Fact]
    public async Task SaveChanges_WithItsEvent_SavesBoth()
    {
        await using var database = await TestPortalDb.CreateAsync();
        var id = await StoredRequestAsync(database);

        await using var db = database.Open();
        Assert.Equal(id, (await db.Requests.SingleAsync(Ct)).Id);
        var entry = await db.AuditEntries.SingleAsync(Ct);
        Assert.Equal(AuditTrail.LeafHash(entry.Canonical), entry.LeafHash);
        Assert.Equal(32, entry.LeafHash.Length);
    }

    [Fact]
    public async Task AuditEntry_Changed_IsRefusedEvenBesideAnEvent()
    {
        await using var database = await TestPortalDb.CreateAsync();
        await StoredRequestAsync(database);
        await using var db = database.Open();
        var entry = await db.AuditEntries.SingleAsync(Ct);
        db.Entry(entry).Property(e => e.Sentence).CurrentValue = "Nothing happened.";
        new AuditTrail(db, new TestClock()).Record(new RequestDrafted("US_WARRANT"), Actor.Worker());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));

        await using var after = database.Open();
        Assert.NotEqual("Nothing happened.", (await after.AuditEntries.SingleAsync(Ct)).Sentence);
    }

    [Fact]
    public async Task AuditEntry_Removed_IsRefusedEvenBesideAnEvent()
    {
        await using var database = await TestPortalDb.CreateAsync();
        await StoredRequestAsync(database);
        await using var db = database.Open();
        db.Remove(await db.AuditEntries.SingleAsync(Ct));
        new AuditTrail(db, new TestClock()).Record(new RequestDrafted("US_WARRANT"), Actor.Worker());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));

        await using var after = database.Open();
        Assert.Equal(1, await after.AuditEntries.CountAsync(Ct));
    }

    [Fact]
    public void AuditEntry_InItsShape_CannotBeRewrittenByCode() =>
        Assert.All(typeof(AuditEntry).GetProperties(), p => Assert.True(
            p.SetMethod is not { IsPublic: true } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)), p.Name));

    /// <summary>Set-based updates pass by the change tracker and so by the guard: leases alone may use them.</summary>
    [Fact]
    public void SetBasedWrites_InThePrograms_AreForLeasesAlone() =>
        Assert.Equal(
            ["Portal.Core.Disclosures.Building.BuildLease", "Portal.Core.Disclosures.Volumes.VolumeLease", "Portal.Core.Notifications.MailLease", "Portal.Core.Preservation.Snapshots.SnapshotLease"],
            CompiledCode.MentionersOf(m => m.Name.StartsWith("ExecuteUpdate", StringComparison.Ordinal) || m.Name.StartsWith("ExecuteDelete", StringComparison.Ordinal)));

    private static DateTimeOffset RequestsStart => new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static IEnumerable<Type> Roots(TestPortalDb database)
    {
        using var db = database.Open();
        return [.. db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.ClrType != typeof(AuditEntry)).Select(e => e.ClrType)];
    }

    private static void Put(PortalDb db, Type type, EntityState state)
    {
        var entity = RuntimeHelpers.GetUninitializedObject(type);
        // Made past its constructor, an immutable array is not even empty, and cannot be written as JSON.
        foreach (var array in type.GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>)))
            array.SetValue(entity, array.PropertyType.GetField("Empty")!.GetValue(null));
        var entry = db.Entry(entity);
        foreach (var property in entry.Metadata.FindPrimaryKey()!.Properties)
            entry.Property(property.Name).CurrentValue = property.ClrType == typeof(string) ? "key" : property.ClrType == typeof(Guid) ? Guid.NewGuid() : entry.Property(property.Name).CurrentValue;
        entry.State = state;
    }

    private static async Task<Guid> StoredRequestAsync(TestPortalDb database)
    {
        await using var db = database.Open();
        var agency = new Agency("Port Ellis Police Department", "US", "Municipal", "1 Main Street", "+1 360 555 0142", "directory", ["pd.example"], "UTC", AgencyStatus.Active);
        var officer = new Actor(Guid.NewGuid(), "Dana", [Role.Officer], agency.Id, "test");
        var request = new LegalRequest(agency, officer, "US_WARRANT", RequestsStart);
        db.Add(agency);
        db.Add(request);
        new AuditTrail(db, new TestClock()).Record(new RequestDrafted("US_WARRANT") { RequestId = request.Id }, officer);
        await db.SaveChangesAsync(Ct);
        return request.Id;
    }
}
