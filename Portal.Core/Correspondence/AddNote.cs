using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Notes something on a request for colleagues.</summary>
public sealed class AddNote(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public sealed record Input(Guid RequestId, string? Text);

    /// <exception cref="RuleViolation">It is empty or too long.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "add a note",
            async () =>
            {
                actor.Demand(Permission.ViewCasework);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var text = input.Text?.Trim() ?? "";
                if (text.Length == 0)
                    throw new RuleViolation("note.empty", "Write the note.", nameof(input.Text));
                if (text.Length > RequestNote.Longest)
                    throw new RuleViolation("note.long", $"Shorten the note to {RequestNote.Longest:N0} characters.", nameof(input.Text));
                var note = new RequestNote(request.Id, text, actor, clock.GetUtcNow());
                db.Notes.Add(note);
                audit.Record(new NoteAdded(note.Id) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
