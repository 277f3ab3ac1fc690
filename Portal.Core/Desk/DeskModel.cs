using Microsoft.EntityFrameworkCore;
using Portal.Core.Reminders;

namespace Portal.Core.Desk;

/// <summary>The tables of reminders and saved views.</summary>
internal static class DeskModel
{
    public static void AddDesk(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Reminder>(e =>
        {
            // Sent once, whatever happens: of two workers at the same date one is refused.
            e.HasIndex(r => new { r.SubjectId, r.Matter, r.DueAt, r.Stage, r.Day }).IsUnique();
            e.HasIndex(r => r.SentAt);
        });
        modelBuilder.Entity<SeenReminder>(e =>
        {
            e.HasKey(s => new { s.PersonId, s.ReminderId });
            e.HasOne<Reminder>().WithMany().HasForeignKey(s => s.ReminderId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<SavedView>(e =>
        {
            e.HasIndex(v => new { v.PersonId, v.NormalizedName }).IsUnique();
            e.Property(v => v.Filters).HasMaxLength(SavedView.LongestFilters);
            e.Property(v => v.Version).IsConcurrencyToken();
        });
    }
}
