using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Legal.Clocks;
using Portal.Core.Preservation.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>One thing that happened to a preservation.</summary>
/// <param name="Who">Null where the worker did it.</param>
public sealed record PreservationMoment(DateTimeOffset At, string What, string? Who, string? Why);

/// <summary>A preservation as both its agency and our staff see it: what is kept as counts, until when, and what happened. No content.</summary>
/// <param name="Snapshots">In the order they were asked for.</param>
/// <param name="Clocks">Each with its calculation step by step.</param>
/// <param name="Fields">What the order says, labelled as the rule book labels it.</param>
/// <param name="Letters">Newest first.</param>
/// <param name="History">Newest first.</param>
public sealed record PreservationDetails(
    PreservationRequest Preservation,
    PreservationTerm Term,
    IReadOnlyList<PreservationSnapshot> Snapshots,
    ImmutableArray<DueDate> Clocks,
    ImmutableArray<(string Label, string Value)> Fields,
    IReadOnlyList<PreservationLetter> Letters,
    IReadOnlyList<PreservationMoment> History,
    string? LinkedReference,
    bool EndsSoon)
{
    /// <summary>Whether a snapshot is still to be taken, so that the page shows how far it is.</summary>
    public bool IsBeingTaken => Preservation.Status == PreservationStatus.Active && Preservation.SnapshotAt is null;

    internal static async Task<PreservationDetails> OfAsync(PortalDb db, PreservationRequest preservation, string? linkedReference, DateTimeOffset now, CancellationToken ct)
    {
        var term = PreservationTerm.Of(preservation);
        var snapshots = await db.Snapshots.AsNoTracking().Where(s => s.PreservationId == preservation.Id).OrderBy(s => s.Number).ToListAsync(ct);
        var letters = await db.PreservationLetters.AsNoTracking().Where(l => l.PreservationId == preservation.Id).OrderByDescending(l => l.At).ToListAsync(ct);
        return new PreservationDetails(
            preservation, term, snapshots, term.Clocks(preservation),
            [
                .. preservation.OrderFields.Where(f => f.Key == RequestLaw.IssuerKey).Select(f => ("Issued by", Legal.IssuerKinds.Name(Enum.Parse<Legal.IssuerKind>(f.Value)))),
                .. term.Rule.Fields.Where(f => preservation.OrderFields.ContainsKey(f.Key)).Select(f => (f.Definition.Label, Show(preservation.OrderFields[f.Key]))),
            ],
            letters, [.. Moments(preservation, snapshots, letters).OrderByDescending(m => m.At)], linkedReference, preservation.EndsSoon(now));
    }

    private static string Show(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : value;

    private static IEnumerable<PreservationMoment> Moments(PreservationRequest preservation, List<PreservationSnapshot> snapshots, List<PreservationLetter> letters)
    {
        yield return new(preservation.ReceivedAt, "Asked for", preservation.OfficerName, null);
        if (preservation.DecidedAt is { } decided && decided != preservation.EndedAt) yield return new(decided, "Accepted", "Our legal staff", null);
        foreach (var snapshot in snapshots)
        {
            if (snapshot.TakenAt is { } taken)
                yield return new(taken, string.Create(CultureInfo.InvariantCulture, $"Snapshot of {snapshot.IdentifierValue} taken: {snapshot.Messages:N0} messages"), null, $"SHA-256 {snapshot.Sha256}");
            if (snapshot.DestroyedAt is { } destroyed)
                yield return new(destroyed, string.Create(CultureInfo.InvariantCulture, $"Snapshot of {snapshot.IdentifierValue} destroyed, key and pieces: {snapshot.Messages:N0} messages"), null, null);
        }
        if (preservation.EndedAt is { } ended) yield return new(ended, PreservationWords.Of(preservation.Status), null, preservation.EndReason);
        foreach (var letter in letters) yield return new(letter.At, $"Letter sent: {letter.Subject}", null, null);
    }
}
