using Portal.Core.Disclosures.Sealing;
using Portal.Core.Disclosures.Volumes;

namespace Portal.Core.Disclosures.Verification;

/// <summary>Which files the transcript of a package is, and whether all of them are there.</summary>
internal static class TranscriptFiles
{
    /// <summary>A front and one volume of messages: one alone is never called a volume.</summary>
    private const int FewestVolumes = 2;

    /// <summary>The files that must be there and signed, each volume up to the last that is there; says so where one in between is missing.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> paths, Findings findings)
    {
        var present = paths.ToHashSet(StringComparer.Ordinal);
        var volumes = present.Select(VolumeFiles.NumberOf).OfType<int>().ToHashSet();
        if (volumes.Count == 0)
        {
            if (present.Contains(VolumeFiles.Whole)) findings.Ok("The transcript is one file.");
            return [VolumeFiles.Whole];
        }
        var problems = new Findings.Problems();
        if (present.Contains(VolumeFiles.Whole)) problems.Add($"{VolumeFiles.Whole} stands beside a transcript in volumes.");
        var last = Math.Max(FewestVolumes, volumes.Max());
        // A hostile name may claim the two-thousand-millionth volume.
        var missing = last - volumes.Count(number => number is >= 1);
        if (missing > 0) problems.Add($"{missing} of {last} volumes are missing, the first of them {VolumeFiles.PathOf(Enumerable.Range(1, volumes.Count + 1).First(number => !volumes.Contains(number)))}.");
        findings.Add($"The transcript has {last} volumes, and all are there.", problems);
        return [.. volumes.Order().Select(VolumeFiles.PathOf)];
    }

    /// <summary>Holds the volumes that the custody record lists against those that are there: it also knows whether the last is missing.</summary>
    public static void Compare(CustodyRecord custody, IEnumerable<string> paths, Findings.Problems problems)
    {
        if (custody.Volumes.IsDefaultOrEmpty) return;
        var listed = custody.Volumes.Select(volume => volume.File).ToHashSet(StringComparer.Ordinal);
        var present = paths.Where(path => path == VolumeFiles.Whole || VolumeFiles.NumberOf(path) is not null).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in listed.Except(present).Order(StringComparer.Ordinal)) problems.Add($"{missing} is missing: {CustodyRecord.Path} lists {listed.Count} file(s) of the transcript.");
        foreach (var extra in present.Except(listed).Order(StringComparer.Ordinal)) problems.Add($"{extra} is no file of the transcript that {CustodyRecord.Path} lists.");
        if (custody.Volumes.Sum(volume => volume.Messages) != custody.Counts.Messages) problems.Add($"The volumes that {CustodyRecord.Path} lists do not hold the messages that it counts.");
        if (custody.Volumes.Sum(volume => (long)volume.Pages) != custody.Counts.Pages) problems.Add($"The volumes that {CustodyRecord.Path} lists do not have the pages that it counts.");
        foreach (var volume in custody.Volumes)
            if (custody.Files.FirstOrDefault(file => file.Path == volume.File)?.Sha256 != volume.Sha256) problems.Add($"{CustodyRecord.Path} names two hashes of {volume.File}.");
    }
}
