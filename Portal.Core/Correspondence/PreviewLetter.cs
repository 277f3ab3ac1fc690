using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <summary>Shows a letter exactly as it would go out. Nothing changes.</summary>
public sealed class PreviewLetter(PortalDb db, RequestLaw law, LetterTemplates templates, LetterHeads heads, TimeProvider clock)
{
    /// <exception cref="RuleViolation">Something is missing for the letter, each at its field.</exception>
    public async Task<LetterPreview> ExecuteAsync(Guid requestId, LetterDraft draft, Actor actor, CancellationToken ct) =>
        await ComposeAsync(await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct), draft, actor, ct);

    /// <summary>Composes the letter again when it is sent: what goes must be, to the letter, what was seen.</summary>
    /// <param name="seenSha256">Of the preview the writer saw.</param>
    /// <exception cref="RuleViolation">Something is missing, or the letter is another by now.</exception>
    internal async Task<RenderedLetter> ComposeSeenAsync(LegalRequest request, LetterDraft draft, string? seenSha256, Actor actor, CancellationToken ct)
    {
        var preview = await ComposeAsync(request, draft, actor, ct);
        if (!string.Equals(preview.Sha256, seenSha256, StringComparison.Ordinal))
            throw new RuleViolation("letter.changed", "The letter is no longer the one you previewed. Read it again below, then send it.");
        return preview.Letter;
    }

    private async Task<LetterPreview> ComposeAsync(LegalRequest request, LetterDraft draft, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(draft.Permission);
        var now = clock.GetUtcNow();
        if (draft.Problems(request, law, DateOnly.FromDateTime(now.UtcDateTime)).ToList() is { Count: > 0 } problems) throw RuleViolation.Of(problems);
        var post = await db.People.AsNoTracking().Where(p => p.Id == actor.PersonId).Select(p => p.Post).FirstOrDefaultAsync(ct);
        draft = draft.Enclosing(await db.Documents.LaidBeside(request.Id, actor).Select(d => d.FileName).ToListAsync(ct));
        return LetterPreview.Of(draft.Render(templates, request, law, heads.Of(request, actor.Name, post ?? RoleWords.Of(actor.Roles[0]), now)));
    }
}
