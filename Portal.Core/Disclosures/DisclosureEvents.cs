using Portal.Core.Audit;
using Portal.Core.Requests;

namespace Portal.Core.Disclosures;

[AuditName("extraction.started")]
public sealed record ExtractionStarted(Guid DisclosureId, string Package, string Archive, long Mark) : AuditEvent
{
    public override string Sentence => $"Started extraction for {Package} from {Archive}, up to its record {Mark:N0}.";
}

/// <summary>The stored scope did not verify, or is not this package's: nothing was extracted.</summary>
[AuditName("scope.refused")]
public sealed record ScopeRefused(Guid DisclosureId, string Package, Guid ScopeId, string Why) : AuditEvent
{
    public override string Sentence => $"Refused the stored scope of {Package}: {Prose.Ended(Why)}";
}

[AuditName("build.stopped")]
public sealed record BuildStopped(Guid DisclosureId, string Package, BuildStage Stage, string Why) : AuditEvent
{
    public override string Sentence => $"Building {Package} stopped at “{BuildProgress.Name(Stage)}”: {Prose.Ended(Why)}";
}

[AuditName("build.resumed")]
public sealed record BuildResumed(Guid DisclosureId, string Package, BuildStage Stage, string Problem) : AuditEvent
{
    public override string Sentence => $"Took up building {Package} again at “{BuildProgress.Name(Stage)}”.";
}

[AuditName("recount.agreed")]
public sealed record RecountAgreed(Guid DisclosureId, string Package, long Records, string Fingerprint) : AuditEvent
{
    public override string Sentence => $"Counted the records of {Package} a second time by another query: {Records:N0}, the same.";
}

[AuditName("recount.differed")]
public sealed record RecountDiffered(Guid DisclosureId, string Package, string Why) : AuditEvent
{
    public override string Sentence => $"Counted the records of {Package} a second time and found a difference; it is not sealed. {Prose.Ended(Why)}";
}

[AuditName("package.sealed")]
public sealed record PackageSealed(Guid DisclosureId, string Package, long Records, long Withheld, int Pages, long Bytes, string Sha256, string ManifestSha256) : AuditEvent
{
    public override string Sentence => $"Sealed {Package}: {Prose.Count(Records, "record")}, {Withheld:N0} withheld, {Prose.Count(Pages, "page")}.";
}

[AuditName("package.released")]
public sealed record PackageReleased(Guid DisclosureId, string Package, DateTimeOffset ExpiresAt) : AuditEvent
{
    public override string Sentence => $"Released {Package}, to be downloaded before {Prose.Utc(ExpiresAt)}.";
}
