using System.Collections.Immutable;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Records;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>Writes <c>disclosure.pdf</c>: cover, scope as authorised, transcript, closing counts; signed.</summary>
public interface ITranscriptComposer
{
    /// <summary>Writes the whole signed file. The same input gives the same pages.</summary>
    /// <param name="output">Append-only and not seekable; left open. Nothing of it reaches a disk unencrypted.</param>
    /// <param name="progress">Told how many records are set so far; cheap, may be called for each.</param>
    /// <exception cref="OperationCanceledException">The build was stopped.</exception>
    Task<TranscriptSummary> ComposeAsync(TranscriptContent content, Stream output, Action<long> progress, CancellationToken ct);
}

/// <summary>What a transcript is made from.</summary>
/// <param name="Scope">As it was signed.</param>
/// <param name="Records">In order of time sent and sequence; may be enumerated once. Never all in memory.</param>
/// <param name="RecordCount">How many they are.</param>
/// <param name="Accounts">Those that SUBSCRIBER lines let out.</param>
/// <param name="Lines">What was found for each line of the scope.</param>
/// <param name="Withheld">What the cuts took away, and what is not held.</param>
/// <param name="CreatedUtc">The one time the file names as its own.</param>
public sealed record TranscriptContent(
    PackageFacts Package,
    ScopeStatement Scope,
    IAsyncEnumerable<MessageRecord> Records,
    long RecordCount,
    ImmutableArray<AccountRecord> Accounts,
    ImmutableArray<LineFinding> Lines,
    ImmutableArray<WithheldRow> Withheld,
    DateTimeOffset CreatedUtc);

/// <summary>What the package is, as it stands on every page.</summary>
/// <param name="PackageReference">Like <c>PR-2026-000123-P1</c>.</param>
/// <param name="RequestReference">Like <c>PR-2026-000123</c>.</param>
/// <param name="Archive">The source's name.</param>
/// <param name="ArchiveMark">Its high-water mark: nothing above it is in the package.</param>
/// <param name="ScopeSha256">Of <c>authorisation.json</c>; lower-case hex.</param>
public sealed record PackageFacts(
    string PackageReference,
    string RequestReference,
    string Agency,
    string Instrument,
    string Archive,
    long ArchiveMark,
    string ScopeSha256,
    string Employer,
    string Software);

/// <summary>What came out.</summary>
/// <param name="Records">Records set: must be all of them.</param>
/// <param name="Sha256">Of what was written; lower-case hex.</param>
/// <param name="Notes">Oddities worth telling in the custody record, such as a script without a font. Never content.</param>
public sealed record TranscriptSummary(int Pages, long Records, string Sha256, long Bytes, ImmutableArray<string> Notes);
