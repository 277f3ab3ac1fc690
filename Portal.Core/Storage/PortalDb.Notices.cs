using Microsoft.EntityFrameworkCore;
using Portal.Core.Notices;
using Portal.Core.Requests;

namespace Portal.Core.Storage;

/// <summary>The tables of notices and non-disclosure orders.</summary>
public abstract partial class PortalDb
{
    private static void Notices(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NonDisclosureOrder>(e =>
        {
            OfRequest(e, o => o.RequestId);
            e.HasIndex(o => new { o.Status, o.EndsAt });
            e.Property(o => o.OverReason).HasMaxLength(-1);
            e.Property(o => o.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<NoticeDecision>(e =>
        {
            e.HasKey(d => d.RequestId);
            e.HasOne<LegalRequest>().WithOne().HasForeignKey<NoticeDecision>(d => d.RequestId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(d => d.PeriodEndsAt);
            e.Property(d => d.Words).HasMaxLength(-1);
            e.Property(d => d.Objection).HasMaxLength(-1);
            e.Property(d => d.ObjectionAnswer).HasMaxLength(-1);
            Text(e.Property(d => d.Steps));
            e.Property(d => d.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<UserNotice>(e =>
        {
            OfRequest(e, n => n.RequestId);
            // One notice a request and account: whoever comes second to the approval makes no other.
            e.HasIndex(n => new { n.RequestId, n.AccountId }).IsUnique();
            e.HasIndex(n => n.Status);
            e.Property(n => n.Reason).HasMaxLength(-1);
            e.Property(n => n.PlainText).HasMaxLength(-1);
            e.Property(n => n.Version).IsConcurrencyToken();
        });
    }
}
