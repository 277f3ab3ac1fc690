using System.Security.Cryptography;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Shows what a file of targets would add to a draft, line by line. Nothing changes.</summary>
public sealed class PreviewTargetFile(PortalDb db, DraftParts parts)
{
    /// <summary>Bytes that a file may have.</summary>
    public const int LongestFile = TargetFileReader.LongestFile;

    /// <param name="file">UTF-8, as uploaded.</param>
    /// <exception cref="RuleViolation">The file as a whole cannot be used, or the request is no draft.</exception>
    public async Task<TargetFileReview> ExecuteAsync(Guid requestId, ReadOnlyMemory<byte> file, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.FileRequest);
        var request = await db.Requests.LoadAsync(requestId, actor, ct);
        request.DemandFiler(actor);
        // Laid on a copy that nobody saves.
        db.ChangeTracker.Clear();
        return TargetFileLayer.Lay(request, file, parts);
    }
}

/// <summary>Adds the targets and lines of a file to a draft: all of them or, where the officer says so, the good ones alone.</summary>
public sealed class ApplyTargetFile(PortalDb db, UnitOfWork unit, AuditTrail audit, DraftParts parts)
{
    /// <param name="File">UTF-8, as it was previewed.</param>
    /// <param name="OnlyGood">Lines with a fault are left out; otherwise one fault stops the whole file.</param>
    /// <param name="SeenGood">How many lines were good when it was previewed: if the draft has changed, it may be others now.</param>
    public sealed record Input(Guid RequestId, ReadOnlyMemory<byte> File, bool OnlyGood, int SeenGood);

    /// <exception cref="RuleViolation">A line has a fault and all were asked for, or it is not what was previewed.</exception>
    public Task<TargetFileReview> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "add targets from a file",
            async () =>
            {
                actor.Demand(Permission.FileRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandFiler(actor);
                var review = TargetFileLayer.Lay(request, input.File, parts);
                if (review.Bad > 0 && !input.OnlyGood)
                    throw new RuleViolation("target-file.faults", $"{review.Bad:N0} of its lines cannot be used as they stand. Mend them and choose the file again, or add only the good ones.", "File");
                if (review.Good.IsEmpty)
                    throw new RuleViolation("target-file.nothing-good", "No line of the file can be used as it stands. Mend them and choose the file again.", "File");
                if (review.Good.Length != input.SeenGood)
                    throw new RuleViolation("target-file.changed", "The draft has changed since you looked at the file. Look at it again below, then add it.", "File");
                audit.Record(
                    new TargetFileApplied(review.Good.Length, review.Bad, review.Targets, review.Lines, Convert.ToHexStringLower(SHA256.HashData(input.File.Span))) { RequestId = request.Id },
                    actor);
                return review;
            },
            ct);
    }
}

/// <param name="Sha256">Of the file, lower-case hex.</param>
[AuditName("request.target-file-applied")]
public sealed record TargetFileApplied(int Rows, int LeftOut, int Targets, int Lines, string Sha256) : AuditEvent
{
    public override string Sentence => $"Added {Prose.Count(Targets, "target")} and {Prose.Count(Lines, "line")} from a file of {Prose.Count(Rows + LeftOut, "row")}; {LeftOut:N0} left out.";
}
