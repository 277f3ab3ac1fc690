using System.Collections.Immutable;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Transcript;

namespace Portal.Core.Disclosures.Sealing;

/// <summary><c>custody.json</c>: how the package came about. Times are UTC. Written as JSON in snake_case.</summary>
/// <param name="Volumes">The files of the transcript, in order: one, or several. Packages sealed before there were volumes do not have it.</param>
internal sealed record CustodyRecord(
    string Package,
    string Request,
    Guid DisclosureId,
    Guid ScopeId,
    string AuthorisationSha256,
    CustodySource Source,
    ImmutableArray<CustodyStage> Stages,
    CustodyCounts Counts,
    ImmutableArray<TranscriptVolume> Volumes,
    ImmutableArray<LineFinding> Lines,
    CustodyRecount Recount,
    ImmutableArray<string> Notes,
    ImmutableArray<CertifiedFile> Files,
    DateTimeOffset WrittenUtc)
{
    public const string Path = "data/custody.json";
}

/// <param name="HighWaterMark">Nothing above it was there for this package.</param>
internal sealed record CustodySource(string Name, long HighWaterMark);

/// <param name="By">Which workers began and ended it.</param>
internal sealed record CustodyStage(string Stage, DateTimeOffset StartedUtc, DateTimeOffset? EndedUtc, ImmutableArray<string> By, string Software);

/// <param name="Withheld">Sum of <c>withheld.csv</c>: counted per line, so a message two lines leave out counts twice.</param>
/// <param name="ByLine">Messages in the records by the line each names.</param>
/// <param name="Fingerprint">Of the message ids: number, colon, sum modulo 2^128 of the first 16 bytes of each id's SHA-256, hex.</param>
internal sealed record CustodyCounts(long Messages, long Accounts, long Withheld, int Pages, ImmutableSortedDictionary<string, long> ByLine, string Fingerprint);

/// <param name="Method">In words.</param>
internal sealed record CustodyRecount(string Method, string Result, DateTimeOffset AtUtc);
