using System.Collections.Immutable;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>Holds the volumes against their plan, against what was extracted and against what is authorised. One difference and nothing goes on.</summary>
internal static class MergedCounts
{
    private const string NotKept = "Nothing further was kept; this is a fault in the program or in the storage.";

    /// <summary>A volume by itself: it shows the messages that it was to show, and its file is the one that was written.</summary>
    /// <exception cref="BuildStoppedException">It does not.</exception>
    public static void DemandWhole(VolumeDraft draft, VolumeContent planned, PackagePart file)
    {
        var span = planned.Span;
        if (draft.Set.Records != span.Records) throw Differs($"Volume {span.Number} shows {draft.Set.Records} record(s) of {span.Records}.");
        if (draft.Set.FirstUtc != planned.FirstUtc || draft.Set.LastUtc != planned.LastUtc) throw Differs($"Volume {span.Number} does not begin or end with the records that it should.");
        DemandOneFile(draft, file);
    }

    /// <summary>All volumes together.</summary>
    /// <param name="extracted">How many records were extracted.</param>
    /// <param name="fingerprint">Of those records.</param>
    /// <returns>What all volumes show.</returns>
    /// <exception cref="BuildStoppedException">They do not add up.</exception>
    public static RecordsSet Demand(
        IReadOnlyList<DisclosureVolume> planned, IReadOnlyList<VolumeDraft> drafts, IReadOnlyList<PackagePart> files, long extracted, string fingerprint, ImmutableArray<LineFinding> findings, AuthorizedScope scope)
    {
        var all = new RecordsCount();
        for (var i = 0; i < planned.Count; i++)
        {
            var (row, draft) = (planned[i], drafts[i]);
            var number = i + 2;
            if (row.Number != number || row.FirstOrdinal != all.Records + 1) throw Differs($"Volume {number} does not go on where the one before it ends.");
            if (draft.Span != new VolumeSpan(number, planned.Count + 1, row.FirstOrdinal, row.Records, extracted)) throw Differs($"Volume {number} was made for another place than the one it has.");
            if (draft.Set.Records != row.Records || draft.Set.ByLine.Values.Sum() != row.Records || RecordFingerprint.Parse(draft.Set.Fingerprint).Count != row.Records)
                throw Differs($"Volume {number} shows {draft.Set.Records} record(s) of {row.Records}.");
            if (i > 0 && draft.Set.FirstUtc < drafts[i - 1].Set.LastUtc) throw Differs($"Volume {number} begins before the one before it ends.");
            DemandOneFile(draft, files[i]);
            all.Add(draft.Set);
        }
        var set = all.Set;
        if (set.Records != extracted) throw Differs($"The volumes show {set.Records} records; {extracted} were extracted.");
        if (set.Fingerprint != fingerprint) throw Differs("The volumes show as many records as were extracted, but not the same ones.");
        if (LineCounts.Breach(scope, findings, set.ByLine) is { } breach) throw Differs($"The volumes do not agree with what is authorised. {breach}");
        return set;
    }

    private static void DemandOneFile(VolumeDraft draft, PackagePart file)
    {
        if (file.Sha256 != draft.File.Sha256 || file.Bytes != draft.File.Bytes) throw Differs($"The stored file of volume {draft.Span.Number} is not the one that was written.");
    }

    private static BuildStoppedException Differs(string how) => new($"{how} {NotKept}");
}
