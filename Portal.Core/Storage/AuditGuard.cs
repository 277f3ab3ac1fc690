using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Notifications;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Storage;

/// <summary>
/// No event, no action: a save that changes anything that matters, without an audit event beside it, is refused. What does not
/// matter is listed here, so that leaving the record out is never an oversight.
/// </summary>
public static class AuditGuard
{
    /// <summary>Bookkeeping: rows that say nothing about a person, a request or a package by themselves.</summary>
    private static readonly FrozenSet<Type> Bookkeeping = FrozenSet.ToFrozenSet<Type>([typeof(OutboxMessage), typeof(ExtractedSegment), typeof(PackagePart), typeof(DisclosureVolume), typeof(CustodyStep), typeof(SnapshotSegment), typeof(ReferenceCounter)]);

    /// <summary>How far a build is and who holds it: written every second, and no decision of anybody's.</summary>
    private static readonly FrozenSet<string> BuildProgress = FrozenSet.ToFrozenSet(
    [
        nameof(Disclosure.StageDone), nameof(Disclosure.StageTotal), nameof(Disclosure.Stage), nameof(Disclosure.Pages), nameof(Disclosure.Volumes),
        nameof(Disclosure.LeasedBy), nameof(Disclosure.LeasedUntil), nameof(Disclosure.FenceToken), nameof(Disclosure.Attempts),
        nameof(Disclosure.Records), nameof(Disclosure.Version),
    ]);

    /// <summary>How often a mail was tried and why it did not go: that it was queued, sent or given up is recorded.</summary>
    private static readonly FrozenSet<string> MailProgress = FrozenSet.ToFrozenSet(
    [
        nameof(OutgoingMail.Address), nameof(OutgoingMail.Attempts), nameof(OutgoingMail.NextTryAt), nameof(OutgoingMail.Problem), nameof(OutgoingMail.Lease), nameof(OutgoingMail.LeasedUntil),
    ]);

    /// <summary>How far a snapshot is and who holds it; that it was begun, taken or destroyed is recorded.</summary>
    private static readonly FrozenSet<string> SnapshotProgress = FrozenSet.ToFrozenSet(
    [
        nameof(PreservationSnapshot.Messages), nameof(PreservationSnapshot.EarlierTexts), nameof(PreservationSnapshot.Edited), nameof(PreservationSnapshot.Deleted),
        nameof(PreservationSnapshot.Accounts), nameof(PreservationSnapshot.FirstUtc), nameof(PreservationSnapshot.LastUtc), nameof(PreservationSnapshot.LastSequence),
        nameof(PreservationSnapshot.Fingerprint), nameof(PreservationSnapshot.Problem), nameof(PreservationSnapshot.ProblemAt), nameof(PreservationSnapshot.LeasedBy),
        nameof(PreservationSnapshot.LeasedUntil), nameof(PreservationSnapshot.FenceToken), nameof(PreservationSnapshot.Attempts), nameof(PreservationSnapshot.Version),
    ]);

    /// <summary>What a sign-in leaves behind: the sign-in itself is recorded, successful or not.</summary>
    private static readonly FrozenSet<string> SignInTraces = FrozenSet.ToFrozenSet(
        [nameof(Person.LastTotpStep), nameof(Person.AccessFailedCount), nameof(Person.LockoutEnd), nameof(Person.Version)]);

    public static bool IsSignInTrace(string property) => SignInTraces.Contains(property);

    public static void Demand(ChangeTracker tracker)
    {
        var recorded = false;
        string? unrecorded = null;
        foreach (var entry in tracker.Entries())
        {
            if (entry.Entity is AuditEntry)
            {
                if (entry.State is EntityState.Modified or EntityState.Deleted)
                    throw new InvalidOperationException("An audit entry is never changed or removed.");
                recorded |= entry.State == EntityState.Added;
            }
            else if (Matters(entry))
            {
                unrecorded ??= entry.Metadata.ClrType.Name;
            }
        }
        if (unrecorded is not null && !recorded)
            throw new InvalidOperationException($"A change to {unrecorded} was to be saved without an audit event.");
    }

    private static bool Matters(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
        && !Bookkeeping.Contains(entry.Metadata.ClrType)
        && !(entry is { Entity: Disclosure, State: EntityState.Modified } && OnlyChanged(entry, BuildProgress))
        && !(entry is { Entity: OutgoingMail, State: EntityState.Modified } && OnlyChanged(entry, MailProgress))
        && !(entry is { Entity: PreservationSnapshot, State: EntityState.Modified } && OnlyChanged(entry, SnapshotProgress))
        && !(entry is { Entity: Person, State: EntityState.Modified } && OnlyChanged(entry, SignInTraces));

    private static bool OnlyChanged(EntityEntry entry, FrozenSet<string> properties) =>
        entry.Properties.Where(p => p.IsModified).All(p => properties.Contains(p.Metadata.Name));
}
