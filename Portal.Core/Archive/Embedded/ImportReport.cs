using System.Collections.Immutable;

namespace Portal.Core.Archive.Embedded;

/// <summary>Why a line was set aside instead of imported.</summary>
public enum QuarantineReason
{
    /// <summary>Not one JSON object, or not Unicode.</summary>
    Malformed,

    /// <summary>A field that must be there is not.</summary>
    MissingField,

    /// <summary>A field holds what it cannot hold.</summary>
    UnusableValue,

    /// <summary>A time is missing, unreadable, without a zone, or outside 1971–2100.</summary>
    UnusableTime,

    /// <summary>A message id that came before, with the very same line.</summary>
    RepeatedIdSameContent,

    /// <summary>A message id that came before, with another content: which one is right is for people to say.</summary>
    RepeatedIdOtherContent,
}

/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Detail">In plain words, naming the field; never its content.</param>
public sealed record QuarantinedLine(string File, long Line, QuarantineReason Reason, string Detail);

/// <param name="Rows">Lines read so far.</param>
/// <param name="BytesRead">Of the file as it lies on the disk; compressed where it is.</param>
/// <param name="BytesTotal">Null where the length is not known.</param>
public sealed record ImportProgress(string File, long Rows, double RowsPerSecond, long BytesRead, long? BytesTotal);

/// <param name="Lines">Lines that were not blank; each is counted once in what follows, save that a message may bring new accounts and a conversation.</param>
/// <param name="Messages">Imported now.</param>
/// <param name="Accounts">New accounts, declared or seen for the first time.</param>
/// <param name="Conversations">New conversations.</param>
/// <param name="Memberships">New stints of membership, and stints that now have an end.</param>
/// <param name="Declarations">Lines that declared an account or a conversation.</param>
/// <param name="AlreadyPresent">Lines that an earlier run had imported or set aside.</param>
/// <param name="Quarantined">Lines set aside now, by reason.</param>
public sealed record ArchiveImportResult(
    string File,
    long Lines,
    long Messages,
    long Accounts,
    long Conversations,
    long Memberships,
    long Declarations,
    long AlreadyPresent,
    ImmutableSortedDictionary<QuarantineReason, long> Quarantined,
    TimeSpan Elapsed)
{
    public long QuarantinedTotal => Quarantined.Values.Sum();

    public double LinesPerSecond => Elapsed > TimeSpan.Zero ? Lines / Elapsed.TotalSeconds : 0;
}

/// <summary>A file could not be read to its end. What was read is kept; <see cref="SoFar"/> says what that is.</summary>
public sealed class ArchiveImportException(string message, ArchiveImportResult? soFar, Exception? inner = null) : Exception(message, inner)
{
    public ArchiveImportResult? SoFar { get; } = soFar;
}
