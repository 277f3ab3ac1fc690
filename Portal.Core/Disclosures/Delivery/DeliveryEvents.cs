using Portal.Core.Audit;

namespace Portal.Core.Disclosures.Delivery;

[AuditName("download.started")]
public sealed record DownloadStarted(Guid DisclosureId, Guid ReceiptId, string Package, long From, long To, string? Sha256) : AuditEvent
{
    public override string Sentence => $"Began to download {Package}, bytes {From:N0} to {To:N0}.";
}

[AuditName("download.completed")]
public sealed record DownloadCompleted(Guid DisclosureId, Guid ReceiptId, string Package, long From, long To) : AuditEvent
{
    public override string Sentence => $"Received {Package}, bytes {From:N0} to {To:N0}, to the last one.";
}

[AuditName("package.recalled")]
public sealed record PackageRecalled(Guid DisclosureId, string Package, string Reason, int Downloads) : AuditEvent
{
    public override string Sentence => $"Recalled {Package}: {Prose.Ended(Reason)}";
}

/// <summary>Something left, or nearly left, that should not have. It stays open until the agency has answered for its copies.</summary>
[AuditName("incident.opened")]
public sealed record IncidentOpened(Guid DisclosureId, string Package, string Reason, IReadOnlyList<string> ReceivedBy) : AuditEvent
{
    public override string Sentence => ReceivedBy.Count == 0
        ? $"Opened an incident on {Package}: {Prose.Ended(Reason)} Nobody had begun to download it."
        : $"Opened an incident on {Package}: {Prose.Ended(Reason)} Begun to be downloaded by {string.Join(", ", ReceivedBy)}.";
}

[AuditName("package.destruction-confirmed")]
public sealed record DestructionConfirmed(Guid DisclosureId, string Package, string Statement) : AuditEvent
{
    public override string Sentence => $"Confirmed that every copy of {Package} is destroyed: {Prose.Ended(Statement)}";
}

[AuditName("package.expired")]
public sealed record PackageExpired(Guid DisclosureId, string Package, DateTimeOffset ExpiredAt) : AuditEvent
{
    public override string Sentence => $"{Package} was not downloaded in its time and is no longer offered.";
}
