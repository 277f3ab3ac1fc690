using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive;
using Portal.Core.Archive.Preserved;
using Portal.Core.Disclosures.Building;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>Where a request's records are: in the archive, and in the snapshots of the preservations that the agency linked to it.</summary>
public sealed class ArchiveOfRequest(PortalDb db, IMessageArchive archive, SnapshotStore store)
{
    /// <exception cref="BuildStoppedException">As the other, for a build.</exception>
    internal async Task<OpenedArchive> OpenAsync(PackageInWork package, CancellationToken ct)
    {
        try
        {
            return await OpenAsync(package.Lease.RequestId, package.Mark, ct);
        }
        catch (SnapshotException cause)
        {
            throw new BuildStoppedException(cause.Message);
        }
    }

    /// <summary>Opens them for one use. Without a linked snapshot it is the archive itself.</summary>
    /// <exception cref="SnapshotException">A snapshot cannot be read, or holds a record otherwise than the archive does.</exception>
    public async Task<OpenedArchive> OpenAsync(Guid requestId, ArchiveMark mark, CancellationToken ct)
    {
        var linked = await db.Preservations.AsNoTracking().Where(p => p.LinkedRequestId == requestId && p.Status == PreservationStatus.Linked).OrderBy(p => p.Reference).ToListAsync(ct);
        var sources = ImmutableArray.CreateBuilder<PreservedSource>();
        try
        {
            foreach (var preservation in linked)
            {
                foreach (var snapshot in await db.Snapshots.AsNoTracking().Where(s => s.PreservationId == preservation.Id && s.Status == SnapshotStatus.Kept).OrderBy(s => s.Number).ToListAsync(ct))
                    sources.Add(store.Open(preservation, snapshot));
            }
            return sources.Count == 0
                ? new OpenedArchive(archive, null, [])
                : new OpenedArchive(archive, await archive.WithPreservedAsync(sources.ToImmutable(), mark, ct), sources.ToImmutable());
        }
        catch
        {
            foreach (var source in sources) source.Seal.Dispose();
            throw;
        }
    }
}

/// <summary>The records of one request while they are in use.</summary>
public sealed class OpenedArchive(IMessageArchive archive, ArchiveWithPreserved? kept, ImmutableArray<PreservedSource> sources) : IDisposable
{
    public IMessageArchive Records => kept ?? archive;

    /// <summary>Null where no snapshot is linked.</summary>
    public ArchiveWithPreserved? Kept => kept;

    public void Dispose()
    {
        kept?.Dispose();
        foreach (var source in sources) source.Seal.Dispose();
    }
}
