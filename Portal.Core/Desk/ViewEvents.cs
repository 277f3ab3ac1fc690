using Portal.Core.Audit;

namespace Portal.Core.Desk;

/// <param name="Filters">As they stand in the queue's address.</param>
[AuditName("view.saved")]
public sealed record ViewSaved(Guid ViewId, string View, string Filters) : AuditEvent
{
    public override string Sentence => $"Saved the filters of the queue as “{View}”.";
}

[AuditName("view.renamed")]
public sealed record ViewRenamed(Guid ViewId, string From, string To) : AuditEvent
{
    public override string Sentence => $"Renamed the saved view “{From}” to “{To}”.";
}

[AuditName("view.deleted")]
public sealed record ViewDeleted(Guid ViewId, string View) : AuditEvent
{
    public override string Sentence => $"Deleted the saved view “{View}”.";
}

[AuditName("view.opens-queue")]
public sealed record ViewMadeDefault(Guid ViewId, string View, bool Opens) : AuditEvent
{
    public override string Sentence => Opens ? $"Made “{View}” the view that the queue opens on." : $"Let the queue no longer open on “{View}”.";
}
