namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>All that stands behind the first signature, revision by revision.</summary>
/// <param name="Problem">Why what was added is not proven to be proof alone, in words; "" where it is, or where nothing was added.</param>
internal sealed record AppendedRevisions(IReadOnlyList<AppendedRevision> All, string Problem)
{
    private const long LongestAddition = 64 * 1024 * 1024;
    private const int MostRevisions = 32;

    // Each signature's path is sought among all of them.
    private const int MostCertificates = 256;

    /// <param name="end">Where the first signature's signed part ends.</param>
    /// <param name="stamps">Document time stamps that hold over everything before their own end.</param>
    public static AppendedRevisions Read(Stream file, long end, IReadOnlyList<SignedRanges> stamps)
    {
        var all = new List<AppendedRevision>();
        if (end == file.Length) return new AppendedRevisions(all, "");
        if (file.Length - end > LongestAddition) return new AppendedRevisions(all, "It is too long to be validation data.");
        try
        {
            var bytes = new byte[file.Length - end];
            file.Position = end;
            file.ReadExactly(bytes);
            for (var at = end; at < file.Length; at = all[^1].End)
            {
                if (all.Count == MostRevisions) return new AppendedRevisions(all, "It is in too many parts.");
                var revision = AppendedRevision.Read(bytes.AsMemory((int)(at - end)), EarlierRevision.Before(file, at), file);
                if (revision.IsStamped && !stamps.Any(stamp => stamp.End == revision.End && stamp.FirstLength > at))
                    return new AppendedRevisions(all, "Its document time stamp does not hold.");
                all.Add(revision);
                if (all.Sum(each => each.Certificates.Count) > MostCertificates) return new AppendedRevisions([], "It holds too many certificates.");
            }
            return new AppendedRevisions(all, "");
        }
        catch (UnexpectedSyntaxException e)
        {
            return new AppendedRevisions(all, e.Message);
        }
        catch (Exception e) when (e is not IOException or EndOfStreamException)
        {
            // Certificates, lists and deflated tables reach parsers that fail in ways of their own; only a disk that fails is none of the file's doing.
            return new AppendedRevisions(all, "It is malformed: " + e.Message);
        }
    }

    /// <summary>Whether the file goes on behind <paramref name="end"/> with nothing but proof.</summary>
    public bool HoldOnlyProofAfter(long end, long firstEnd) => Problem.Length == 0 && (end == firstEnd || All.Any(revision => revision.End == end));
}
