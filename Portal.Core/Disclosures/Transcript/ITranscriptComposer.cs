using System.Collections.Immutable;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Records;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>
/// Writes the transcript. A short one is one file, written in one pass. A long one is several: the volumes of messages are written as drafts, in
/// any order and by several workers; when all are there, each is completed with its page numbers across volumes and signed, and the front volume,
/// which lists them, is written last. The same input gives the same pages.
/// </summary>
/// <remarks>Streams written to are append-only, not seekable and left open. Nothing of them reaches a disk unencrypted.</remarks>
public interface ITranscriptComposer
{
    /// <summary>Writes <c>disclosure.pdf</c>: cover, scope as authorised, messages, closing counts; signed.</summary>
    /// <param name="records">In order of time sent and sequence; enumerated once. Never all in memory.</param>
    /// <param name="progress">Told how many records are set so far; cheap, may be called for each.</param>
    /// <exception cref="OperationCanceledException">The build was stopped.</exception>
    Task<TranscriptSummary> ComposeAsync(TranscriptContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct);

    /// <summary>Writes a volume of messages but for what depends on the others.</summary>
    /// <inheritdoc cref="ComposeAsync" path="/param"/>
    Task<VolumeDraft> DraftVolumeAsync(VolumeContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct);

    /// <summary>Completes a volume of messages and signs it.</summary>
    /// <param name="draft">The file that <see cref="DraftVolumeAsync"/> wrote.</param>
    /// <exception cref="InvalidDataException">The draft is not that file.</exception>
    TranscriptFile BindVolume(TranscriptContent content, VolumeDraft volume, VolumePlace place, Stream draft, Stream output);

    /// <summary>How many pages the front volume will have. The hashes of the others need not be known, nor <see cref="FrontContent.Pages"/>.</summary>
    int CountFrontPages(FrontContent content);

    /// <summary>Writes the front volume: cover, scope as authorised, contents of all volumes, closing counts; signed.</summary>
    TranscriptSummary ComposeFront(FrontContent content, Stream output);
}

/// <summary>What a transcript is made from, beside the messages.</summary>
/// <param name="Scope">As it was signed.</param>
/// <param name="RecordCount">How many messages there are.</param>
/// <param name="Accounts">Those that SUBSCRIBER lines let out.</param>
/// <param name="Lines">What was found for each line of the scope.</param>
/// <param name="Withheld">What the cuts took away, and what is not held.</param>
/// <param name="CreatedUtc">The one time the file names as its own.</param>
public sealed record TranscriptContent(
    PackageFacts Package,
    ScopeStatement Scope,
    long RecordCount,
    ImmutableArray<AccountRecord> Accounts,
    ImmutableArray<LineFinding> Lines,
    ImmutableArray<WithheldRow> Withheld,
    DateTimeOffset CreatedUtc)
{
    /// <summary>What comes from preservations, in sentences; mostly nothing.</summary>
    public ImmutableArray<string> Preserved { get; init; } = [];
}

/// <summary>What the package is, as it stands on every page.</summary>
/// <param name="PackageReference">Like <c>PR-2026-000123-P1</c>.</param>
/// <param name="RequestReference">Like <c>PR-2026-000123</c>.</param>
/// <param name="Archive">The source's name.</param>
/// <param name="ArchiveMark">Its high-water mark: nothing above it is in the package.</param>
/// <param name="ScopeSha256">Of <c>authorisation.json</c>; lower-case hex.</param>
/// <param name="OrderZone">The IANA zone that all of the order's windows are stated in, which then stands beside UTC; null where it is UTC, or several.</param>
public sealed record PackageFacts(
    string PackageReference,
    string RequestReference,
    string Agency,
    string Instrument,
    string Archive,
    long ArchiveMark,
    string ScopeSha256,
    string Employer,
    string Software,
    string? OrderZone = null);

/// <summary>A signed file as it was written.</summary>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record TranscriptFile(int Pages, long Bytes, string Sha256);

/// <summary>What came out.</summary>
/// <param name="Set">The messages shown: must be all of them.</param>
/// <param name="Oddities">What could not be shown as written, in all volumes.</param>
public sealed record TranscriptSummary(TranscriptFile File, RecordsSet Set, TextOddities Oddities);
