using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Requests;

namespace Portal.Core.Preservation.Snapshots;

[AuditName("preservation.snapshot-begun")]
public sealed record SnapshotBegun(Guid PreservationId, string Reference, int Number, AccountIdentifier Target, string ResolvedId, string Archive, long Mark) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Began snapshot {Number} of {Reference}: {Target.Value} ({IdentifierWords.Of(Target.Kind)}) is {ResolvedId} in {Archive}, up to mark {Mark}.");
}

[AuditName("preservation.snapshot-taken")]
public sealed record SnapshotTaken(Guid PreservationId, string Reference, int Number, long Messages, long EarlierTexts, long Accounts, string Fingerprint, string Sha256) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Snapshot {Number} of {Reference} is kept: {Prose.Count(Messages, "message")}, {Prose.Count(EarlierTexts, "earlier text")}, {Prose.Count(Accounts, "account")}.");
}

[AuditName("preservation.unresolved")]
public sealed record PreservationUnresolved(Guid PreservationId, string Reference, AccountIdentifier Target, ResolutionOutcome Outcome, int Candidates) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Nothing is kept of {Target.Value} ({IdentifierWords.Of(Target.Kind)}) for {Reference}: {(Outcome == ResolutionOutcome.Ambiguous ? $"it meant {Candidates} accounts in the window" : "no account had it in the window")}.");
}

[AuditName("preservation.snapshot-stopped")]
public sealed record SnapshotStopped(Guid PreservationId, int Number, string Why) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Taking snapshot {Number} stopped: {Prose.Ended(Why)}");
}

[AuditName("preservation.held")]
public sealed record PreservationHeld(Guid PreservationId, string Reference, int Snapshots, long Messages, DateTimeOffset Until) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"The hold of {Reference} began with {Prose.Count(Snapshots, "snapshot")} and {Prose.Count(Messages, "message")}; it ends on {Until:d MMMM yyyy HH:mm} UTC.");
}

/// <param name="Sha256">Null where it was destroyed before it was whole.</param>
[AuditName("preservation.snapshot-destroyed")]
public sealed record SnapshotDestroyed(Guid PreservationId, string Reference, int Number, long Messages, long EarlierTexts, long Accounts, string? Sha256, string Why) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Destroyed snapshot {Number} of {Reference}, key and pieces: {Prose.Count(Messages, "message")}, {Prose.Count(EarlierTexts, "earlier text")}, {Prose.Count(Accounts, "account")}{(Sha256 is null ? "; it was not whole" : "")}. {Prose.Ended(Why)}");
}

[AuditName("archive.purged")]
public sealed record ArchivePurged(DateTimeOffset Before, long Messages, long Versions, long SetAside, bool Whole) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Purged the archive of messages sent before {Before:d MMMM yyyy HH:mm} UTC: {Messages} messages, {Versions} earlier texts, {SetAside} lines set aside{(Whole ? "" : "; stopped before the end")}. Snapshots were not touched.");
}

[AuditName("archive.purge-begun")]
public sealed record ArchivePurgeBegun(DateTimeOffset Before) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Began to purge the archive of messages sent before {Before:d MMMM yyyy HH:mm} UTC.");
}
