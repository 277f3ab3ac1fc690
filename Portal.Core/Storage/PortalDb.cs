using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Desk;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Documents;
using Portal.Core.Emergencies;
using Portal.Core.EuEvidence;
using Portal.Core.Notices;
using Portal.Core.Notifications;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Reminders;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Storage;

/// <summary>
/// Portal's own database. Messages are not in it: they stay in the archive. One context is derived per database server, each
/// with its own migrations.
/// </summary>
public abstract partial class PortalDb(DbContextOptions options) : DbContext(options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public DbSet<Agency> Agencies => Set<Agency>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<StepUpGrant> StepUpGrants => Set<StepUpGrant>();
    public DbSet<LegalRequest> Requests => Set<LegalRequest>();
    public DbSet<OrderDocument> Documents => Set<OrderDocument>();
    public DbSet<CorrespondenceItem> Correspondence => Set<CorrespondenceItem>();
    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();
    public DbSet<RequestNote> Notes => Set<RequestNote>();
    public DbSet<ScopeDraft> ScopeDrafts => Set<ScopeDraft>();
    public DbSet<ScopeProposal> ScopeProposals => Set<ScopeProposal>();
    public DbSet<StoredScope> Scopes => Set<StoredScope>();
    public DbSet<Disclosure> Disclosures => Set<Disclosure>();
    public DbSet<ExtractedSegment> Segments => Set<ExtractedSegment>();
    public DbSet<PackagePart> Parts => Set<PackagePart>();
    public DbSet<DisclosureVolume> Volumes => Set<DisclosureVolume>();
    public DbSet<CustodyStep> CustodySteps => Set<CustodyStep>();
    public DbSet<DownloadReceipt> Receipts => Set<DownloadReceipt>();
    public DbSet<PreservationRequest> Preservations => Set<PreservationRequest>();
    public DbSet<EmergencyFollowUp> FollowUps => Set<EmergencyFollowUp>();
    public DbSet<AuthorityNotification> AuthorityNotifications => Set<AuthorityNotification>();
    public DbSet<EnforcingAnswer> EnforcingAnswers => Set<EnforcingAnswer>();
    public DbSet<RefusalForm> RefusalForms => Set<RefusalForm>();
    public DbSet<ModerationReferral> ModerationReferrals => Set<ModerationReferral>();
    public DbSet<NonDisclosureOrder> NonDisclosureOrders => Set<NonDisclosureOrder>();
    public DbSet<NoticeDecision> NoticeDecisions => Set<NoticeDecision>();
    public DbSet<UserNotice> UserNotices => Set<UserNotice>();
    public DbSet<PreservationSnapshot> Snapshots => Set<PreservationSnapshot>();
    public DbSet<SnapshotSegment> SnapshotSegments => Set<SnapshotSegment>();
    public DbSet<PreservationLetter> PreservationLetters => Set<PreservationLetter>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<EarlierMark> EarlierMarks => Set<EarlierMark>();
    public DbSet<EarlierLink> EarlierLinks => Set<EarlierLink>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<ReferenceCounter> ReferenceCounters => Set<ReferenceCounter>();

    public DbSet<Reminder> Reminders => Set<Reminder>();
    public DbSet<SeenReminder> SeenReminders => Set<SeenReminder>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>The last moment there is, as this server writes it in a column's definition.</summary>
    private protected abstract string EndOfTimeSql { get; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        AuditGuard.Demand(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        AuditGuard.Demand(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // Enums as their names: a row reads by itself, and inserting a member renumbers nothing.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<string>().HaveMaxLength(400);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<Agency>(e => Text(e.Property(a => a.OfficialDomains)));
        modelBuilder.Entity<Person>(e =>
        {
            e.HasIndex(p => p.NormalizedEmail).IsUnique();
            Text(e.Property(p => p.Roles));
            e.Property(p => p.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<StepUpGrant>(e => e.Property(g => g.ConsumedAt).IsConcurrencyToken());
        modelBuilder.Entity<LegalRequest>(e =>
        {
            e.ToTable("Requests");
            e.HasIndex(r => r.Reference).IsUnique();
            e.HasIndex(r => new { r.Status, r.RespondBy });
            e.HasIndex(r => new { r.AgencyId, r.OfficerId });
            // The queue's order, worked out by the database so that an index can hold it.
            e.Property<DateTimeOffset>(QueueFilter.DueAt).HasComputedColumnSql(
                $"COALESCE(CASE WHEN AcknowledgeBy IS NOT NULL AND (RespondBy IS NULL OR AcknowledgeBy < RespondBy) THEN AcknowledgeBy ELSE RespondBy END, {EndOfTimeSql})");
            e.HasIndex(nameof(LegalRequest.Status), QueueFilter.DueAt);
            e.HasIndex(r => new { r.Status, r.SubmittedAt });
            e.HasIndex(r => new { r.AssignedToId, r.Status });
            e.Property(r => r.Version).IsConcurrencyToken();
            Text(e.Property(r => r.OrderFields));
            e.HasOne(r => r.Agency).WithMany().HasForeignKey(r => r.AgencyId).OnDelete(DeleteBehavior.Restrict);
            e.OwnsMany(r => r.Targets, t =>
            {
                t.ToTable("RequestTargets");
                t.WithOwner().HasForeignKey("RequestId");
                t.HasKey(x => x.Id);
                t.Property(x => x.Id).ValueGeneratedNever();
            });
            e.OwnsMany(r => r.Lines, l =>
            {
                l.ToTable("RequestLines");
                l.WithOwner().HasForeignKey("RequestId");
                l.HasKey(x => x.Id);
                l.Property(x => x.Id).ValueGeneratedNever();
            });
            e.OwnsMany(r => r.CallBacks, c =>
            {
                c.ToTable("CallBacks");
                c.WithOwner().HasForeignKey("RequestId");
                c.HasKey(x => x.Id);
                c.Property(x => x.Id).ValueGeneratedNever();
                c.Property(x => x.Note).HasMaxLength(-1);
                c.Property(x => x.SpokeWith).HasMaxLength(-1);
            });
            e.OwnsMany(r => r.Pauses, p =>
            {
                p.ToTable("RequestPauses");
                p.WithOwner().HasForeignKey("RequestId");
                p.HasKey(x => x.Id);
                p.Property(x => x.Id).ValueGeneratedNever();
                p.Property(x => x.Question).HasMaxLength(-1);
            });
            e.OwnsMany(r => r.Extensions, x =>
            {
                x.ToTable("RequestExtensions");
                x.WithOwner().HasForeignKey("RequestId");
                x.HasKey(y => y.Id);
                x.Property(y => y.Id).ValueGeneratedNever();
                x.Property(y => y.Reason).HasMaxLength(-1);
            });
            e.OwnsMany(r => r.FurtherLaws, f =>
            {
                f.ToTable("RequestFurtherLaws");
                f.WithOwner().HasForeignKey("RequestId");
                f.HasKey(x => x.Id);
                f.Property(x => x.Id).ValueGeneratedNever();
                f.Property(x => x.Reason).HasMaxLength(-1);
            });
            e.Navigation(r => r.Pauses).UsePropertyAccessMode(PropertyAccessMode.Field);
            e.Navigation(r => r.Extensions).UsePropertyAccessMode(PropertyAccessMode.Field);
            e.Navigation(r => r.FurtherLaws).UsePropertyAccessMode(PropertyAccessMode.Field);
            e.Navigation(r => r.Targets).UsePropertyAccessMode(PropertyAccessMode.Field);
            e.Navigation(r => r.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
            e.Navigation(r => r.CallBacks).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        modelBuilder.Entity<OrderDocument>(e =>
        {
            OfRequest(e, d => d.RequestId);
            // What was there before there were enclosures came with its request.
            e.Property(d => d.Purpose).HasDefaultValue(DocumentPurpose.Order);
            // No constraint of the database: SQLite would write the whole table anew to add one.
            e.HasIndex(d => d.CorrespondenceId);
            e.Property(d => d.Sha256).HasMaxLength(64);
            e.HasIndex(d => d.Sha256);
            Text(e.Property(d => d.Pages));
            e.Property(d => d.PagesProblem).HasMaxLength(-1);
        });
        modelBuilder.Entity<CorrespondenceItem>(e =>
        {
            OfRequest(e, c => c.RequestId);
            e.HasIndex(c => new { c.Direction, c.OpenedAt });
            e.Property(c => c.Html).HasMaxLength(-1);
            e.Property(c => c.PlainText).HasMaxLength(-1);
            // Printed once: of two workers at the same letter one is refused.
            e.Property(c => c.PdfBlobKey).IsConcurrencyToken();
        });
        modelBuilder.Entity<OutgoingMail>(e =>
        {
            e.HasIndex(m => new { m.SubjectId, m.Kind, m.PersonId });
            e.HasIndex(m => new { m.SentAt, m.GivenUpAt, m.NextTryAt });
            e.Property(m => m.Lease).IsConcurrencyToken();
            e.Property(m => m.Problem).HasMaxLength(-1);
        });
        modelBuilder.Entity<RequestNote>(e =>
        {
            OfRequest(e, n => n.RequestId);
            e.Property(n => n.Text).HasMaxLength(RequestNote.Longest);
        });
        modelBuilder.Entity<ScopeDraft>(e =>
        {
            e.HasKey(d => d.RequestId);
            e.HasOne<LegalRequest>().WithOne().HasForeignKey<ScopeDraft>(d => d.RequestId).OnDelete(DeleteBehavior.Restrict);
            Text(e.Property(d => d.Cuts));
            Text(e.Property(d => d.Counts));
            Text(e.Property(d => d.ThirdParties));
            Text(e.Property(d => d.Labels));
            e.Property(d => d.Minimum).HasMaxLength(StateMinimum.Longest);
            e.Property(d => d.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<ScopeProposal>(e =>
        {
            OfRequest(e, p => p.RequestId);
            Text(e.Property(p => p.Lines));
            Text(e.Property(p => p.Counts));
            Text(e.Property(p => p.ThirdParties));
            e.Property(p => p.ReturnReason).HasMaxLength(-1);
            e.Property(p => p.Minimum).HasMaxLength(StateMinimum.Longest);
        });
        modelBuilder.Entity<StoredScope>(e => OfRequest(e, s => s.RequestId));
        modelBuilder.Entity<Disclosure>(e =>
        {
            OfRequest(e, d => d.RequestId);
            e.HasIndex(d => d.PackageReference).IsUnique();
            // One scope, one package: a doubled job cannot make a second.
            e.HasIndex(d => d.ScopeId).IsUnique();
            e.HasIndex(d => d.Stage);
            e.Property(d => d.Version).IsConcurrencyToken();
            e.Property(d => d.Problem).HasMaxLength(-1);
            e.Property(d => d.RecallReason).HasMaxLength(-1);
            e.Property(d => d.DestructionStatement).HasMaxLength(-1);
        });
        modelBuilder.Entity<ExtractedSegment>(e => e.HasKey(s => new { s.DisclosureId, s.Number }));
        modelBuilder.Entity<PackagePart>(e => e.HasKey(p => new { p.DisclosureId, p.Path }));
        modelBuilder.Entity<DisclosureVolume>(e =>
        {
            e.ToTable("DisclosureVolumes");
            e.HasKey(v => new { v.DisclosureId, v.Number });
            e.Property(v => v.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<CustodyStep>(e => e.HasKey(s => new { s.DisclosureId, s.Stage }));
        modelBuilder.Entity<DownloadReceipt>(e => e.HasIndex(r => r.DisclosureId));
        modelBuilder.Entity<PreservationRequest>(e =>
        {
            e.HasIndex(p => p.Reference).IsUnique();
            e.Property(p => p.Version).IsConcurrencyToken();
            e.HasIndex(p => new { p.Status, p.ExpiresAt });
            e.HasIndex(p => p.LinkedRequestId);
            e.Property(p => p.EndReason).HasMaxLength(-1);
            Text(e.Property(p => p.Categories));
            Text(e.Property(p => p.OrderFields));
            e.HasOne(p => p.Agency).WithMany().HasForeignKey(p => p.AgencyId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<EmergencyFollowUp>(e =>
        {
            e.HasKey(f => f.RequestId);
            e.HasIndex(f => new { f.Status, f.DueAt });
            e.HasIndex(f => f.AgencyId);
            e.Property(f => f.Version).IsConcurrencyToken();
            e.HasOne<LegalRequest>().WithOne().HasForeignKey<EmergencyFollowUp>(f => f.RequestId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.AddDesk();
        modelBuilder.Entity<AuthorityNotification>(e => OfRequest(e, n => n.RequestId));
        modelBuilder.Entity<EnforcingAnswer>(e =>
        {
            OfRequest(e, a => a.RequestId);
            Text(e.Property(a => a.Grounds));
            e.Property(a => a.Words).HasMaxLength(-1);
        });
        modelBuilder.Entity<RefusalForm>(e =>
        {
            OfRequest(e, f => f.RequestId);
            Text(e.Property(f => f.Reasons));
        });
        modelBuilder.Entity<ModerationReferral>(e =>
        {
            OfRequest(e, r => r.RequestId);
            // One order, one referral: the step is taken once.
            e.HasIndex(r => r.RequestId).IsUnique();
            e.HasIndex(r => r.DeliveredAt);
            e.Property(r => r.Url).HasMaxLength(ModerationReferral.LongestUrl);
            e.Property(r => r.TerritorialScope).HasMaxLength(-1);
            e.Property(r => r.Version).IsConcurrencyToken();
        });
        Notices(modelBuilder);
        modelBuilder.Entity<PreservationSnapshot>(e =>
        {
            e.ToTable("PreservationSnapshots");
            e.HasIndex(s => new { s.PreservationId, s.Number }).IsUnique();
            e.HasOne<PreservationRequest>().WithMany().HasForeignKey(s => s.PreservationId).OnDelete(DeleteBehavior.Restrict);
            e.Property(s => s.Problem).HasMaxLength(-1);
            e.Property(s => s.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<SnapshotSegment>(e =>
        {
            e.ToTable("PreservationSegments");
            e.HasKey(s => new { s.SnapshotId, s.Number });
            e.HasOne<PreservationSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<PreservationLetter>(e =>
        {
            e.HasOne<PreservationRequest>().WithMany().HasForeignKey(l => l.PreservationId).OnDelete(DeleteBehavior.Restrict);
            e.Property(l => l.Html).HasMaxLength(-1);
            e.Property(l => l.PlainText).HasMaxLength(-1);
        });
        modelBuilder.Entity<AuditEntry>(e =>
        {
            e.HasIndex(a => a.EventId).IsUnique();
            e.HasIndex(a => a.At);
            e.HasIndex(a => new { a.RequestId, a.Id });
            e.HasIndex(a => new { a.ActorId, a.Id });
            e.HasIndex(a => new { a.Name, a.Id });
            e.Property(a => a.Sentence).HasMaxLength(-1);
        });
        modelBuilder.Entity<EarlierMark>(e =>
        {
            // The key is the index by which earlier requests are found.
            e.HasKey(m => new { m.Value, m.RequestId });
            OfRequest(e, m => m.RequestId);
        });
        modelBuilder.Entity<EarlierLink>(e =>
        {
            e.HasKey(l => new { l.RequestId, l.EarlierId, l.Kind });
            OfRequest(e, l => l.RequestId);
            OfRequest(e, l => l.EarlierId);
            e.Property(l => l.Words).HasMaxLength(-1);
        });
        modelBuilder.Entity<Appeal>(e =>
        {
            // Once: a second one cannot be written.
            e.HasKey(a => a.RequestId);
            e.HasOne<LegalRequest>().WithOne().HasForeignKey<Appeal>(a => a.RequestId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(a => a.Outcome);
            e.Property(a => a.Grounds).HasMaxLength(-1);
            e.Property(a => a.Words).HasMaxLength(-1);
            e.Property(a => a.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<OutboxMessage>(e => e.HasIndex(o => o.DispatchedAt));
        modelBuilder.Entity<ReferenceCounter>(e =>
        {
            e.HasKey(c => new { c.Series, c.Year });
            e.Property(c => c.Last).IsConcurrencyToken();
        });

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // Ids are made by the domain (version 7, so that they sort by time), never by the database.
            foreach (var key in entity.GetProperties().Where(p => p.IsPrimaryKey() && p.ClrType == typeof(Guid)))
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
        }
    }

    private static void OfRequest<T>(EntityTypeBuilder<T> entity, System.Linq.Expressions.Expression<Func<T, Guid>> requestId)
        where T : class
    {
        var property = entity.Property(requestId).Metadata.Name;
        entity.HasOne<LegalRequest>().WithMany().HasForeignKey(property).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>A value kept as JSON text, compared by that text.</summary>
    private static void Text<T>(PropertyBuilder<T> property)
    {
        property.HasConversion(
            // A column that came after its rows holds nothing in the older ones.
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Json), s => JsonSerializer.Deserialize<T>(s.Length == 0 ? "[]" : s, Json)!),
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
                v => JsonSerializer.Serialize(v, Json).GetHashCode(StringComparison.Ordinal),
                v => v));
        property.HasMaxLength(-1);
    }
}
