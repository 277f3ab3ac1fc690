using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Building;

/// <summary>Clears away the segments, parts and volumes of packages that are done: their content lives on in the sealed archive alone.</summary>
public sealed class BuildRemains(PortalDb db, IBlobStore blobs)
{
    /// <summary>Clears what is left of one package. Does nothing while it is being built.</summary>
    public async Task ClearAsync(Guid disclosureId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (!await db.Disclosures.AnyAsync(d => d.Id == disclosureId && d.Stage == BuildStage.Done, ct)) return;
        var segments = await db.Segments.Where(s => s.DisclosureId == disclosureId).ToListAsync(ct);
        // The drafts of volumes are among these.
        var parts = await db.Parts.Where(p => p.DisclosureId == disclosureId).ToListAsync(ct);
        var volumes = await db.Volumes.Where(v => v.DisclosureId == disclosureId).ToListAsync(ct);
        // Files first: a row without a file is found again next time, a file without a row never.
        foreach (var key in segments.Select(s => s.BlobKey).Concat(parts.Select(p => p.BlobKey))) await blobs.DeleteAsync(key, ct);
        db.Segments.RemoveRange(segments);
        db.Parts.RemoveRange(parts);
        db.Volumes.RemoveRange(volumes);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Clears what killed workers left of packages that are done.</summary>
    /// <returns>How many packages had something left.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var done = await db.Disclosures
            .Where(d => d.Stage == BuildStage.Done && (db.Segments.Any(s => s.DisclosureId == d.Id) || db.Parts.Any(p => p.DisclosureId == d.Id) || db.Volumes.Any(v => v.DisclosureId == d.Id)))
            .Select(d => d.Id)
            .ToListAsync(ct);
        foreach (var id in done) await ClearAsync(id, ct);
        return done.Count;
    }
}
